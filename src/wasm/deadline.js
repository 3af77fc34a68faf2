// The end that a step of a call may come to before its answer: the time-out, or the caller's abort.

import { get } from './get.js'

/**
 * What `run` returns; undefined where it throws: a host may lack what is asked for, or have broken it.
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
   * Starts the clock, where `timeoutMs` isn't 0, and listens to the caller's signal, where there is one. Works whether or
   * not the host's fetch heeds a signal.
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
    // One that refuses listeners can't abort later; the time-out still ends the step.
    attempt(() => signal?.addEventListener('abort', this.onAbort))
    // Where the host's timer is broken, the caller's signal still ends the step.
    if (timeoutMs) this.timer = attempt(() => setTimeout(() => this.end('TIMEOUT'), timeoutMs))
  }

  /** What the caller gave as its reason to abort. */
  get reason() {
    return attempt(() => this.signal?.reason)
  }

  /** The signal for the host's fetch. A host without an AbortController has a fetch that needs none. */
  get fetchSignal() {
    this.controller = attempt(() => new AbortController())
    return this.controller?.signal
  }

  /**
   * What `answer` is, or is a promise of. Rejects where that rejects, and when the step is over.
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

  /** Stops the clock and the listening. */
  close() {
    attempt(() => clearTimeout(this.timer))
    attempt(() => this.signal?.removeEventListener('abort', this.onAbort))
  }
}
