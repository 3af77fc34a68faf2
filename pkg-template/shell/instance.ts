// One instance of the wasm, with its own glue and its pending calls.
//
// No input makes the wasm trap. If a bug makes it trap, the instance is discarded: its memory can't be trusted any more, and its
// pending calls would never settle.

import { createGlue, type Glue, IMPORTS, type ProgressSink, VERSION } from '#glue'
import { isBindError } from '../../src/wasm/errors.js'
import type { Delivery } from '../shipped/index.js'
import { loadError } from './errors.js'

export interface Instance {
  /** Calls the wasm; `delivery` is for the error if it stops. */
  call<T>(run: (glue: Glue) => T, delivery: Delivery): T
  /** Calls an async method; the promise rejects if the wasm stops. */
  callAsync<T>(run: (progress: ProgressSink) => Promise<T>): Promise<T>
}

/** An instance before its wasm is there. */
export interface Draft {
  /** What the wasm imports. */
  imports: object
  /** The instance, with the exports of the wasm. Throws if they are those of another wasm. */
  finish(exports: object): Instance
}

function stopped({ delivery, responseText }: Pick<ProgressSink, 'delivery' | 'responseText'>, cause: unknown) {
  const message = 'the wasm of wechat-mobile-bind stopped because of a bug, please report it; the next call restarts it'
  return loadError(delivery, delivery === 'not-sent' ? 'retry' : 'log-in', message, { cause, responseText })
}

/** Prepares an instance; `onStop` is called when it has to be discarded. */
export function draftInstance(onStop: () => void): Draft {
  const waiting = new Map<ProgressSink, (error: Error) => void>()
  const settled = Promise.resolve()
  /** Whether the wasm has trapped. */
  let isBroken = false

  function stop(cause: unknown) {
    isBroken = true
    onStop()
    waiting.forEach((reject, progress) => {
      reject(stopped(progress, cause))
      // Its timer would keep a process alive.
      progress.deadline?.abandon()
    })
    waiting.clear()
  }

  // The wasm's async code runs here; an exception means that it trapped.
  function queueMicrotask(task: () => void) {
    settled.then(() => {
      try {
        if (isBroken) stop(undefined)
        else task()
      } catch (error) {
        stop(error)
      }
    })
  }

  // Not the module as an object: a bundler makes that by descriptors that inherit from `Object.prototype`.
  const glue = createGlue({ queueMicrotask })

  function call<T>(run: (glue: Glue) => T, delivery: Delivery): T {
    const wasBroken = isBroken
    try {
      if (!wasBroken) return run(glue)
    } catch (error) {
      // Set before anything is called: after a stack overflow, each call in this block may throw too. Then the next call or
      // timer, which has more stack, runs `stop`.
      isBroken = true
      if (isBindError(error)) {
        isBroken = wasBroken
        throw error
      }
      stop(error)
      throw stopped({ delivery, responseText: undefined }, error)
    }
    stop(undefined)
    throw stopped({ delivery, responseText: undefined }, undefined)
  }

  function callAsync<T>(run: (progress: ProgressSink) => Promise<T>): Promise<T> {
    const progress: ProgressSink = { delivery: 'not-sent', responseText: undefined, deadline: undefined }
    const promise = new Promise<T>((resolve, reject) => {
      waiting.set(progress, reject)
      // Everything that Rust rejects with is an error of the package. Anything else is a trap before the call first waited, which
      // the executor of its promise caught.
      const fail = (error: unknown) => (isBindError(error) ? reject(error) : stop(error))
      call(() => run(progress), 'not-sent').then(resolve, fail)
    })
    const forget = () => void waiting.delete(progress)
    promise.then(forget, forget)
    return promise
  }

  return {
    imports: { [IMPORTS]: glue },
    finish(exports) {
      glue.__wbg_set_wasm(exports)
      // In another wasm the same short name may be anything.
      if (glue.packageVersion() !== VERSION) throw new Error(`this is not the wasm of version ${VERSION}`)
      return { call, callAsync }
    },
  }
}
