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
  } catch (_) {
    return undefined
  }
}

export class Deadline {
  /**
   * Starts the time-out if `timeoutMs` isn't 0, and listens to the caller's signal if there is one. It also works if the
   * host's fetch ignores signals.
   *
   * @param {number} timeoutMs
   * @param {AbortSignal | undefined} signal
   */
  constructor(timeoutMs, signal) {
    this.signal = signal
    /** @type {'TIMEOUT' | 'ABORTED' | undefined} */
    this.ended = undefined
    /** @type {AbortController | undefined} */
    this.controller = undefined
    this.rejectWait = () => {}
    this.onAbort = () => this.end('ABORTED')
    if (attempt(() => get(signal, 'aborted')) === true) this.ended = 'ABORTED'
    // If the signal refuses listeners, the time-out still ends the step.
    attempt(() => signal?.addEventListener('abort', this.onAbort))
    // If the host's timer is broken, the caller's signal still ends the step.
    if (timeoutMs) this.timer = attempt(() => setTimeout(() => this.end('TIMEOUT'), timeoutMs))
  }

  /** The caller's reason to abort. */
  get reason() {
    return attempt(() => this.signal?.reason)
  }

  /** The signal for the host's fetch; none on a host without an AbortController. */
  get fetchSignal() {
    this.controller = attempt(() => new AbortController())
    return this.controller?.signal
  }

  /**
   * Resolves to `answer`. Rejects if `answer` rejects, or when the step is over.
   *
   * @param {unknown} answer
   */
  wait(answer) {
    return new Promise((resolve, reject) => {
      // One microtask later, so that an already resolved answer wins.
      this.rejectWait = () => void Promise.resolve().then(reject)
      Promise.resolve(answer).then(resolve, reject)
      if (this.ended) this.rejectWait()
    })
  }

  /** @param {'TIMEOUT' | 'ABORTED'} why */
  end(why) {
    this.ended ??= why
    this.rejectWait()
    this.controller?.abort()
  }

  /** Stops the timer and removes the listener. */
  close() {
    attempt(() => clearTimeout(this.timer))
    attempt(() => this.signal?.removeEventListener('abort', this.onAbort))
  }
}
