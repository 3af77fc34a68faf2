// The entry for Node.js. `import` and `require` share it, so that an error is of the same class in both.

import { readFile } from 'node:fs/promises'
import { platform, release } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEntry } from './entry.js'
import { decode, encodeInto } from './web-utf8.js'

const { WebAssembly, URL, process } = globalThis

const instantiate = async (wasm = join(__dirname, 'wechat_mobile_bind.wasm'), imports) =>
  WebAssembly.instantiate(await bytes(wasm), imports)

function bytes(wasm) {
  const isFile = typeof wasm === 'string' || wasm instanceof URL
  return isFile ? readFile(String(wasm).startsWith('file:') ? fileURLToPath(wasm) : wasm) : wasm
}

// A server acts for many devices, so the fingerprint is the caller's to give.
const device = () => ({ osVersion: `${platform()} ${release()}`, userAgent: `Node.js/${process.versions.node}` })

export const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  decode,
  encodeInto,
  defaults: () => ({ device, fetch: globalThis.fetch && ((url, init) => globalThis.fetch(url, init)) }),
  advice: () => 'where a bundler moved the code, keep this package external, or hand its wechat_mobile_bind.wasm to `init`',
})

export { BindError, ValidationError, TransportError, ApiError, ProtocolError, IdTokenError, LoadError } from './entry.js'
