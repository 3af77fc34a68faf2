// What every runtime's entry has in common. An entry says how its runtime loads the wasm and what its host
// knows; the work is done in the wasm.

import * as glue from '#glue'
import { LoadError } from '#errors'

export {
  BindError,
  ValidationError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
} from '#errors'

const loadError = (message, hidden) => new LoadError({ code: 'WASM_UNAVAILABLE', delivery: 'not-sent', message }, hidden)

/**
 * The package's functions for one runtime.
 *
 * `instantiate(wasm, imports)` answers the wasm's instance, `defaults()` what the host knows of a client's
 * configuration, and `advice` says what to do on this runtime when the wasm can't be loaded.
 */
export function createEntry({ instantiate, defaults, advice }) {
  let loading
  let isLoaded = false

  async function load(source) {
    try {
      const instance = await instantiate(await source(), { './wechat_mobile_bind_bg.js': glue })
      glue.__wbg_set_wasm(instance.exports)
      isLoaded = true
    } catch (cause) {
      throw loadError(`the wasm of wechat-mobile-bind could not be loaded: ${advice}`, { cause })
    }
  }

  function loadOnce(source) {
    loading ??= load(source).catch((error) => {
      // A failure must not stick: the next call may hand in the right file.
      loading = undefined
      throw error
    })
    return loading
  }

  async function createClient(config) {
    await loadOnce(() => config?.wasm)
    const client = new glue.Client(config, defaults())
    return Object.freeze({
      signIn: (params) => client.signIn(params),
      login: (params) => client.login(params),
      bind: (params) => client.bind(params),
      registerAndBind: (params) => client.registerAndBind(params),
      prepare: (params) => client.prepare(params),
      interpret: (httpStatus, bodyText) => client.interpret(httpStatus, bodyText),
    })
  }

  const loaded = (exported) => (...args) => {
    if (!isLoaded) {
      throw loadError('the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first')
    }
    return exported(...args)
  }

  return {
    init: async (wasm) => loadOnce(() => wasm),
    createClient,
    decodeIdToken: loaded(glue.decodeIdToken),
    displayRows: loaded(glue.displayRows),
    isExpired: loaded(glue.isExpired),
  }
}
