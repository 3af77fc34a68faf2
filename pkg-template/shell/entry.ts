// The common part of all entries. An entry defines how its runtime loads the wasm and the host's defaults; the work is done
// in the wasm.

import type { Client, Glue, Host } from '#glue'
import type * as api from '../shipped/index.js'
import { loadError } from './errors.js'
import { createInstance, type Instance, type Instantiated } from './instance.js'
import { snapshot } from './snapshot.js'

/** The differences between the runtimes. */
export interface Runtime {
  /** Instantiates the wasm that the caller passed, or the package's own. */
  instantiate(wasm: unknown, imports: object): Instantiated | Promise<Instantiated>
  /** The host's defaults for a client's configuration. */
  host(): Host
  /** What to do on this runtime if the wasm can't be loaded. */
  advice(wasm: unknown, cause: unknown): string
  /** Adds what an error means on this runtime. */
  explain?(error: unknown): unknown
}

type Functions = 'init' | 'createClient' | 'decodeIdToken' | 'displayRows' | 'isExpired'

/** The package's functions for one runtime. */
export function createEntry({
  instantiate,
  host,
  advice,
  explain = (error) => error,
}: Runtime): Pick<typeof api, Functions> {
  let loading: Promise<Instance> | undefined
  /** The current instance; none before it is loaded, and none after it was discarded. */
  let current: Instance | undefined

  function forget() {
    loading = current = undefined
  }

  async function load(source: () => unknown) {
    let wasm: unknown
    try {
      wasm = await source()
      current = await createInstance((imports) => instantiate(wasm, imports), forget)
      return current
    } catch (cause) {
      throw loadError('not-sent', `the wasm of wechat-mobile-bind could not be loaded: ${advice(wasm, cause)}`, {
        cause,
      })
    }
  }

  /** The instance, loaded once. After a failure the next call tries again, perhaps with another file. */
  function ready(source: () => unknown) {
    loading ??= load(source).catch((error) => {
      loading = undefined
      throw error
    })
    return loading
  }

  function loaded(delivery: api.Delivery) {
    if (current) return current
    throw loadError(
      delivery,
      'the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first',
    )
  }

  async function createClient(config: api.ClientConfig): Promise<api.Client> {
    const source = () => config?.wasm
    const [given, known] = [snapshot(config), host()]
    const create = (instance: Instance) => instance.call(({ Client }) => new Client(given, known), 'not-sent')
    let instance = await ready(source)
    let client = create(instance)

    /** The client in the current instance: after an instance was discarded, it is created again. */
    function clientIn(newer: Instance): Client {
      if (newer !== instance) {
        client = create(newer)
        instance = newer
      }
      return client
    }

    /** Runs a method of the client, in a new instance if the last one was discarded. */
    async function call<T>(run: (client: Client, progress: Parameters<Client['bind']>[1]) => Promise<T>): Promise<T> {
      try {
        const instance = current || (await ready(source))
        const client = clientIn(instance)
        return await instance.callAsync((progress) => run(client, progress))
      } catch (error) {
        throw explain(error)
      }
    }

    return Object.freeze<api.Client>({
      signIn: (params) => call((client, progress) => client.signIn(params, progress)),
      login: (params) => call((client, progress) => client.login(params, progress)),
      bind: (params) => call((client, progress) => client.bind(params, progress)),
      registerAndBind: (params) => call((client, progress) => client.registerAndBind(params, progress)),
      prepare: (params) => call((client) => client.prepare(params)),
      interpret(httpStatus, bodyText) {
        const client = clientIn(loaded('delivered'))
        return instance.call(() => client.interpret(httpStatus, bodyText), 'delivered')
      },
    })
  }

  const call = <T>(run: (glue: Glue) => T, delivery: api.Delivery) => loaded(delivery).call(run, delivery)

  return {
    init: (wasm) => ready(() => wasm).then(() => {}),
    createClient,
    decodeIdToken: (token) => call((glue) => glue.decodeIdToken(token), 'delivered'),
    displayRows: (identity, options) => call((glue) => glue.displayRows(identity, options), 'not-sent'),
    isExpired: (identity, now) => call((glue) => glue.isExpired(identity, now), 'not-sent'),
  }
}

export {
  ApiError,
  BindError,
  CallbackError,
  IdTokenError,
  LoadError,
  ProtocolError,
  TransportError,
  ValidationError,
} from './errors.js'
