// The end that a call may come to before its answer: the time-out, or the caller's abort.

import { transportError } from './errors.js'
import { get } from './record.js'

/** What a host's function answers; nothing where it throws. */
function attempt(run) {
  try {
    return run()
  } catch (_) {
    return undefined
  }
}

/**
 * What `run` comes to within the limits of one call, which work whether or not the host's fetch heeds a signal: the clock,
 * where there is a limit, and the caller's signal. It is given what it needs to keep to them.
 */
export function within(timeoutMs, signal, run) {
  let end
  let miss
  let controller
  let timer

  function come(to) {
    end = end || to
    if (miss) miss()
    if (controller) controller.abort()
  }

  // Each end makes an error of how far the request has come by then.
  const timeOut = (delivery) => transportError('TIMEOUT', delivery, 'the time-out of `timeoutMs` passed before the reply was there')

  function aborted(delivery) {
    const cause = attempt(() => signal.reason)
    return transportError('ABORTED', delivery, 'the call was aborted by its signal', cause === undefined ? cause : { cause })
  }

  const abort = () => come(aborted)

  /** Throws where the call is over. */
  function check() {
    if (end) throw end('not-sent')
  }

  /** The signal for the host's fetch. Hosts without an AbortController have a fetch that needs none. */
  const fetchSignal = () => attempt(() => (controller = new AbortController()).signal)

  /**
   * What `ask` answers or promises; `threw` and `failed` make errors of why it doesn't. An answer that came wins over an end
   * that came in the same moment: it is never thrown away.
   */
  const wait = (ask, delivery, failed, threw = failed) =>
    new Promise((resolve, reject) => {
      const fail = (cause) => reject(end ? end(delivery) : failed(cause, delivery))
      let answer
      try {
        answer = ask()
      } catch (cause) {
        throw threw(cause, delivery)
      }
      // A moment later than an answer that is there already.
      miss = () => void Promise.resolve().then(fail)
      try {
        Promise.resolve(answer).then(resolve, fail)
      } catch (cause) {
        fail(cause)
      }
      if (end) miss()
    })

  function close() {
    // Where they can't be stopped they come to nobody.
    attempt(() => clearTimeout(timer))
    if (signal) attempt(() => signal.removeEventListener('abort', abort))
  }

  if (signal) {
    if (get(signal, 'aborted') === true) end = aborted
    // One that refuses listeners can't abort later; the time-out still ends the call.
    attempt(() => signal.addEventListener('abort', abort))
  }
  // Where the host's timer is broken the caller's signal still ends the call.
  if (timeoutMs) attempt(() => (timer = setTimeout(() => come(timeOut), timeoutMs)))

  const outcome = new Promise((resolve) => {
    check()
    resolve(run({ check, fetchSignal, wait }))
  })
  outcome.then(close, close)
  return outcome
}
