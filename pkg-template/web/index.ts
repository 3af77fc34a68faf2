// The entry for browsers, with a bundler or without, and for workers.

import { read } from '../../src/wasm/get.js'
import { createEntry } from '../shell/entry.js'
import { isBindError } from '../shell/errors.js'
import type * as api from '../shipped/index.js'
import { bounded } from './body.js'
import { device, language } from './host.js'

const isResponse = (value: unknown): value is Response => typeof Response === 'function' && value instanceof Response

/** `<`, the first byte of HTML. */
const LESS_THAN = 0x3c

// Bundlers recognise exactly this expression, and put the file where the page can fetch it. Farm needs the `./`.
const ownWasm = () => new URL('./wechat_mobile_bind.wasm', import.meta.url)

async function instantiate(wasm: unknown, imports: object) {
  const module = wasm === undefined ? await own() : await load(wasm)
  return WebAssembly.instantiate(module as WebAssembly.Module, imports as WebAssembly.Imports)
}

async function own() {
  const url = ownWasm()
  try {
    return await load(url)
  } catch (error) {
    // The dev server of Vite before 8 moves this code to node_modules/.vite/deps/, but not the wasm.
    const home = url.href.replace(/(\/node_modules)\/\.vite\/.*(?=\/)/, '$1/wechat-mobile-bind')
    if (home === url.href) throw error
    return load(new URL(home)).catch(() => {
      throw new NotTheWasm((error as Error).message)
    })
  }
}

async function load(wasm: unknown) {
  const isAddress = typeof wasm === 'string' || wasm instanceof URL
  const source = isAddress ? await fetch(wasm, { credentials: 'same-origin' }) : wasm
  return isResponse(source) ? body(source) : source
}

/** There is no wasm at that address; many servers answer with an HTML page. */
class NotTheWasm extends Error {}

// The file is small: streaming compilation would not help, and would require every server to send
// application/wasm.
async function body(response: Response) {
  if (!response.ok) throw new Error(`HTTP ${response.status} for the wasm`)
  const bytes = await response.arrayBuffer()
  const [first] = new Uint8Array(bytes)
  // A wasm begins with 0, whatever the content type is.
  const isHtml = first && (first === LESS_THAN || /html/.test(String(response.headers.get('content-type'))))
  if (isHtml) throw new NotTheWasm('HTML came for the wasm')
  return bytes
}

/** What the browser's own fetch threw. */
const failures = new WeakSet<object>()

async function ownFetch(url: string, init: api.FetchInit, _timeoutMs: number, maxLength: number) {
  try {
    return bounded(await globalThis.fetch(url, forRuntime(init)), maxLength)
  } catch (failure) {
    if (failure instanceof Error) failures.add(failure)
    throw failure
  }
}

const isWorkers = () => read(read(globalThis, 'navigator'), 'userAgent') === 'Cloudflare-Workers'

// Cloudflare's workers throw for options that only a browser has. Their fetch sends no cookies and no referrer, and caches no
// POST; a redirect, which it doesn't follow either, becomes a BAD_RESPONSE.
// https://developers.cloudflare.com/workers/runtime-apis/request/
function forRuntime(init: api.FetchInit): RequestInit {
  if (!isWorkers()) return init
  const { method, headers, body, signal } = init
  return { method, headers, body, signal, redirect: 'manual' }
}

const VITE_ADVICE =
  "there is no file at its address; with Vite add `optimizeDeps: { exclude: ['wechat-mobile-bind'] }` to vite.config, else "

const WORKERS_ADVICE =
  "on Workers write `import wasm from 'wechat-mobile-bind/wechat_mobile_bind.wasm'`, and pass it: `createClient({ …, wasm })`"

// A script that is no module, as Metro makes one, has no `import.meta.url`.
const SCRIPT_ADVICE = "this bundler can't tell where it is: pass its address, `createClient({ …, wasm })`; else "

function advice(_: unknown, cause: unknown) {
  if (isWorkers()) return WORKERS_ADVICE
  const tool = import.meta.url === undefined ? SCRIPT_ADVICE : cause instanceof NotTheWasm ? VITE_ADVICE : ''
  return (
    tool +
    'serve wechat_mobile_bind.wasm beside the script (from another origin: with CORS) or pass it to `init`, and allow it by ' +
    "CSP (script-src 'wasm-unsafe-eval', connect-src)"
  )
}

// A browser tells a page only that a fetch failed; its console has the reason.
function extendMessage(error: unknown) {
  if (isBindError(error, 'NETWORK') && failures.has(error.cause as object)) {
    error.message +=
      '; a CSP (connect-src) that leaves out the service, and CORS that leaves out this origin or the X- headers, look the ' +
      'same: see the console'
  }
  return error
}

export const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  host: (needsLanguage) => ({
    device,
    language: needsLanguage ? language() : undefined,
    fetch: typeof globalThis.fetch === 'function' ? ownFetch : undefined,
  }),
  advice,
  extendMessage,
})

export * from '../generated/classes.js'
