// Configurations and parameters, most of them near to valid ones, with members of every kind.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { isFunction, members, objects, oneOf, SECRET, text, values } from './values.mjs'

/**
 * @import { CallName } from '../../../pkg-template/shipped/index.js'
 * @import { Members, Recipe } from './values.mjs'
 */

const STRAY = [
  ...['', ' ', '\n', '\0', 'é', '\ud800', '\u202e', '\ufeff', '"', '\\', ':', '/', '@', '.', '[', ']', '-'],
  ...[SECRET, SECRET, SECRET, 'x'.repeat(5000)],
]

/** A text with something put into it. */
const near = (/** @type {string} */ usual) =>
  fc
    .tuple(fc.nat(usual.length), fc.constantFrom(...STRAY))
    .map(([at, stray]) => text(usual.slice(0, at) + stray + usual.slice(at)))

/**
 * Mostly absent.
 *
 * @param {fc.Arbitrary<Recipe>} given
 */
const rarely = (given) => oneOf([5, fc.constant({ kind: 'undefined' })], [1, given])

const number = (/** @type {string} */ number) => ({ kind: 'number', number })
const flag = (/** @type {boolean} */ flag) => ({ kind: 'flag', flag })

/** Members that are no options. */
const OTHERS = ['timeout', 'toString', '__proto__', 'wasm', '0', 'a b', 'x'.repeat(41), 'a\0b', '\ud800']

const others = oneOf([11, fc.constant([])], [1, fc.tuple(fc.constantFrom(...OTHERS), members).map((other) => [other])])

/**
 * An object of these members, now and then without one, and now and then with another.
 *
 * @param {Record<string, fc.Arbitrary<Recipe>>} fields
 */
const objectOf = (fields) => {
  const some = Object.entries(fields).map(([name, value]) =>
    fc.option(fc.tuple(fc.constant(name), value), { freq: 19 }),
  )
  return objects(
    fc.tuple(others, ...some).map(([others, ...some]) => /** @type {Members} */ ([...some.filter(Boolean), ...others])),
  )
}

const fixture = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${name}.json`, import.meta.url), 'utf8'))

/** The usual parameters of each call. @type {{ call: CallName, params: Record<string, string | number> }[]} */
const CALLS = fixture('calls')

/** The names of all calls, and of their parameters. */
export const CALL_NAMES = CALLS.map(({ call }) => call)
export const PARAM_NAMES = [...new Set(CALLS.flatMap(({ params }) => Object.keys(params)))]

/** Values that a field accepts, and those that it refuses. @type {{ field: string, given: any, issue?: object }[]} */
const FIXTURES = [
  ...CALLS.flatMap(({ params }) => Object.entries(params).map(([field, given]) => ({ field, given }))),
  ...fixture('fields'),
]

const NAMES = [...new Set(FIXTURES.map(({ field }) => field))].filter((name) => !PARAM_NAMES.includes(name))
export const DEVICE_NAMES = NAMES.filter((name) => name.startsWith('device.')).map((name) => name.slice(7))
export const CONFIG_NAMES = NAMES.filter((name) => !name.startsWith('device.'))

/** A value of a fixture. */
const recipeOf = (/** @type {any} */ given) => {
  if (typeof given === 'number') return number(String(given))
  return typeof given === 'boolean' ? flag(given) : text(given)
}

/** Mostly what the field's fixtures accept, sometimes what they refuse, or any value; rarely, if the field is optional. */
const fieldOf = (/** @type {string} */ name) => {
  const fixtures = FIXTURES.filter(({ field }) => field === name)
  const accepted = fixtures.filter(({ issue }) => !issue).map(({ given }) => given)
  const given = accepted.filter((value) => value !== null && String(value).length < 100)
  const refused = fixtures.filter(({ issue, given }) => issue && ['string', 'number', 'boolean'].includes(typeof given))
  const value = oneOf(
    [16, fc.constantFrom(...given).map(recipeOf)],
    [3, fc.constantFrom(...given.map(String)).chain(near)],
    [1, fc.constantFrom(...refused.map(({ given }) => given), SECRET).map(recipeOf)],
    [2, fc.oneof(members, fc.double().map(recipeOf))],
  )
  return given.length < accepted.length && accepted.includes(null) ? rarely(value) : value
}

/** @param {string[]} names */
const fieldsOf = (names, prefix = '') => Object.fromEntries(names.map((name) => [name, fieldOf(prefix + name)]))

const device = objectOf(fieldsOf(DEVICE_NAMES, 'device.'))

const devices = oneOf([8, device], [2, fc.constant({ kind: 'named', name: 'device' })], [1, members])

const noFunctions = members.filter((recipe) => !isFunction(recipe))

const listeners = fc.oneof(fc.constant({ kind: 'named', name: 'onEvent' }), members)

/** Hosts that may be called without TLS, if the configuration allows that. */
const LOCAL = ['http://127.0.0.1:8080', 'localhost', '[::1]:1']

/** A configuration. */
export const configs = oneOf(
  [
    12,
    objectOf({
      ...fieldsOf(CONFIG_NAMES),
      domain: oneOf([2, fieldOf('domain')], [1, fc.constantFrom(...LOCAL).map(text)]),
      device: devices,
      fetch: oneOf([8, fc.constant({ kind: 'named', name: 'fetch' })], [1, noFunctions]),
      onEvent: rarely(listeners),
    }),
  ],
  [1, values],
)

const signals = objectOf({
  aborted: oneOf([4, fc.boolean().map(flag)], [1, members]),
  addEventListener: fc.oneof(fc.constant({ kind: 'function' }), fc.constant({ kind: 'throwing function' }), members),
  removeEventListener: members,
  reason: members,
})

/** Valid parameters of a call. */
export const paramsOf = (/** @type {string} */ call) => {
  const params = { ...CALLS.find((known) => known.call === call)?.params }
  for (const name of ['wechatCode', 'code', 'stateToken', 'verifyCode']) if (name in params) params[name] = SECRET
  return params
}

/** The parameters of any call: those of all calls, some of them left out. */
export const params = oneOf(
  [
    12,
    objectOf({
      ...fieldsOf(PARAM_NAMES),
      // Of these a bind takes only one.
      mobile: fc.oneof(fieldOf('mobile'), fc.constant({ kind: 'undefined' })),
      email: fc.oneof(fieldOf('email'), fc.constant({ kind: 'undefined' })),
      device: rarely(fc.oneof(device, members)),
      signal: rarely(fc.oneof(signals, members)),
    }),
  ],
  [1, values],
)

/** Names of calls, mostly none or a good one. @type {fc.Arbitrary<Recipe>} */
export const callNames = oneOf(
  [3, fc.constant({ kind: 'undefined' })],
  [3, fc.constantFrom(...CALL_NAMES).map(text)],
  [1, fc.oneof(fc.constantFrom('Bind', 'signIn', 'toString', '').map(text), values)],
)
