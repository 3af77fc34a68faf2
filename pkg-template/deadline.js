// The end that a call may come to before its answer: the time-out, or the caller's abort.

import { transportError } from './errors.js'
import { get } from './record.js'

const TIMED_OUT = ['TIMEOUT', 'the time-out of `timeoutMs` passed before the reply was there']
const ABORTED = ['ABORTED', 'the call was aborted by its signal']

/** What a host's function answers; nothing where it throws. */
function attempt(run) {
  try {
    return run()
  } catch (_) {
    return undefined
  }
}

/** The limits of one call. They work whether or not the host's fetch heeds a signal. */
export class Deadline {
  /** Starts the clock, where there is a limit, and listens to the caller's signal. */
  constructor(timeoutMs, signal) {
    this.signal = signal
    if (signal) {
      this.onAbort = () => this.come(ABORTED)
      if (get(signal, 'aborted') === true) this.end = ABORTED
      // One that refuses listeners can't abort later; the time-out still ends the call.
      attempt(() => signal.addEventListener('abort', this.onAbort))
    }
    // Where the host's timer is broken the caller's signal still ends the call.
    if (timeoutMs) attempt(() => (this.timer = setTimeout(() => this.come(TIMED_OUT), timeoutMs)))
  }

  come(end) {
    this.end = this.end || end
    if (this.miss) this.miss()
    if (this.controller) this.controller.abort()
  }

  /** Throws where the call is over. */
  check() {
    if (this.end) throw this.error('not-sent')
  }

  /** The error of a call that came to its end. */
  error(delivery) {
    const [code, problem] = this.end
    const cause = this.end === ABORTED ? attempt(() => this.signal.reason) : undefined
    return transportError(code, delivery, problem, cause === undefined ? undefined : { cause })
  }

  /** The signal for the host's fetch. */
  fetchSignal() {
    // Hosts without an AbortController have a fetch that needs none.
    return attempt(() => (this.controller = new AbortController()).signal)
  }

  /**
   * What `value` settles to, or that it is where it is no promise; `failed` makes an error of why it was rejected. A value
   * that came wins over an end that came in the same moment: an answer is never thrown away.
   */
  wait(value, delivery, failed) {
    return new Promise((resolve, reject) => {
      const fail = (cause) => reject(this.end ? this.error(delivery) : failed(cause))
      // A moment later than a value that is there already.
      this.miss = () => void Promise.resolve().then(fail)
      try {
        Promise.resolve(value).then(resolve, fail)
      } catch (cause) {
        fail(cause)
      }
      if (this.end) this.miss()
    })
  }

  /** Stops the clock, and listens no more. */
  close() {
    // Where they can't be stopped they come to nobody.
    attempt(() => clearTimeout(this.timer))
    if (this.signal) attempt(() => this.signal.removeEventListener('abort', this.onAbort))
  }
}
