// One call of a client, and what its host has seen of it.

import { getEventListeners } from 'node:events'
import { SECRET } from '../inputs/values.mjs'

/**
 * @import { Behaviour } from '../inputs/hosts.mjs'
 *
 * @typedef {object} CallInput
 * @property {'bind' | 'registerAndBind' | 'login' | 'signIn'} method
 * @property {Behaviour[]} fetches one for each request; the last one for all further
 * @property {Behaviour} loginCode
 * @property {Behaviour} phoneCode
 * @property {string} signal
 */

/** How far the request of a step has got. */
export const unsent = () => ({
  called: false,
  status: /** @type {number | undefined} */ (undefined),
  text: /** @type {string | undefined} */ (undefined),
})

/** One call, and what the host has seen of it. */
export class Call {
  /** @type {'login' | 'phone' | 'bind' | 'registerAndBind'} */
  step
  seen = unsent()
  /** What was seen when it ended. */
  at = unsent()
  /** The replies that were given, by step. */
  requests = 0
  /** @type {any} */
  outcome
  abort = () => {}
  /** How many listeners its signal has. */
  listeners = () => 0
  isAborted = false
  /** The signal that its last request got, and whether it was aborted when the call ended. @type {AbortSignal | undefined} */
  fetchSignal
  isFetchAborted = false

  /** @param {CallInput} input */
  constructor(input) {
    this.input = input
    this.step = input.method === 'signIn' ? 'login' : input.method
  }
}

/**
 * The signal that the caller passes.
 *
 * @param {Call} call
 */
export function signal(call) {
  const controller = new AbortController()
  /** @type {Set<() => void>} */
  const listeners = new Set()
  const double = {
    aborted: false,
    addEventListener: (/** @type {'abort'} */ _, /** @type {() => void} */ run) => void listeners.add(run),
    removeEventListener: (/** @type {'abort'} */ _, /** @type {() => void} */ run) => void listeners.delete(run),
  }
  const abort = () => {
    call.isAborted = true
    for (const run of listeners) run()
  }
  switch (call.input.signal) {
    case 'native':
      call.listeners = () => getEventListeners(controller.signal, 'abort').length
      call.abort = () => {
        call.isAborted = true
        controller.abort(new Error(SECRET))
      }
      return controller.signal
    case 'aborted':
      call.isAborted = true
      return AbortSignal.abort()
    case 'calls at once':
      call.isAborted = true
      return {
        ...double,
        addEventListener(/** @type {any} */ _, /** @type {() => void} */ run) {
          run()
          run()
        },
      }
    case 'throws':
      return {
        ...double,
        addEventListener() {
          throw new Error(SECRET)
        },
      }
    case 'only listens':
      call.abort = abort
      return { aborted: false, addEventListener: double.addEventListener }
    case 'reason throws':
      call.abort = abort
      call.listeners = () => listeners.size
      return {
        ...double,
        get reason() {
          throw new Error(SECRET)
        },
      }
    default:
      return undefined
  }
}
