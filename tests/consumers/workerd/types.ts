// Compiled, never run: against Cloudflare's types, whose AbortSignal and fetch are not quite the web's.

import { createClient, type Fetch } from 'wechat-mobile-bind'
import wasm from 'wechat-mobile-bind/wechat_mobile_bind.wasm'

export const own: Fetch = fetch
export const wrapped: Fetch = (url, init) => fetch(url, init)
export const compiled = (module: WebAssembly.Module) =>
  createClient({ domain: 'acme.example.com', clientId: 'c', wasm: module })

export default {
  async fetch(request: Request): Promise<Response> {
    const client = await createClient({ domain: 'acme.example.com', clientId: 'c', fetch, wasm })
    const params = { wechatCode: 'c', stateToken: 's' }
    const { url, init } = await client.prepare(params)
    await fetch(url, init)
    return Response.json(await client.bind({ ...params, signal: request.signal }))
  },
} satisfies ExportedHandler
