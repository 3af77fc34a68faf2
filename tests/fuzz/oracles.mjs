// What holds for everything that the package throws, and how its outcomes are compared.

import assert from 'node:assert/strict'
import { inspect, toUSVString } from 'node:util'
import { CLASSES } from '../conformance/support.js'
import { differencesOf } from './differences.mjs'
import { showsSecret } from './inputs/secret.mjs'

/**
 * @import { Context } from './types.js'
 *
 * @typedef {{ result: any } | { thrown: any }} Outcome
 */

/**
 * Every way in which an error is commonly shown.
 *
 * @param {any} error
 */
function* shown(error) {
  yield error.message
  yield String(error)
  yield error.stack
  yield JSON.stringify(error)
  yield JSON.stringify(Object.entries(error))
  yield inspect(error, { depth: Infinity })
  // Node.js itself can't print an error whose cause is a revoked proxy.
  const unguarded = outcomeOf(() => inspect(error, { customInspect: false, depth: Infinity }))
  if ('result' in unguarded) yield unguarded.result
  yield inspect(structuredClone(error), { depth: Infinity })
}

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
  assert.equal(error.name, CLASSES[error.code], 'the class of its code')
  assert.ok(['not-sent', 'unknown', 'delivered'].includes(error.delivery), `delivery ${error.delivery}`)
  assert.ok(['user', 'developer', 'operator'].includes(error.audience), `audience ${error.audience}`)
  assert.match(error.hint.zh, /[\u4e00-\u9fff]/)
  assert.match(error.hint.en, /^[ -~’]+$/)
  for (const text of shown(error)) assert.ok(!showsSecret(text), `the error shows a secret: ${text}`)
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
