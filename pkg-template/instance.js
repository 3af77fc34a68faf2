// One instance of the wasm, with glue of its own and the calls that wait for it.
//
// No input makes the wasm trap. Should a bug do it all the same, the instance is given up: nothing in its memory
// can be trusted, and calls that wait in it would wait for ever.

import { createGlue } from '#glue'
import { BindError, LoadError, createError } from './errors.js'

/** The module that the wasm imports its functions from. */
const IMPORTS = './wechat_mobile_bind_bg.js'

const stopped = (delivery, cause) =>
  new LoadError(
    {
      code: 'WASM_UNAVAILABLE',
      delivery,
      message: 'the wasm of wechat-mobile-bind stopped at a bug of its own, please report it; the next call starts it afresh',
    },
    { cause },
  )

/** Instantiates the wasm; `onStop` is called when the instance has to be given up. */
export async function createInstance(instantiate, onStop) {
  const waiting = new Set()

  function stop(cause) {
    onStop()
    // A request may be under way in each of them.
    for (const reject of waiting) reject(stopped('unknown', cause))
    waiting.clear()
  }

  // The glue schedules the work of promises by this; what it throws is thrown by the wasm.
  const queueMicrotask = (task) => void Promise.resolve().then(task).catch(stop)
  const glue = createGlue(createError, queueMicrotask)
  const { exports } = await instantiate({ [IMPORTS]: glue })
  glue.__wbg_set_wasm(exports)

  /** Calls the wasm. It throws errors of the package and no others, as long as it works. */
  function call(run, delivery) {
    try {
      return run(glue)
    } catch (error) {
      if (error instanceof BindError) throw error
      stop(error)
      throw stopped(delivery, error)
    }
  }

  /** Calls what answers a promise; it is rejected where the wasm stops. */
  function callAsync(run) {
    return new Promise((resolve, reject) => {
      const settle = (settled) => (value) => (waiting.delete(reject), settled(value))
      waiting.add(reject)
      call(run, 'not-sent').then(settle(resolve), settle(reject))
    })
  }

  return { call, callAsync }
}
