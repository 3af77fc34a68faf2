// What every runtime's entry has in common. An entry says how its runtime loads the wasm and what its host
// knows; the work is done in the wasm.

import { LoadError } from './errors.js'
import { createInstance } from './instance.js'

export {
  BindError,
  ValidationError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
} from './errors.js'

const loadError = (message, hidden) => new LoadError({ code: 'WASM_UNAVAILABLE', delivery: 'not-sent', message }, hidden)

/**
 * The package's functions for one runtime.
 *
 * `instantiate(wasm, imports)` answers the wasm's instance, `defaults()` what the host knows of a client's
 * configuration, and `advice(wasm)` says what to do on this runtime when the wasm can't be loaded. `explain` may add to
 * an error what it means on this runtime.
 */
export function createEntry({ instantiate, defaults, advice, explain = (error) => error }) {
  let loading
  /** The instance that calls go to; none before it is loaded, and none after it had to be given up. */
  let current

  async function load(source) {
    let wasm
    try {
      wasm = await source()
      current = await createInstance(
        (imports) => instantiate(wasm, imports),
        () => (loading = current = undefined),
      )
      return current
    } catch (cause) {
      throw loadError(`the wasm of wechat-mobile-bind could not be loaded: ${advice(wasm)}`, { cause })
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

  function loaded() {
    if (current) return current
    throw loadError('the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first')
  }

  async function createClient(config) {
    const source = () => config?.wasm
    const create = (instance) => instance.call(({ Client }) => new Client(config, defaults()), 'not-sent')
    let instance = await loadOnce(source)
    let client = create(instance)

    // An instance that was given up took its part of the client with it.
    function renew(newer) {
      if (newer === instance) return
      client = create(newer)
      instance = newer
    }
    const method = (name) => async (params) => {
      renew(await loadOnce(source))
      try {
        return await instance.callAsync(() => client[name](params))
      } catch (error) {
        throw explain(error)
      }
    }
    return Object.freeze({
      signIn: method('signIn'),
      login: method('login'),
      bind: method('bind'),
      registerAndBind: method('registerAndBind'),
      prepare: method('prepare'),
      interpret(httpStatus, bodyText) {
        renew(loaded())
        return instance.call(() => client.interpret(httpStatus, bodyText), 'delivered')
      },
    })
  }

  return {
    async init(wasm) {
      await loadOnce(() => wasm)
    },
    createClient,
    decodeIdToken: (token) => loaded().call((glue) => glue.decodeIdToken(token), 'delivered'),
    displayRows: (identity, options) => loaded().call((glue) => glue.displayRows(identity, options), 'not-sent'),
    isExpired: (identity, now) => loaded().call((glue) => glue.isExpired(identity, now), 'not-sent'),
  }
}
