// The entry for browsers, with a bundler or without, and for workers.

import { createEntry } from './entry.js'
import { device, language } from './web-host.js'

const isResponse = (value) => typeof Response === 'function' && value instanceof Response

// Bundlers find the file by this very expression and put it where the page can fetch it.
const ownWasm = () => new URL('wechat_mobile_bind.wasm', import.meta.url)

async function instantiate(wasm = ownWasm(), imports) {
  if (wasm instanceof WebAssembly.Module) return WebAssembly.instantiate(wasm, imports)
  const isAddress = typeof wasm === 'string' || wasm instanceof URL
  const source = isAddress ? await fetch(wasm, { credentials: 'same-origin' }) : wasm
  const bytes = isResponse(source) ? await body(source) : source
  const { instance } = await WebAssembly.instantiate(bytes, imports)
  return instance
}

// The file is small: compiling while it streams in gains nothing, and would demand that every server sends
// application/wasm.
function body(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status} for the wasm`)
  return response.arrayBuffer()
}

export const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  defaults: () => ({
    device,
    language: language(),
    fetch: globalThis.fetch && ((url, init) => globalThis.fetch(url, init)),
  }),
  advice: () =>
    'is wechat_mobile_bind.wasm served beside the script, and does the CSP allow it (script-src ' +
    "'wasm-unsafe-eval', connect-src)? `init` takes another address, the bytes or a compiled module",
})

export { BindError, ValidationError, TransportError, ApiError, ProtocolError, IdTokenError, LoadError } from './entry.js'
