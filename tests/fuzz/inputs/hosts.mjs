// Functions of a host that answer, refuse, throw, hang, answer late or twice, as recipes.

import fc from 'fast-check'
import { decodeIdToken } from 'wechat-mobile-bind'
import { replies } from './replies.mjs'
import { SECRET } from './secret.mjs'
import { build, scalars, texts, thrown, values } from './values.mjs'

/** @import { Recipe } from './values.mjs' */

/**
 * What a function does when it is called.
 *
 * @typedef {{ how: string, value: any, reason: Recipe }} Behaviour
 */

/** @type {fc.Arbitrary<Recipe>} */
export const reasons = fc.oneof(
  { arbitrary: fc.constant({ kind: 'axios' }), weight: 4 },
  { arbitrary: fc.constantFrom('own', 'marked', 'refused', 'abort', 'declined').map((kind) => ({ kind })), weight: 3 },
  { arbitrary: values, weight: 2 },
)

/**
 * What is thrown.
 *
 * @param {Recipe} reason
 * @returns {any}
 */
export function buildReason(reason) {
  switch (reason.kind) {
    case 'axios':
      return thrown()
    case 'own':
      return ownError()
    case 'marked':
      return { [Symbol.for('wechat-mobile-bind.error')]: true, message: SECRET }
    case 'refused':
      return new TypeError('fetch failed', {
        cause: Object.assign(thrown(), { code: 'ECONNREFUSED', syscall: 'connect' }),
      })
    case 'abort':
      return new DOMException('aborted', 'AbortError')
    case 'declined':
      return { code: 'USER_DECLINED' }
    default:
      return build(reason)
  }
}

/** An error of the package, from another call. */
function ownError() {
  try {
    return decodeIdToken('')
  } catch (error) {
    return error
  }
}

const HOW = ['returns', 'throws', 'rejects', 'rejects later', 'hangs', 'answers twice', 'throws in then', 'calls in']

/**
 * A function that returns this, mostly in a promise.
 *
 * @param {fc.Arbitrary<any>} value
 * @returns {fc.Arbitrary<Behaviour>}
 */
export const behaviours = (value) =>
  fc.record({
    how: fc.oneof(
      { arbitrary: fc.constant('resolves'), weight: 10 },
      { arbitrary: fc.constant('resolves later'), weight: 6 },
      { arbitrary: fc.constantFrom(...HOW), weight: 8 },
    ),
    value,
    reason: reasons,
  })

/** HTTP statuses of a host, mostly numbers. */
export const statuses = fc.oneof(
  { arbitrary: fc.constantFrom('200', '400', '500').map((number) => ({ kind: 'number', number })), weight: 8 },
  {
    arbitrary: fc
      .constantFrom('200', ' 400 ', '+200', '2e2', '099', '1000', '')
      .map((text) => ({ kind: 'text', text })),
    weight: 1,
  },
  { arbitrary: scalars, weight: 1 },
  { arbitrary: fc.constant({ kind: 'throws' }), weight: 1 },
)

/** What `text()` gives: mostly a text, sometimes what holds it, sometimes anything. */
export const bodies = fc.oneof(
  { arbitrary: replies.map((text) => ({ kind: 'text', text })), weight: 12 },
  {
    arbitrary: fc.record({ kind: fc.constantFrom('buffer', 'view', 'parsed', 'bytes', 'list'), text: replies }),
    weight: 2,
  },
  { arbitrary: values, weight: 1 },
)

/** What a fetch gives. */
export const responses = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constantFrom('response', 'response of a class'),
      status: statuses,
      text: fc.oneof(
        { arbitrary: behaviours(bodies), weight: 12 },
        { arbitrary: fc.record({ how: fc.constant('is'), value: scalars }), weight: 1 },
      ),
    }),
    weight: 12,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('Response'), status: fc.integer({ min: 200, max: 599 }), text: replies }),
    weight: 2,
  },
  { arbitrary: values, weight: 1 },
)

/** What has to happen, and in which order. */
export const steps = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ do: fc.constant('open'), door: fc.nat(3) }), weight: 4 },
    {
      arbitrary: fc.record({ do: fc.constant('advance'), ms: fc.constantFrom(1, 500, 999, 1000, 240_000) }),
      weight: 2,
    },
    { arbitrary: fc.record({ do: fc.constant('abort'), call: fc.nat(1) }), weight: 1 },
  ),
  { maxLength: 6 },
)

/** Codes of the user, mostly good ones. */
export const codes = fc.oneof(
  { arbitrary: fc.constant({ kind: 'text', text: SECRET }), weight: 8 },
  { arbitrary: values, weight: 1 },
  { arbitrary: texts.map((text) => ({ kind: 'text', text })), weight: 1 },
)

/** The doors behind which late answers wait. */
export class Doors {
  /** @type {(() => void)[]} */
  #waiting = []

  /**
   * Does what a behaviour says.
   *
   * @param {Behaviour} behaviour
   * @param {(value: any) => any} give builds the value, when it is given
   * @param {() => void} [callIn] what a function calls that calls in
   * @returns {any}
   */
  act({ how, value, reason }, give, callIn = () => {}) {
    switch (how) {
      case 'returns':
        return give(value)
      case 'throws':
        throw buildReason(reason)
      case 'rejects':
        return Promise.reject(buildReason(reason))
      case 'hangs':
        return new Promise(() => {})
      case 'resolves later':
        return new Promise((resolve) => this.#waiting.push(() => resolve(undefined))).then(() => give(value))
      case 'rejects later':
        return new Promise((_, reject) => this.#waiting.push(() => reject(buildReason(reason))))
      case 'answers twice':
        return {
          then: (/** @type {any} */ resolve, /** @type {any} */ reject) => [
            resolve(give(value)),
            reject(buildReason(reason)),
            resolve(give(value)),
          ],
        }
      case 'throws in then':
        return {
          then() {
            throw buildReason(reason)
          },
        }
      case 'calls in':
        callIn()
        return Promise.resolve(give(value))
      default:
        return Promise.resolve(give(value))
    }
  }

  /** Opens one; false if none is closed. */
  open(which = 0) {
    const [open] = this.#waiting.splice(which % (this.#waiting.length || 1), 1)
    open?.()
    return open !== undefined
  }
}
