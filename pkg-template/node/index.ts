// The entry for Node.js, bundled as an ES module and as CommonJS.

import { readFile } from 'node:fs/promises'
import { platform, release } from 'node:os'
import { fileURLToPath } from 'node:url'
import { readOwnWasm } from '#own-wasm'
import { createEntry } from '../shell/entry.js'
import { headerText } from '../shell/facts.js'
import { device as browserDevice, language } from '../web/host.js'
import { failure } from './failure.js'
import { fetch } from './fetch.js'

async function instantiate(wasm: unknown, imports: object) {
  const module = wasm === undefined ? await readOwnWasm() : await load(wasm)
  return WebAssembly.instantiate(module as WebAssembly.Module, imports as WebAssembly.Imports)
}

function load(wasm: unknown) {
  const isFile = typeof wasm === 'string' || wasm instanceof URL
  return isFile ? readFile(String(wasm).startsWith('file:') ? fileURLToPath(wasm) : wasm) : wasm
}

// In a test runner that simulates a browser, such as with jsdom, the device is filled in as in a browser. Only in a test: a server
// that has a `document` for rendering still acts for many devices.
const isSimulated = () => typeof document === 'object' && process.env.NODE_ENV === 'test'

// A server acts for many devices, so the caller has to pass the fingerprint.
const serverDevice = () => ({
  osVersion: headerText([platform(), release()], 256),
  userAgent: `Node.js/${process.versions.node}`,
})

export const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  host: (needsLanguage) => ({
    ...(isSimulated()
      ? { device: browserDevice, language: needsLanguage ? language() : undefined }
      : { device: serverDevice }),
    failure,
    fetch: typeof globalThis.fetch === 'function' ? fetch : undefined,
  }),
  advice: () =>
    process.env.NEXT_RUNTIME
      ? "add `serverExternalPackages: ['wechat-mobile-bind']` to next.config"
      : 'if a bundler moved the code, keep this package external, or pass its wechat_mobile_bind.wasm to `init`, see ' +
        'docs/tools.md of the package',
})

export * from '../generated/classes.js'
