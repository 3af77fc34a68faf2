// Configurations and parameters, most of them near to valid ones, with members of every kind.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { SECRET } from './secret.mjs'
import { isFunction, members, objects, text, values } from './values.mjs'

/** @import { Members, Recipe } from './values.mjs' */

const STRAY = [
  '',
  ' ',
  '\n',
  '\0',
  'é',
  '\ud800',
  '\u202e',
  '\ufeff',
  '"',
  '\\',
  ':',
  '/',
  '@',
  '.',
  '[',
  ']',
  '-',
  'x'.repeat(5000),
]

/** A text with something put into it. */
const near = (/** @type {string} */ usual) =>
  fc
    .tuple(fc.nat(usual.length), fc.constantFrom(...STRAY))
    .map(([at, stray]) => text(usual.slice(0, at) + stray + usual.slice(at)))

/**
 * Mostly one of the usual texts, sometimes one that is near to it, sometimes any value.
 *
 * @param {...string} usual
 */
const field = (...usual) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...usual).map(text), weight: 16 },
    { arbitrary: fc.constantFrom(...usual).chain(near), weight: 3 },
    { arbitrary: members, weight: 2 },
  )

/**
 * Mostly absent.
 *
 * @param {fc.Arbitrary<Recipe>} given
 */
const rarely = (given) =>
  fc.oneof({ arbitrary: fc.constant({ kind: 'undefined' }), weight: 5 }, { arbitrary: given, weight: 1 })

const number = (/** @type {string} */ number) => ({ kind: 'number', number })
const flag = (/** @type {boolean} */ flag) => ({ kind: 'flag', flag })

/** Members that are no options. */
const OTHERS = ['timeout', 'toString', '__proto__', 'wasm', '0', 'a b', 'x'.repeat(41), 'a\0b', '\ud800']

const others = fc.oneof(
  { arbitrary: fc.constant([]), weight: 11 },
  { arbitrary: fc.tuple(fc.constantFrom(...OTHERS), members).map((other) => [other]), weight: 1 },
)

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

/** @type {{ call?: string, field: string, given: any, issue?: object }[]} */
const FIXTURES = JSON.parse(readFileSync(new URL('../../fixtures/fields.json', import.meta.url), 'utf8'))

/** The fields of a configuration and of a device: those that have fixtures, but for the parameters of a call. */
const NAMES = [...new Set(FIXTURES.filter(({ call }) => !call).map(({ field }) => field))].filter(
  (name) => !['wechatCode', 'stateToken'].includes(name),
)
export const DEVICE_NAMES = NAMES.filter((name) => name.startsWith('device.')).map((name) => name.slice(7))
export const CONFIG_NAMES = NAMES.filter((name) => !name.startsWith('device.'))

/** A value of a fixture. */
const recipeOf = (/** @type {any} */ given) => {
  if (typeof given === 'number') return number(String(given))
  return typeof given === 'boolean' ? flag(given) : text(given)
}

/** Mostly what the field's fixtures accept, sometimes what they refuse, or any value; rarely, if the field is optional. */
const fieldOf = (/** @type {string} */ name) => {
  const fixtures = FIXTURES.filter(({ call, field }) => !call && field === name)
  const accepted = fixtures.filter(({ issue }) => !issue).map(({ given }) => given)
  const given = accepted.filter((value) => value !== null && String(value).length < 100)
  const refused = fixtures.filter(({ issue, given }) => issue && ['string', 'number', 'boolean'].includes(typeof given))
  const value = fc.oneof(
    { arbitrary: fc.constantFrom(...given).map(recipeOf), weight: 16 },
    { arbitrary: fc.constantFrom(...given.map(String)).chain(near), weight: 2 },
    { arbitrary: fc.constantFrom(...refused.map(({ given }) => given)).map(recipeOf), weight: 1 },
    { arbitrary: members, weight: 2 },
  )
  return given.length < accepted.length && accepted.includes(null) ? rarely(value) : value
}

/** @param {string[]} names */
const fieldsOf = (names, prefix = '') => Object.fromEntries(names.map((name) => [name, fieldOf(prefix + name)]))

const device = objectOf(fieldsOf(DEVICE_NAMES, 'device.'))

const devices = fc.oneof(
  { arbitrary: device, weight: 8 },
  { arbitrary: fc.constant({ kind: 'named', name: 'device' }), weight: 2 },
  { arbitrary: members, weight: 1 },
)

const noFunctions = members.filter((recipe) => !isFunction(recipe))

const listeners = fc.oneof(fc.constant({ kind: 'named', name: 'onEvent' }), members)

/** Hosts that may be called without TLS, if the configuration allows that. */
const LOCAL = ['http://127.0.0.1:8080', 'localhost', '[::1]:1']

/** A configuration. */
export const configs = fc.oneof(
  {
    arbitrary: objectOf({
      ...fieldsOf(CONFIG_NAMES),
      domain: fc.oneof({ arbitrary: fieldOf('domain'), weight: 2 }, { arbitrary: field(...LOCAL), weight: 1 }),
      device: devices,
      fetch: fc.oneof(
        { arbitrary: fc.constant({ kind: 'named', name: 'fetch' }), weight: 8 },
        { arbitrary: noFunctions, weight: 1 },
      ),
      onEvent: rarely(listeners),
    }),
    weight: 12,
  },
  { arbitrary: values, weight: 1 },
)

const signals = objectOf({
  aborted: fc.oneof({ arbitrary: fc.boolean().map(flag), weight: 4 }, { arbitrary: members, weight: 1 }),
  addEventListener: fc.oneof(fc.constant({ kind: 'function' }), fc.constant({ kind: 'throwing function' }), members),
  removeEventListener: members,
  reason: members,
})

/** The usual parameters of each call. @type {{ call: string, params: Record<string, string | number> }[]} */
const CALLS = JSON.parse(readFileSync(new URL('../../fixtures/calls.json', import.meta.url), 'utf8'))

/** Valid parameters of a call. */
export const paramsOf = (/** @type {string} */ call) => {
  const params = { ...CALLS.find((known) => known.call === call)?.params }
  for (const name of ['wechatCode', 'code', 'stateToken', 'verifyCode']) if (name in params) params[name] = SECRET
  return params
}

/** The names of all calls. */
export const CALL_NAMES = CALLS.map(({ call }) => call)

/** Usual values of the same parameter in other calls, or with another spelling. @type {Record<string, (string | number)[]>} */
const MORE = {
  wechatCode: [SECRET, `${SECRET}\\"`],
  code: [SECRET],
  verifyCode: [SECRET],
  captchaToken: [`${SECRET}---{"x":1.0}`],
  token: [SECRET],
  stateToken: [`eyJ.${SECRET}`],
  sender: ['ann@example.com', '+8615200000000'],
  purpose: ['bind', 'register', 'mfa'],
  mobile: ['+8615200000000'],
  x: [0, 0.0004, 12.3456, 10_000, 10_001, -1],
}

/** @type {Record<string, (string | number)[]>} */
const USUAL = {}
for (const { params } of CALLS) {
  for (const [name, value] of Object.entries(params)) USUAL[name] = [value, ...(MORE[name] ?? [])]
}

/** @param {(string | number)[]} usual */
const param = (usual) => {
  const numbers = usual.filter((value) => typeof value === 'number')
  const texts = usual.filter((value) => typeof value === 'string')
  return texts.length
    ? field(...texts)
    : fc.oneof(
        { arbitrary: fc.constantFrom(...numbers).map((value) => number(String(value))), weight: 16 },
        { arbitrary: fc.double().map((value) => number(String(value))), weight: 3 },
        { arbitrary: members, weight: 2 },
      )
}

/** The parameters of any call: those of all calls, some of them left out. */
export const params = fc.oneof(
  {
    arbitrary: objectOf({
      ...Object.fromEntries(Object.entries(USUAL).map(([name, usual]) => [name, param(usual)])),
      // Of these a bind takes only one.
      mobile: fc.oneof(param(USUAL.mobile), fc.constant({ kind: 'undefined' })),
      email: fc.oneof(param(USUAL.email), fc.constant({ kind: 'undefined' })),
      device: rarely(fc.oneof(device, members)),
      signal: rarely(fc.oneof(signals, members)),
    }),
    weight: 12,
  },
  { arbitrary: values, weight: 1 },
)

/** Names of calls, mostly none or a good one. */
export const callNames = fc.oneof(
  { arbitrary: fc.constant({ kind: 'undefined' }), weight: 3 },
  { arbitrary: fc.constantFrom(...CALL_NAMES).map(text), weight: 3 },
  { arbitrary: fc.oneof(fc.constantFrom('Bind', 'signIn', 'toString', '').map(text), values), weight: 1 },
)

/** The names of all parameters. */
export const PARAM_NAMES = Object.keys(USUAL)
