// Ends a step of a call before its answer: at the time-out, or when the caller aborts.

import { get } from './get.js'

/**
 * What `run` returns; undefined if it throws, because a host may lack the function or have a broken one.
 *
 * @template T
 * @param {() => T} run
 */
function attempt(run) {
  try {
    return run()
  } catch {
    return undefined
  }
}

/**
 * Starts the time-out if `timeoutMs` isn't 0, and listens to the caller's signal if there is one. It also works if the
 * host's fetch ignores signals.
 *
 * Its state is in variables, so that no name on `Object.prototype` gets in between.
 *
 * @param {number} timeoutMs
 * @param {AbortSignal | undefined} signal
 */
export function startDeadline(timeoutMs, signal) {
  /** @type {'TIMEOUT' | 'ABORTED' | undefined} */
  let ended
  /** @type {AbortController | undefined} */
  let controller
  let rejectWait = () => {}

  /** @param {'TIMEOUT' | 'ABORTED'} why */
  function end(why) {
    ended ??= why
    rejectWait()
    attempt(() => controller?.abort())
  }

  const onAbort = () => end('ABORTED')
  if (attempt(() => get(signal, 'aborted')) === true) ended = 'ABORTED'
  // If the signal refuses listeners, the time-out still ends the step.
  attempt(() => signal?.addEventListener('abort', onAbort))
  // If the host's timer is broken, the caller's signal still ends the step.
  const timer = timeoutMs ? attempt(() => setTimeout(() => end('TIMEOUT'), timeoutMs)) : undefined

  return {
    /** Why the step is over; undefined if it isn't. */
    ended: () => ended,

    /** The caller's reason to abort. */
    reason: () => attempt(() => signal?.reason),

    /** The signal for the host's fetch; none on a host without an AbortController. */
    fetchSignal() {
      controller = attempt(() => new AbortController())
      return controller?.signal
    },

    /**
     * Resolves to `answer`. Rejects if `answer` rejects, or when the step is over.
     *
     * @param {unknown} answer
     */
    wait: (answer) =>
      new Promise((resolve, reject) => {
        // One microtask later, so that an already resolved answer wins.
        rejectWait = () => void Promise.resolve().then(reject)
        Promise.resolve(answer).then(resolve, reject)
        if (ended) rejectWait()
      }),

    /** Stops the timer and removes the listener. */
    close() {
      attempt(() => clearTimeout(timer))
      attempt(() => signal?.removeEventListener('abort', onAbort))
    },

    /** Stops what is under way, because nobody waits for it any more. */
    abandon() {
      this.close()
      attempt(() => controller?.abort())
    },
  }
}
