// A worker at the edge compiles no bytes: the wasm is a module of the worker's own.
import wasm from 'wechat-mobile-bind/wechat_mobile_bind.wasm'
import { signIn } from '../sign-in.mjs'

export default {
  async fetch(request) {
    const origin = new URL(request.url).searchParams.get('origin')
    try {
      const device = {
        osVersion: 'edge',
        fingerprint: '156aysdna213sc50',
        userAgent: request.headers.get('user-agent') ?? 'none',
      }
      return new Response(await signIn(origin, { wasm, device }))
    } catch (error) {
      return new Response(`failed: ${error} ${error.cause ?? ''}`)
    }
  },
}
