// Functions of a host that answer, refuse, throw, hang, answer late or twice, as recipes.

import fc from 'fast-check'
import { decodeIdToken } from 'wechat-mobile-bind'
import { settled } from '../clock.mjs'
import { outcomeOf } from '../oracles.mjs'
import { replies } from './replies.mjs'
import { build, numberOf, oneOf, SECRET, scalars, text, textOf, texts, thrown, values } from './values.mjs'

/**
 * @import { Clock } from '../clock.mjs'
 * @import { Recipe } from './values.mjs'
 */

/**
 * What a function does when it is called.
 *
 * @typedef {{ how: string, value: any, reason: Recipe }} Behaviour
 */

/** @type {fc.Arbitrary<Recipe>} */
const reasons = oneOf(
  [4, fc.constant({ kind: 'axios' })],
  [3, fc.constantFrom('own', 'marked', 'refused', 'abort', 'declined').map((kind) => ({ kind }))],
  [2, values],
)

/** What is thrown. @type {Record<string, () => any>} */
const REASONS = {
  axios: thrown,
  // An error of the package, from another call.
  own: () => Object(outcomeOf(() => decodeIdToken(''))).thrown,
  marked: () => ({ [Symbol.for('wechat-mobile-bind.error')]: true, message: SECRET }),
  refused: () =>
    new TypeError('fetch failed', { cause: Object.assign(thrown(), { code: 'ECONNREFUSED', syscall: 'connect' }) }),
  abort: () => new DOMException('aborted', 'AbortError'),
  declined: () => ({ code: 'USER_DECLINED' }),
}
const buildReason = (/** @type {Recipe} */ reason) => (REASONS[reason.kind] ?? (() => build(reason)))()

const HOW = ['returns', 'throws', 'rejects', 'rejects later', 'hangs', 'answers twice', 'throws in then', 'calls in']

/**
 * A function that returns this, mostly in a promise.
 *
 * @param {fc.Arbitrary<any>} value
 * @returns {fc.Arbitrary<Behaviour>}
 */
export const behaviours = (value) =>
  fc.record({
    how: oneOf([10, fc.constant('resolves')], [6, fc.constant('resolves later')], [8, fc.constantFrom(...HOW)]),
    value,
    reason: reasons,
  })

/** HTTP statuses of a host, mostly numbers. */
export const statuses = oneOf(
  [8, numberOf('200', '400', '500')],
  [1, textOf('200', ' 400 ', '+200', '2e2', '099', '1000', '')],
  [1, scalars],
  [1, fc.constant({ kind: 'throws' })],
)

/** What `text()` gives: mostly a text, sometimes what holds it, sometimes anything. */
export const bodies = oneOf(
  [12, replies.map(text)],
  [2, fc.record({ kind: fc.constantFrom('buffer', 'view', 'parsed', 'bytes', 'list'), text: replies })],
  [1, values],
)

/** What a fetch gives. */
export const responses = oneOf(
  [
    12,
    fc.record({
      kind: fc.constantFrom('response', 'response of a class'),
      status: statuses,
      text: oneOf([12, behaviours(bodies)], [1, fc.record({ how: fc.constant('is'), value: scalars })]),
    }),
  ],
  [2, fc.record({ kind: fc.constant('Response'), status: fc.integer({ min: 200, max: 599 }), text: replies })],
  [1, values],
)

/** What has to happen, and in which order. */
export const steps = fc.array(
  oneOf(
    [4, fc.record({ do: fc.constant('open'), door: fc.nat(3) })],
    [2, fc.record({ do: fc.constant('advance'), ms: fc.constantFrom(1, 500, 999, 1000, 240_000) })],
    [1, fc.record({ do: fc.constant('abort'), call: fc.nat(1) })],
  ),
  { maxLength: 6 },
)

/**
 * Does these steps.
 *
 * @param {any[]} steps
 * @param {Clock} clock
 * @param {Doors} doors
 * @param {{ abort?: (call: number) => void, check?: () => void }} [does] for a step `abort`, and after each step
 */
export async function follow(steps, clock, doors, { abort, check } = {}) {
  for (const { do: what, ms, door, call } of steps) {
    if (what === 'advance') await clock.advance(ms)
    else if (what === 'open') doors.open(door)
    else abort?.(call)
    await settled()
    check?.()
  }
}

/** Codes of the user, mostly good ones. */
export const codes = oneOf([8, textOf(SECRET)], [1, values], [1, texts.map(text)])

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
