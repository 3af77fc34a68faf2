// JavaScript values of every kind. An input is a recipe, which is plain data: it can be printed, shrunk, and kept as a fixture.

import fc from 'fast-check'
import { SECRET } from './secret.mjs'

/**
 * @typedef {{ kind: string, [detail: string]: any }} Recipe
 * @typedef {[name: string, value: Recipe][]} Members
 */

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
export const texts = fc.oneof(
  { arbitrary: fc.constantFrom(...WORDS), weight: 3 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }), weight: 2 },
  { arbitrary: fc.string({ maxLength: 20 }), weight: 1 },
  {
    arbitrary: fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 6 }),
    weight: 1,
  },
)

const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, 200, 204, 400, 599, 65535, 65536, 1.5, -1, 1e21, 2 ** 53, NaN, Infinity, -Infinity),
  fc.integer(),
  fc.double(),
)

/** @type {fc.Arbitrary<Recipe>} */
export const scalars = fc.oneof(
  { arbitrary: texts.map((text) => ({ kind: 'text', text })), weight: 4 },
  {
    arbitrary: numbers.map((number) => ({ kind: 'number', number: Object.is(number, -0) ? '-0' : String(number) })),
    weight: 2,
  },
  { arbitrary: fc.boolean().map((flag) => ({ kind: 'flag', flag })), weight: 1 },
  {
    arbitrary: fc
      .constantFrom('null', 'undefined', 'bigint', 'symbol', 'function', 'throwing function')
      .map((kind) => ({ kind })),
    weight: 3,
  },
)

/**
 * Objects with these members.
 *
 * @param {fc.Arbitrary<Members>} members
 * @returns {fc.Arbitrary<Recipe>}
 */
export const objects = (members) =>
  fc.record({
    kind: fc.constant('object'),
    as: fc.oneof(
      { arbitrary: fc.constant('plain'), weight: 6 },
      { arbitrary: fc.constantFrom(...READABLE), weight: 5 },
      { arbitrary: fc.constantFrom(...UNREADABLE), weight: 1 },
    ),
    members,
  })

/** A member of any value, or one whose getter throws. */
export const members = fc.oneof(
  { arbitrary: scalars, weight: 6 },
  { arbitrary: fc.constant({ kind: 'throws' }), weight: 1 },
)

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
  member: fc.oneof({ arbitrary: tie('value'), weight: 6 }, { arbitrary: fc.constant({ kind: 'throws' }), weight: 1 }),
})).value

/** @param {string} text */
export const text = (text) => ({ kind: 'text', text })

/**
 * The value of a recipe.
 *
 * @param {Recipe} recipe
 * @param {Record<string, Function>} [named] the functions for recipes `named`
 * @returns {any}
 */
export function build(recipe, named = {}) {
  switch (recipe.kind) {
    case 'text':
      return recipe.text
    case 'number':
      return Number(recipe.number)
    case 'flag':
      return recipe.flag
    case 'null':
      return null
    case 'bigint':
      return 1n
    case 'symbol':
      return Symbol(SECRET)
    case 'function':
      return () => {}
    case 'throwing function':
      return () => {
        throw thrown()
      }
    case 'named':
      return named[recipe.name]
    // What holds a text.
    case 'buffer':
      return Buffer.from(recipe.text)
    case 'view':
      return new DataView(Uint8Array.from(Buffer.from(recipe.text)).buffer)
    case 'bytes':
      return Uint8Array.from(Buffer.from(recipe.text)).buffer
    case 'list':
      return Array.from(Buffer.from(recipe.text))
    case 'parsed':
      return parsed(recipe.text)
    case 'object':
      return object(recipe.as, recipe.members, named)
    default:
      return undefined
  }
}

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
