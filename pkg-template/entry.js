// What every runtime's entry has in common. An entry says how its runtime loads the wasm and what its host
// knows; the rest is the same everywhere.

import { createGlue } from '#glue'
import { createClient } from './client.js'
import { createCore } from './core.js'
import { loadError } from './errors.js'
import { decodeIdToken, displayRows, isExpired } from './identity.js'
import { encodeInto, textLength, writeLocalTime, writeNumber } from './imports.js'

export {
  BindError,
  ValidationError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
} from './errors.js'

/** The module that the wasm imports its functions from. */
const IMPORTS = './wechat_mobile_bind_bg.js'

/**
 * The package's functions for one runtime.
 *
 * `instantiate(wasm, imports)` answers the wasm's instance, `defaults()` what the host knows of a client's
 * configuration, and `advice(wasm)` says what to do on this runtime when the wasm can't be loaded. `explain` may add to
 * an error what it means on this runtime.
 */
export function createEntry({ instantiate, defaults, advice, explain = (error) => error }) {
  let loading
  /** Where calls go to; nowhere before the wasm is loaded, and after it had to be given up. */
  let current

  async function load(source) {
    let wasm
    try {
      wasm = await source()
      const glue = createGlue(textLength, encodeInto, Number, writeNumber, writeLocalTime)
      const { exports } = await instantiate(wasm, { [IMPORTS]: glue })
      glue.__wbg_set_wasm(exports)
      current = createCore(glue, () => (loading = current = undefined))
      return current
    } catch (cause) {
      throw loadError('not-sent', `the wasm of wechat-mobile-bind could not be loaded: ${advice(wasm)}`, { cause })
    }
  }

  function ready(source) {
    loading ??= load(source).catch((error) => {
      // A failure must not stick: the next call may hand in the right file.
      loading = undefined
      throw error
    })
    return current || loading
  }

  function loaded() {
    if (current) return current
    throw loadError('not-sent', 'the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first')
  }

  return {
    async init(wasm) {
      await ready(() => wasm)
    },
    async createClient(config) {
      const source = () => config?.wasm
      await ready(source)
      return createClient(config, { current: () => current, ready: () => ready(source), loaded, defaults: defaults(), explain })
    },
    decodeIdToken: (token) => decodeIdToken(loaded(), token),
    displayRows: (identity, options) => displayRows(loaded(), identity, options),
    isExpired: (identity, now) => (loaded(), isExpired(identity, now)),
  }
}
