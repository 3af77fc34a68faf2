// What every runtime's entry has in common. An entry says how its runtime loads the wasm and what its host
// knows; the rest is the same everywhere.

import { createGlue } from '#glue'
import { createClient } from './client.js'
import { createCore } from './core.js'
import { loadError } from './errors.js'
import { decodeIdToken, displayRows, isExpired } from './identity.js'
import { createMemory } from './memory.js'

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
 * `instantiate(wasm, imports)` answers the wasm's instance, `decode` and `encodeInto` read and write UTF-8, `defaults()` is
 * what the host knows of a client's configuration, and `advice(wasm)` says what to do on this runtime when the wasm can't be
 * loaded. `explain`, where there is one, throws an error again, with what it means on this runtime.
 */
export function createEntry({ instantiate, decode, encodeInto, defaults, advice, explain }) {
  let loading
  /** Where calls go to; nowhere before the wasm is loaded, and after it had to be given up. */
  let current

  function load(source) {
    let wasm
    let exports
    const memory = createMemory(() => exports.memory.buffer, decode, encodeInto)
    const glue = createGlue(...memory.imports)
    return new Promise((resolve) => resolve(source()))
      .then((found) => instantiate((wasm = found), { [IMPORTS]: glue }))
      .then((answer) => {
        // An instance, or `{ instance }`: it depends on what was instantiated, and in a mini program on the version.
        exports = (answer.instance || answer).exports
        glue.__wbg_set_wasm(exports)
        return (current = createCore(glue, memory, () => (loading = current = undefined)))
      })
      .catch((cause) => {
        // A failure must not stick: the next call may hand in the right file.
        loading = undefined
        throw loadError('not-sent', `the wasm of wechat-mobile-bind could not be loaded: ${advice(wasm)}`, { cause })
      })
  }

  const ready = (source) => (loading = loading || load(source))

  function loaded() {
    if (current) return current
    throw loadError('not-sent', 'the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first')
  }

  return {
    init: (wasm) => ready(() => wasm).then(() => {}),
    createClient(config) {
      const source = () => config?.wasm
      const withCore = (run, failed) => (current ? run(current) : ready(source).then(run, failed))
      return ready(source).then(() => createClient(config, { withCore, loaded, defaults: defaults(), explain }))
    },
    decodeIdToken: (token) => decodeIdToken(loaded(), token),
    displayRows: (identity, options) => displayRows(loaded(), identity, options),
    isExpired: (identity, now) => (loaded(), isExpired(identity, now)),
  }
}
