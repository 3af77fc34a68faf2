import { signIn } from '../../../../sign-in.mjs'

export async function GET(request) {
  const origin = new URL(request.url).searchParams.get('origin')
  return new Response(await signIn(origin, { device: { fingerprint: '156aysdna213sc50' } }))
}
