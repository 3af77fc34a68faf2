// The common part of all entries. An entry defines how its runtime loads the wasm and the host's defaults; the work is done
// in the wasm.

import type { Client, Glue, Host, ProgressSink } from '#glue'
import { define, get, read } from '../../src/wasm/get.js'
import { CALLS } from '../generated/lists.js'
import type * as api from '../shipped/index.js'
import { copyConfig, copyParams } from './copy.js'
import { isBindError, loadError, setStack } from './errors.js'
import { draftInstance, type Instance } from './instance.js'

/** What a runtime's instantiation returns: an instance, or an object with one, and the compiled module where there is one. */
export type Instantiated = { exports: object } | { instance: { exports: object }; module?: unknown }

/** The differences between the runtimes. */
export interface Runtime {
  /** Instantiates the wasm that the caller passed, or the package's own. */
  instantiate(wasm: unknown, imports: object): Instantiated | Promise<Instantiated>
  /** The host's defaults for a client's configuration; of the language only where the configuration has none. */
  host(needsLanguage: boolean): Host
  /** What to do on this runtime if the wasm can't be loaded. */
  advice(wasm: unknown, cause: unknown): string
  /** Adds what an error means on this runtime. */
  extendMessage?(error: unknown): unknown
}

type Functions = 'init' | 'createClient' | 'decodeIdToken' | 'displayRows' | 'isExpired'

/** How long loading the wasm may take, in milliseconds. */
const LOAD_LIMIT_MS = 30_000

/** The package's functions for one runtime. */
export function createEntry({
  instantiate,
  host,
  advice,
  extendMessage = (error) => error,
}: Runtime): Pick<typeof api, Functions> {
  let loading: Promise<Instance> | undefined
  /** The current instance; none before it is loaded, and none after it was discarded. */
  let current: Instance | undefined
  /** What the last instance was made of: after a trap the next one is made of the same. */
  let kept: { wasm: unknown } | undefined

  /** An instance that becomes the current one when its wasm is there. */
  function draft() {
    let instance: Instance | undefined
    const { imports, finish } = draftInstance(() => {
      // A discarded instance may stop again: its successor stays.
      if (current === instance) loading = current = undefined
    })
    return { imports, finish: (exports: object) => (instance = current = finish(exports)) }
  }

  async function load(source: () => unknown): Promise<Instance> {
    let wasm: unknown
    try {
      const { imports, finish } = draft()
      const instantiated = await inTime(async () => {
        wasm = kept ? kept.wasm : await source()
        return instantiate(wasm, imports)
      })
      const { exports } = (get(instantiated, 'instance') as { exports: object }) || instantiated
      const instance = finish(exports)
      kept = { wasm: get(instantiated, 'module') || wasm }
      return instance
    } catch (cause) {
      kept = undefined
      throw loadError(
        'not-sent',
        'retry',
        `the wasm of wechat-mobile-bind could not be loaded: ${advice(wasm, cause)}`,
        {
          cause,
        },
      )
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

  /** The current instance. After a trap it is made at once where the engine can do that: not in mini programs. */
  function alive(): Instance | undefined {
    if (current || !kept) return current
    try {
      const { imports, finish } = draft()
      const { exports } = new WebAssembly.Instance(kept.wasm as WebAssembly.Module, imports as WebAssembly.Imports)
      return finish(exports)
    } catch {
      // The kept wasm is not a compiled module, or some browser's main thread refuses one of its size.
      return undefined
    }
  }

  async function createClient(config: api.ClientConfig): Promise<api.Client> {
    const origin = new Error()
    const source = () => get(config, 'wasm')
    const given = copyConfig(config)
    const known = host(read(given, 'language') == null)
    const create = (instance: Instance) => instance.call(({ Client }) => new Client(given, known), 'not-sent')
    let instance: Instance
    let client: Client
    try {
      instance = alive() || (await ready(source))
      client = create(instance)
    } catch (error) {
      throw located(error, origin)
    }

    /** The client in the current instance: after an instance was discarded, it is created again. */
    function clientIn(newer: Instance): Client {
      if (newer !== instance) {
        client = create(newer)
        instance = newer
      }
      return client
    }

    /** Runs a method of the client, in a new instance if the last one was discarded. */
    async function call<T>(
      run: (client: Client, params: unknown, progress: ProgressSink) => Promise<T>,
      params: unknown,
    ): Promise<T> {
      const origin = new Error()
      try {
        const now = alive()
        // While the wasm is loaded again, the caller may change what it passed.
        const given = now ? params : copyParams(params)
        const client = clientIn(now || (await ready(source)))
        return await instance.callAsync((progress) => run(client, given, progress))
      } catch (error) {
        throw located(extendMessage(error), origin)
      }
    }

    const methods: Pick<api.Client, 'prepare' | 'interpret' | 'maskRecipient'> = {
      prepare: (params, name) => call((client, given, progress) => client.prepare(given, name, progress), params),
      interpret: (httpStatus, bodyText, name) =>
        callNow((instance) => clientIn(instance).interpret(httpStatus, bodyText, name), 'delivered'),
      maskRecipient: (recipient) => callNow((instance) => clientIn(instance).maskRecipient(recipient), 'not-sent'),
    }
    for (const name of [...CALLS, 'signIn'] as const) {
      const method = (params: unknown) => call<unknown>((client, ...given) => client[name](...given), params)
      define(methods, name, method, true)
    }
    return Object.freeze(methods as api.Client)
  }

  /** Calls the current instance; `delivery` is for the error if there is none, or if it stops. */
  function callNow<T>(run: (instance: Instance, glue: Glue) => T, delivery: api.Delivery): T {
    try {
      const instance = alive()
      if (instance) return instance.call((glue) => run(instance, glue), delivery)
    } catch (error) {
      throw located(error, new Error())
    }
    throw loadError(
      delivery,
      'fix',
      'the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first',
    )
  }

  async function init(wasm?: api.WasmSource): Promise<void> {
    const origin = new Error()
    try {
      if (!alive()) await ready(() => wasm)
    } catch (error) {
      throw located(error, origin)
    }
  }

  return {
    init,
    createClient,
    decodeIdToken: (token) => callNow((_, glue) => glue.decodeIdToken(token), 'delivered'),
    displayRows: (identity, options) => callNow((_, glue) => glue.displayRows(identity, options), 'not-sent'),
    isExpired: (identity, now) => callNow((_, glue) => glue.isExpired(identity, now), 'not-sent'),
  }
}

/** An error with the stack of the call that it ends. */
function located(error: unknown, origin: Error): unknown {
  if (isBindError(error)) setStack(error, origin)
  return error
}

/** What `run` resolves to. Rejects if that takes too long: a request that never ends must not keep its caller waiting for ever. */
function inTime<T>(run: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`it did not arrive within ${LOAD_LIMIT_MS / 1000} seconds`))
    let stop = () => {}
    try {
      const timer = setTimeout(late, LOAD_LIMIT_MS)
      stop = () => clearTimeout(timer)
    } catch {
      // A host without timers waits.
    }
    run().then(
      (value) => {
        stop()
        resolve(value)
      },
      (reason) => {
        stop()
        reject(reason)
      },
    )
  })
}
