// What holds for everything that the package throws, and how its outcomes are compared.

import assert from 'node:assert/strict'
import { inspect, toUSVString } from 'node:util'
import { assertNoSecrets } from '../conformance/assert-no-secrets.js'
import { isAdvised } from '../conformance/support.js'
import { shown } from '../package/assert-no-secrets.mjs'
import { differencesOf } from './differences.mjs'
import { SECRET } from './inputs/values.mjs'

/**
 * @import { Context, Property } from './types.js'
 *
 * @typedef {{ result: any } | { thrown: any }} Outcome
 */

/**
 * A property, whose input is of the type that its arbitrary generates.
 *
 * @template Input
 * @param {Property<Input>} property
 */
export const property = (property) => property

/**
 * Fails unless a value is an error of the package, of the class of its code, with advice, and without a secret in sight.
 *
 * @param {any} error
 * @param {{ BindError: Function, [name: string]: any }} api
 * @param {{ isLoading?: boolean }} [when] whether the wasm may be missing
 */
export function assertOurs(error, api, { isLoading } = {}) {
  const isOurs = [Error, api.BindError].every((Class) => error instanceof Class)
  if (!isOurs) assert.fail(`not an error of the package: ${inspect(error)}`)
  if (error.code === 'WASM_UNAVAILABLE' && !isLoading) assert.fail(`${error.message}\n${inspect(error.cause)}`)
  isAdvised(error, 'error')
  for (const text of shown(error)) assertNoSecrets(text, [SECRET])
}

/**
 * How a call ends: a value or what it threw.
 *
 * @param {() => any} run
 * @returns {Outcome}
 */
export function outcomeOf(run) {
  try {
    return { result: run() }
  } catch (thrown) {
    return { thrown }
  }
}

/**
 * How a promise ends.
 *
 * @param {Promise<any>} promise
 * @returns {Promise<Outcome>}
 */
export const endOf = (promise) =>
  promise.then(
    (result) => ({ result }),
    (thrown) => ({ thrown }),
  )

/**
 * JSON of a value with its members sorted, of numbers beyond JSON by their names. A lone surrogate is U+FFFD, which it becomes on the way to Rust.
 *
 * @param {any} value
 */
export const canonical = (value) =>
  JSON.stringify(value, (_, inner) => {
    if (typeof inner === 'number' && !Number.isFinite(inner)) return `${inner}`
    if (typeof inner === 'string') return toUSVString(inner)
    if (!inner || typeof inner !== 'object' || Array.isArray(inner)) return inner
    const members = Object.entries(inner).map(([name, member]) => /** @type {const} */ ([toUSVString(name), member]))
    return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)))
  })

/**
 * Fails unless two values say the same.
 *
 * @param {any} actual
 * @param {any} expected
 * @param {string} what
 */
export function assertSame(actual, expected, what) {
  const [got, wanted] = [canonical(actual), canonical(expected)]
  assert.ok(got === wanted, `${what}\n     got: ${got}\nexpected: ${wanted}`)
}

/**
 * Fails unless the native core makes the same of a call, but for the differences that its text may have.
 *
 * @param {Outcome} outcome
 * @param {string} text what may make a difference
 * @param {{ call: string, [argument: string]: any }} call
 * @param {Context} context
 */
export async function assertAsNatively(outcome, text, call, context) {
  if (differencesOf(text, call.call === 'displayRows').length) {
    context.excused++
    return
  }
  context.compared++
  const expected = await context.peer.ask(call)
  assertSame('thrown' in outcome ? told(outcome.thrown) : outcome, expected, 'not as natively')
}

/**
 * An error of the package as the peer tells it.
 *
 * @param {any} error
 */
export function told(error) {
  const { name, ...shown } = error.toJSON()
  const { rawErrorCode, errorMessage } = error
  return error.code === 'REFUSED'
    ? { name, error: shown, rawErrorCode, errorMessage: errorMessage ?? null }
    : { name, error: shown }
}
