import { signIn } from '../../../../../sign-in.mjs'

export async function GET({ url }) {
  return new Response(await signIn(url.searchParams.get('origin'), { device: { fingerprint: '156aysdna213sc50' } }))
}
