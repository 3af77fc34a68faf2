// JSON as text, so that it may be written in any way: names twice, numbers of any size, white space, escapes.

import fc from 'fast-check'
import { oneOf, texts } from './values.mjs'

/** As both parsers write them. */
const NUMBERS = ['0', '1', '-1', '1.5', '0.25', '1893456000', '1380013800000', '13800138000', '123456789012345']

/** As they don't, or as they don't read them. */
const ODD_NUMBERS = [
  '-0',
  '1.0',
  '1e3',
  '1E400',
  '-1e400',
  '1e-400',
  '9007199254740993',
  '123456789012345678901',
  '0.1e1',
]

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  'length',
  '0',
  '',
  'api',
  'name',
  'phone',
  'email',
  'data',
  'status',
  'session_token',
  'socialBindOrRegisterFlow',
]

/** A text as a JSON string, as usual, or with every character escaped. JSON.stringify would escape a lone surrogate. */
export const strings = fc
  .tuple(texts, fc.integer({ min: 0, max: 19 }))
  .map(([text, choice]) => (choice ? JSON.stringify(text).replace(/\\u(d[89a-f]..)/g, unescaped) : escaped(text)))

/** @type {(escape: string, code: string) => string} */
const unescaped = (_, code) => String.fromCharCode(Number.parseInt(code, 16))

/** @param {string} text */
const escaped = (text) =>
  `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`

const numbers = oneOf(
  [8, fc.constantFrom(...NUMBERS)],
  [8, fc.integer().map(String)],
  [1, fc.constantFrom(...ODD_NUMBERS)],
  [1, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)],
)

const whiteSpace = oneOf([9, fc.constant('')], [1, fc.constantFrom(' ', '\n', '\t', '\r\n')])

/** A member's name, often one that means something to somebody. */
const names = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => JSON.stringify(name)),
  strings,
)

/**
 * An object with these members, in which a name may stand twice.
 *
 * @param {fc.Arbitrary<[name: string, value: string][]>} members names and values, both as JSON
 */
export const objectOf = (members) =>
  fc
    .tuple(members, whiteSpace)
    .map(
      ([members, space]) => `{${space}${members.map(([name, value]) => `${name}${space}:${value}`).join(`,${space}`)}}`,
    )

/**
 * Any JSON.
 *
 * @type {{ value: fc.Arbitrary<string>, object: fc.Arbitrary<string> }}
 */
export const { value: json, object: jsonObject } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: fc.constantFrom('null', 'true', 'false', '[]', '{}', '""'), weight: 2 },
    { arbitrary: numbers, weight: 2 },
    { arbitrary: strings, weight: 3 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((elements) => `[${elements}]`), weight: 1 },
    { arbitrary: tie('object'), weight: 1 },
  ),
  object: objectOf(fc.array(fc.tuple(names, /** @type {fc.Arbitrary<string>} */ (tie('value'))), { maxLength: 3 })),
}))

/**
 * An object with some of these members, each at most once, and others before and after them.
 *
 * @param {Record<string, fc.Arbitrary<string>>} known values as JSON
 */
export const objectWith = (known) => {
  const others = oneOf([3, fc.constant([])], [1, fc.array(fc.tuple(names, json), { maxLength: 2 })])
  const some = Object.entries(known).map(([name, value]) =>
    fc.option(fc.tuple(fc.constant(JSON.stringify(name)), value), { freq: 4 }),
  )
  return objectOf(
    fc.tuple(others, fc.tuple(...some), others).map((all) => /** @type {any} */ (all.flat()).filter(Boolean)),
  )
}

/**
 * Mostly `usual`, sometimes any JSON.
 *
 * @param {fc.Arbitrary<string>} usual
 * @param {number} [weight]
 */
export const mostly = (usual, weight = 6) => oneOf([weight, usual], [1, json])
