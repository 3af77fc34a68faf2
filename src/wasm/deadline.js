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
  /** @type {boolean | undefined} */
  let isTimeout
  /** @type {AbortController | undefined} */
  let controller
  let rejectWait = () => {}

  /** @param {boolean} isLate */
  function end(isLate) {
    isTimeout ??= isLate
    rejectWait()
    attempt(() => controller?.abort())
  }

  const onAbort = () => end(false)
  if (attempt(() => get(signal, 'aborted')) === true) isTimeout = false
  // If the signal refuses listeners, the time-out still ends the step.
  attempt(() => signal?.addEventListener('abort', onAbort))
  // If the host's timer is broken, the caller's signal still ends the step.
  const timer = timeoutMs ? attempt(() => setTimeout(() => end(true), timeoutMs)) : undefined

  return {
    /** Whether the step ended by the time-out or, if not, by the signal; undefined if it isn't over. */
    isTimeout: () => isTimeout,

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
        if (isTimeout !== undefined) rejectWait()
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
