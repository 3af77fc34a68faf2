import { signIn } from '../../../../sign-in.mjs'

export default defineEventHandler((event) =>
  signIn(String(getQuery(event).origin), { device: { fingerprint: '156aysdna213sc50' } }),
)
