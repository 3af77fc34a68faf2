// What Rust can't do safely by itself.

import { define, get, merge, read } from './get.js'

/** The host's JSON, captured at load, so that a later replacement never sees a reply. */
export const { parse, stringify } = JSON

const { hasOwnProperty, toString } = Object.prototype

/**
 * A member of an object that `parse` returned; undefined for any other value.
 *
 * @param {any} object
 * @param {string} name
 */
export const member = (object, name) =>
  Object(object) === object && hasOwnProperty.call(object, name) ? object[name] : undefined

/**
 * A copy of the claims; if `inner` is given, its members replace the claim `api`.
 *
 * @param {Record<string, unknown>} claims
 * @param {Record<string, unknown> | undefined} inner
 */
export function profile(claims, inner) {
  const profile = merge(claims, Object(inner))
  if (inner) delete profile.api
  return profile
}

/** An object without a prototype, so that nothing is inherited and no setter called. */
export const nullObject = () => Object.create(null)

/**
 * A copy of an object's own enumerable members as plain data, without getters and proxies: stores such as those of Vue and MobX
 * make some of what they get. Each member is read once; one that can't be read, or isn't JSON, is left out. Throws if
 * `object` is no object, or its members can't be listed.
 *
 * @param {any} object
 */
export function plainCopy(object) {
  if (Object(object) !== object || typeof object === 'function') throw new TypeError('not an object')
  const copy = nullObject()
  for (const name of Object.keys(object)) {
    try {
      copy[name] = parse(stringify(object[name]))
    } catch {
      // A getter threw, or it is a function, a symbol, a bigint or a circle.
    }
  }
  return copy
}

/**
 * The length of a text; -1 for any other value.
 *
 * @param {unknown} value
 */
export const textLength = (value) => (typeof value === 'string' ? value.length : -1)

const encoder = new TextEncoder()

/**
 * Writes a text as UTF-8, and returns how many bytes that took; 0 if it doesn't fit. For a long text this is faster than
 * the loop of the glue.
 *
 * @param {string} text
 * @param {Uint8Array} room
 */
export function encodeInto(text, room) {
  const { read, written } = encoder.encodeInto(text, room)
  return read === text.length ? written : 0
}

/**
 * What a `text()` resolved to, as a text: bytes are decoded, and what a host has parsed already is written as JSON again, because an
 * accepted bind must not be lost. Undefined if it can't be written, or has to be read first.
 *
 * @param {unknown} value
 */
export function toText(value) {
  if (typeof value === 'string') return value
  try {
    const bytes = bytesOf(value)
    if (bytes) return decode(bytes)
    return typeof get(value, 'text') === 'function' ? undefined : stringify(value)
  } catch {
    // A getter threw, or a parser made bigints of big numbers: what can't be written is left out.
    return stringify(plainCopy(value))
  }
}

/**
 * The same; a Blob or a Response is read, and its text has to be awaited.
 *
 * @param {any} value
 * @returns {string | undefined | Promise<string>}
 */
export const readText = (value) =>
  toText(value) ?? (typeof read(value, 'text') === 'function' ? value.text() : undefined)

/** `{`, the first byte of a reply. */
const BRACE = 0x7b

/** @param {unknown} value */
function bytesOf(value) {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  // Not `instanceof`: the buffer may be of another realm.
  if (/^\[object (Shared)?ArrayBuffer]$/.test(toString.call(value)))
    return new Uint8Array(/** @type {ArrayBuffer} */ (value))
  // What crossed a process as JSON: a list of bytes, or Node's Buffer, which has them as `data`.
  const list = isArray(value) ? value : get(value, 'data')
  const isBytes = isArray(list) && list[0] === BRACE && list.every((byte) => byte >= 0 && byte < 256)
  return isBytes ? Uint8Array.from(list) : undefined
}

/** @param {Uint8Array} bytes */
function decode(bytes) {
  try {
    // A copy, because memory that is shared is not decoded.
    return new TextDecoder().decode(bytes.slice())
  } catch {
    // The decoder of mini programs refuses what isn't UTF-8. A person can still read the ASCII in it.
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }
}

/**
 * The names of an object's own enumerable members, separated by U+0000.
 *
 * @param {object} object
 */
export const names = (object) => Object.keys(object).join('\0')

/**
 * Whether an object that `parse` returned contains more than so many objects and arrays, one in the other.
 *
 * @param {any} value
 * @param {number} levels
 * @returns {boolean}
 */
export const isDeeper = (value, levels) =>
  Object(value) === value && (levels === 0 || Object.keys(value).some((name) => isDeeper(value[name], levels - 1)))

/**
 * A copy of an object without the members that are objects.
 *
 * @param {Record<string, unknown>} object
 */
export function flat(object) {
  /** @type {Record<string, unknown>} */
  const copy = {}
  for (const name of Object.keys(object)) {
    if (Object(object[name]) !== object[name]) define(copy, name, object[name], true)
  }
  return copy
}

const STANDARD = new Set(
  'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf \
__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__'.split(' '),
)

/** Whether setting a property of a plain object may call a setter of `Object.prototype`. */
export const isPolluted = () => !Object.getOwnPropertyNames(Object.prototype).every((name) => STANDARD.has(name))

/**
 * An object on which nothing that is set now calls a setter: a plain one, so that what receives it may call its methods or print it. Where
 * `Object.prototype` has more than it should, it has no prototype.
 */
export const plainObject = () => (isPolluted() ? nullObject() : {})

/**
 * Converts each Map to a plain object, also inside arrays, without calling a setter of `Object.prototype`.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function fromMaps(value) {
  if (Array.isArray(value)) return value.map(fromMaps)
  if (!(value instanceof Map)) return value
  const object = {}
  value.forEach((inner, name) => {
    define(object, name, fromMaps(inner), true)
  })
  return object
}

/**
 * Whether a value is an array; throws for a proxy that was revoked.
 *
 * @param {unknown} value
 */
export const isArray = (value) => Array.isArray(value)

/**
 * A time, in milliseconds since 1970, as the host's local time in ISO format. Throws if it is not a valid
 * time.
 *
 * @param {number} milliseconds
 */
export function localTime(milliseconds) {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60_000
  // The local time is the UTC time of the instant shifted by the offset.
  return new Date(milliseconds - offset).toISOString()
}

/**
 * Calls a listener of the caller. Whatever it throws, or rejects with later, is ignored.
 *
 * @param {(news: unknown) => unknown} listener
 * @param {unknown} news
 */
export function notify(listener, news) {
  new Promise((resolve) => resolve(listener(news))).catch(() => {})
}
