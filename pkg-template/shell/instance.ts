// One instance of the wasm, with its own glue and its pending calls.
//
// No input makes the wasm trap. If a bug makes it trap, the instance is discarded: its memory can't be trusted any more, and its
// pending calls would never settle.

import { createGlue, type Glue, type Progress } from '#glue'
import type { Delivery } from '../shipped/index.js'
import { loadError, typed } from './errors.js'

/** The module that the wasm imports its functions from. */
const IMPORTS = './wechat_mobile_bind_bg.js'

/** What a runtime's instantiation returns: an instance, or an object with an instance. */
export type Instantiated = { exports: object } | { instance: { exports: object } }

export interface Instance {
  /** Calls the wasm; `delivery` is for the error if it stops. */
  call<T>(run: (glue: Glue) => T, delivery: Delivery): T
  /** Calls an async method; the promise rejects if the wasm stops. */
  callAsync<T>(run: (progress: Progress) => Promise<T>): Promise<T>
}

function stopped({ delivery, responseText }: Progress, cause: unknown) {
  const message = 'the wasm of wechat-mobile-bind stopped because of a bug, please report it; the next call restarts it'
  return loadError(delivery, message, responseText === undefined ? { cause } : { cause, responseText })
}

/** Instantiates the wasm; `onStop` is called when the instance has to be discarded. */
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
    waiting.forEach((reject, progress) => {
      reject(stopped(progress, cause))
    })
    waiting.clear()
  }

  // The wasm's async code runs here; an exception means that it trapped.
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
      // Set before anything is called: after a stack overflow, each call in this block may throw too. Then the next call or
      // timer, which has more stack, runs `stop`.
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
