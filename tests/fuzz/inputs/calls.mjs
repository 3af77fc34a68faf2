// Configurations and parameters, most of them near to valid ones, with members of every kind.

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

const device = objectOf({
  osVersion: field('windows10.1.1'),
  fingerprint: field('156aysdna213sc50'),
  userAgent: field('Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)'),
  ip: rarely(field('192.168.1.2', '::1', '2001:db8::1')),
})

const devices = fc.oneof(
  { arbitrary: device, weight: 8 },
  { arbitrary: fc.constant({ kind: 'named', name: 'device' }), weight: 2 },
  { arbitrary: members, weight: 1 },
)

const noFunctions = members.filter((recipe) => !isFunction(recipe))

const listeners = fc.oneof(fc.constant({ kind: 'named', name: 'onEvent' }), members)

/** A configuration. */
export const configs = fc.oneof(
  {
    arbitrary: objectOf({
      domain: field(
        'acme.example.com',
        'https://acme.example.com:8443',
        'http://127.0.0.1:8080',
        'localhost',
        '[::1]:1',
        'xn--a.com',
      ),
      clientId: field('nTo1eRIub60vPb54WeE6aojPwYwImtl4'),
      device: devices,
      language: rarely(field('zh', 'zh-CN', 'zh_CN')),
      tenantId: rarely(field('tenant-1')),
      timeoutMs: rarely(fc.oneof(fc.constantFrom('1', '300000', '300001', '0', '1.5').map(number), members)),
      bodyField: rarely(field('wchat_code', 'wechat_code')),
      allowInsecureLoopback: rarely(fc.oneof(fc.boolean().map(flag), members)),
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

/** The parameters of a call. */
export const params = fc.oneof(
  {
    arbitrary: objectOf({
      wechatCode: field(SECRET, `${SECRET}\\"`),
      code: field(SECRET),
      stateToken: field(`eyJ.${SECRET}`),
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
  { arbitrary: fc.constantFrom('bind', 'registerAndBind', 'login').map(text), weight: 3 },
  { arbitrary: fc.oneof(fc.constantFrom('Bind', 'signIn', 'toString', '').map(text), values), weight: 1 },
)
