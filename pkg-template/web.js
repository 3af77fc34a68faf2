// The entry for browsers, with a bundler or without, and for workers.

import { createEntry } from './entry.js'
import { device, language } from './web-host.js'
import { decode, encodeInto } from './web-utf8.js'

const isResponse = (value) => typeof Response === 'function' && value instanceof Response

// Bundlers find the file by this very expression and put it where the page can fetch it.
const ownWasm = () => new URL('wechat_mobile_bind.wasm', import.meta.url)

async function instantiate(wasm = ownWasm(), imports) {
  const isAddress = typeof wasm === 'string' || wasm instanceof URL
  const source = isAddress ? await fetch(wasm, { credentials: 'same-origin' }) : wasm
  return WebAssembly.instantiate(isResponse(source) ? await body(source) : source, imports)
}

/** What the browser's own fetch threw. */
const failures = new WeakSet()

async function ownFetch(url, init) {
  try {
    return await globalThis.fetch(url, forRuntime(init))
  } catch (failure) {
    failures.add(failure)
    throw failure
  }
}

// Cloudflare's workers throw at what only a browser can do. Their fetch has no cookies, no cache for a POST and no
// referrer to keep out; a redirect, which it doesn't follow either, is a reply that is none of the interface's.
// https://developers.cloudflare.com/workers/runtime-apis/request/
function forRuntime(init) {
  if (globalThis.navigator?.userAgent !== 'Cloudflare-Workers') return init
  const { method, headers, body, signal } = init
  return { method, headers, body, signal, redirect: 'manual' }
}

// A browser tells a page only that a fetch failed: why, its console says.
function explain(error) {
  if (error.code === 'NETWORK' && failures.has(error.cause)) {
    error.message +=
      '; a CSP (connect-src) that leaves out the service, and CORS that leaves out this origin or the X- headers, look the ' +
      'same: see the console'
  }
  throw error
}

// The file is small: compiling while it streams in gains nothing, and would demand that every server sends
// application/wasm.
function body(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status} for the wasm`)
  return response.arrayBuffer()
}

export const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  decode,
  encodeInto,
  defaults: () => ({
    device,
    language: language(),
    fetch: globalThis.fetch && ownFetch,
  }),
  advice: () =>
    'serve wechat_mobile_bind.wasm beside the script (from another origin: with CORS) or hand it to `init`, and allow it by ' +
    "CSP (script-src 'wasm-unsafe-eval', connect-src)",
  explain,
})

export { BindError, ValidationError, TransportError, ApiError, ProtocolError, IdTokenError, LoadError } from './entry.js'
