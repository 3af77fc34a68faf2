// One instance of the wasm, with glue of its own and the calls that wait in it.
//
// No input makes the wasm trap. Should a bug do it all the same, the instance is given up: nothing in its memory can be
// trusted any more, and calls that wait in it would wait for ever.

import { createGlue, type Glue, type Progress } from '#glue'
import type { Delivery } from '../shipped/index.js'
import { loadError, typed } from './errors.js'

/** The module that the wasm imports its functions from. */
const IMPORTS = './wechat_mobile_bind_bg.js'

/** What a runtime instantiates the wasm to: an instance, or an object that holds one. */
export type Instantiated = { exports: object } | { instance: { exports: object } }

export interface Instance {
  /** Calls the wasm; `delivery` is how far the request has come should it stop. */
  call<T>(run: (glue: Glue) => T, delivery: Delivery): T
  /** Calls what returns a promise, which rejects should the wasm stop. */
  callAsync<T>(run: (progress: Progress) => Promise<T>): Promise<T>
}

function stopped({ delivery, responseText }: Progress, cause: unknown) {
  const message = 'the wasm of wechat-mobile-bind stopped because of a bug, please report it; the next call restarts it'
  return loadError(delivery, message, responseText === undefined ? { cause } : { cause, responseText })
}

/** Instantiates the wasm; `onStop` is called when the instance has to be given up. */
export async function createInstance(
  instantiate: (imports: object) => Instantiated | Promise<Instantiated>,
  onStop: () => void,
): Promise<Instance> {
  const waiting = new Map<Progress, (error: Error) => void>()
  /** Whether the wasm has trapped. */
  let isBroken = false

  function stop(cause: unknown) {
    isBroken = true
    onStop()
    waiting.forEach((reject, progress) => reject(stopped(progress, cause)))
    waiting.clear()
  }

  // The wasm works here while promises settle; what this throws is a trap.
  function queueMicrotask(task: () => void) {
    const work = () => (isBroken ? stop(undefined) : task())
    Promise.resolve().then(work).catch(stop)
  }

  const glue = createGlue({ queueMicrotask })
  const instantiated = await instantiate({ [IMPORTS]: glue })
  const { exports } = 'instance' in instantiated ? instantiated.instance : instantiated
  if (!('decodeIdToken' in exports)) throw new Error('this is another wasm')
  glue.__wbg_set_wasm(exports)

  function call<T>(run: (glue: Glue) => T, delivery: Delivery): T {
    const wasBroken = isBroken
    try {
      if (!wasBroken) return run(glue)
    } catch (error) {
      // Set before anything is called: where the stack is full, each call in this block may throw too. The next call or timer,
      // with more of the stack left, runs `stop` then.
      isBroken = true
      const ours = typed(error)
      if (ours) {
        isBroken = wasBroken
        throw ours
      }
      stop(error)
      throw stopped({ delivery, responseText: undefined }, error)
    }
    stop(undefined)
    throw stopped({ delivery, responseText: undefined }, undefined)
  }

  function callAsync<T>(run: (progress: Progress) => Promise<T>): Promise<T> {
    const progress: Progress = { delivery: 'not-sent', responseText: undefined }
    const promise = new Promise<T>((resolve, reject) => {
      waiting.set(progress, reject)
      const typedFailure = (error: unknown) => Promise.reject(typed(error) || error)
      call(() => run(progress), 'not-sent')
        .catch(typedFailure)
        .then(resolve, reject)
    })
    const forget = () => void waiting.delete(progress)
    promise.then(forget, forget)
    return promise
  }

  return { call, callAsync }
}
