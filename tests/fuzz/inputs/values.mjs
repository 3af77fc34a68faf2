// JavaScript values of every kind. An input is a recipe, which is plain data: it can be printed, shrunk, and kept as a fixture.

import fc from 'fast-check'

/**
 * @typedef {{ kind: string, [detail: string]: any }} Recipe
 * @typedef {[name: string, value: Recipe][]} Members
 */

/**
 * A secret that can be found again: it stands wherever a caller, a host or the service has one. Letters and digits alternate: no message of the
 * package contains eight such characters in a row.
 */
export const SECRET = 'Q7X2K9M4Z8W3V6T5'

/**
 * One of these arbitraries, each with how often it is taken.
 *
 * @template {[weight: number, arbitrary: fc.Arbitrary<any>][]} Choices
 * @param {Choices} choices
 * @returns {fc.Arbitrary<Choices[number][1] extends fc.Arbitrary<infer Value> ? Value : never>}
 */
export const oneOf = (...choices) => fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))

/** Objects that hold their members in a usual way: reading one returns it, or throws if its recipe is `throws`. */
const READABLE = ['plain', 'bare', 'class', 'accessors', 'proxy', 'frozen', 'array', 'date', 'map', 'boxed']

/** Objects of which nothing can be read. */
const UNREADABLE = ['revoked', 'throwing proxy']

/** What a getter throws: like axios, with the request on it. */
export const thrown = () => Object.assign(new Error(SECRET), { config: { headers: { 'X-state-token': SECRET } } })

const WORDS = [
  SECRET,
  '',
  ' ',
  'zh',
  'en',
  'null',
  '[]',
  '{}',
  '0',
  '200',
  'SUCCESS',
  'toString',
  '13812345678',
  'a@b.cn',
]

/** Any text: usual words, any characters, and any UTF-16 code units, which may be lone surrogates. */
export const texts = oneOf(
  [3, fc.constantFrom(...WORDS)],
  [2, fc.string({ unit: 'grapheme', maxLength: 20 })],
  [1, fc.string({ maxLength: 20 })],
  [1, fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 6 })],
)

/** @param {string} text */
export const text = (text) => ({ kind: 'text', text })

const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, 200, 204, 400, 599, 65535, 65536, 1.5, -1, 1e21, 2 ** 53, NaN, Infinity, -Infinity),
  fc.integer(),
  fc.double(),
)

/** @type {fc.Arbitrary<Recipe>} */
export const scalars = oneOf(
  [4, texts.map(text)],
  [2, numbers.map((number) => ({ kind: 'number', number: Object.is(number, -0) ? '-0' : String(number) }))],
  [1, fc.boolean().map((flag) => ({ kind: 'flag', flag }))],
  [
    3,
    fc.constantFrom('null', 'undefined', 'bigint', 'symbol', 'function', 'throwing function').map((kind) => ({ kind })),
  ],
)

/**
 * Objects with some members.
 *
 * @param {fc.Arbitrary<Members>} members
 * @returns {fc.Arbitrary<Recipe>}
 */
export const objects = (members) =>
  fc.record({
    kind: fc.constant('object'),
    as: oneOf([6, fc.constant('plain')], [5, fc.constantFrom(...READABLE)], [1, fc.constantFrom(...UNREADABLE)]),
    members,
  })

/**
 * Objects with these members.
 *
 * @param {Record<string, fc.Arbitrary<Recipe>>} fields
 * @param {{ requiredKeys?: string[] }} [constraints] which of them may not be missing; by default none may
 */
export const objectsOf = (fields, constraints) =>
  objects(fc.record(fields, constraints).map((members) => /** @type {Members} */ (Object.entries(members))))

/**
 * An object with these members.
 *
 * @param {Record<string, Recipe> | Recipe[]} members
 * @returns {Recipe}
 */
export const plain = (members) => ({ kind: 'object', as: 'plain', members: Object.entries(members) })

/** One of these texts. @param {...string} texts */
export const textOf = (...texts) => fc.constantFrom(...texts).map(text)

/** One of these numbers. @param {...string} numbers */
export const numberOf = (...numbers) => fc.constantFrom(...numbers).map((number) => ({ kind: 'number', number }))

/** A member of any value, or one whose getter throws. */
export const members = oneOf([6, scalars], [1, fc.constant({ kind: 'throws' })])

/**
 * Mostly what is usual.
 *
 * @param {fc.Arbitrary<Recipe>} usual
 */
export const mostly = (usual, weight = 4) => oneOf([weight, usual], [1, members])

/** Names are no secrets. */
const names = fc.oneof(
  fc.constantFrom('code', 'status', 'profile', 'then', 'toJSON', '__proto__', 'length', '0'),
  texts.filter((text) => text !== SECRET),
)

/**
 * Any value.
 *
 * @type {fc.Arbitrary<Recipe>}
 */
export const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: scalars, weight: 4 },
    { arbitrary: objects(fc.array(fc.tuple(names, tie('member')), { maxLength: 3 })), weight: 1 },
  ),
  member: oneOf([6, tie('value')], [1, fc.constant({ kind: 'throws' })]),
})).value

/** How a value is built, by the kind of its recipe. @type {Record<string, (recipe: Recipe, named: Record<string, Function>) => any>} */
const BUILT = {
  text: ({ text }) => text,
  number: ({ number }) => Number(number),
  flag: ({ flag }) => flag,
  null: () => null,
  bigint: () => 1n,
  symbol: () => Symbol(SECRET),
  function: () => () => {},
  'throwing function': () => () => {
    throw thrown()
  },
  named: ({ name }, named) => named[name],
  // What holds a text.
  buffer: ({ text }) => Buffer.from(text),
  view: ({ text }) => new DataView(Uint8Array.from(Buffer.from(text)).buffer),
  bytes: ({ text }) => Uint8Array.from(Buffer.from(text)).buffer,
  list: ({ text }) => Array.from(Buffer.from(text)),
  parsed: ({ text }) => parsed(text),
  object: ({ as, members }, named) => object(as, members, named),
}

/**
 * The value of a recipe; undefined for one of a kind that has none.
 *
 * @param {Recipe} recipe
 * @param {Record<string, Function>} [named] the functions for recipes `named`
 */
export const build = (recipe, named = {}) =>
  Object.hasOwn(BUILT, recipe.kind) ? BUILT[recipe.kind](recipe, named) : undefined

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** @type {Record<string, () => object>} */
const EMPTY = {
  bare: () => Object.create(null),
  array: () => [],
  date: () => new Date(0),
  map: () => new Map(),
  boxed: () => new String(SECRET),
}

/**
 * @param {string} as
 * @param {Members} members
 * @param {Record<string, Function>} named
 */
function object(as, members, named) {
  const target = EMPTY[as]?.() ?? {}
  switch (as) {
    case 'revoked': {
      const { proxy, revoke } = Proxy.revocable(target, {})
      revoke()
      return proxy
    }
    case 'throwing proxy':
      return new Proxy(
        target,
        new Proxy(
          {},
          {
            get: () => () => {
              throw thrown()
            },
          },
        ),
      )
    case 'proxy':
      return new Proxy(fill(target, members, named), {})
    case 'class':
      return Object.create(fill({}, members, named, true))
    case 'frozen':
      return Object.freeze(fill(target, members, named))
    default:
      return fill(target, members, named, as === 'accessors')
  }
}

/**
 * @param {object} target
 * @param {Members} members
 * @param {Record<string, Function>} named
 * @param {boolean} [asAccessors]
 */
function fill(target, members, named, asAccessors) {
  for (const [name, recipe] of members) {
    const value = build(recipe, named)
    const get = () => {
      if (recipe.kind === 'throws') throw thrown()
      return value
    }
    const how = asAccessors || recipe.kind === 'throws' ? { get } : { value, writable: true }
    // An array has a length, which is a number.
    if (name === 'length' && Array.isArray(target)) continue
    Reflect.defineProperty(target, name, { ...how, enumerable: true, configurable: true })
  }
  return target
}

/**
 * What reading a member gives: its recipe, of `undefined` if there is none, or `throws`.
 *
 * @param {Recipe} recipe
 * @param {string} name
 * @returns {Recipe}
 */
export function read(recipe, name) {
  if (recipe.kind !== 'object') return { kind: 'undefined' }
  if (UNREADABLE.includes(recipe.as)) return { kind: 'throws' }
  return recipe.members.findLast((/** @type {[string]} */ [known]) => known === name)?.[1] ?? { kind: 'undefined' }
}

/** Whether it is a promise rather than an answer. @param {Recipe} recipe */
export const isThenable = (recipe) => isFunction(read(recipe, 'then')) || read(recipe, 'then').kind === 'throws'

/** @param {Recipe} recipe */
export const isObject = ({ kind }) => kind === 'object'
/** @param {Recipe} recipe */
export const isFunction = ({ kind }) => ['function', 'throwing function', 'named'].includes(kind)
/** @param {Recipe} recipe */
export const isAbsent = ({ kind }) => kind === 'null' || kind === 'undefined'

/**
 * A value as the core sees it, for the native peer.
 *
 * @param {Recipe} recipe
 */
export function given(recipe) {
  switch (recipe.kind) {
    case 'text':
      return recipe.text
    case 'number':
      return Number.isFinite(Number(recipe.number)) ? Number(recipe.number) : { is: recipe.number }
    case 'flag':
      return recipe.flag
    case 'null':
    case 'undefined':
      return null
    case 'throws':
      return { is: 'unreadable' }
    default:
      return { is: 'other' }
  }
}
