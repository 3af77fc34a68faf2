// What Rust can't do safely by itself.

/** The host's JSON, captured at load, so that a later replacement never sees a reply. */
export const { parse, stringify } = JSON

const { hasOwnProperty } = Object.prototype

/**
 * A member of an object that `parse` returned.
 *
 * @param {any} object
 * @param {string} name
 */
export const member = (object, name) => (hasOwnProperty.call(object, name) ? object[name] : undefined)

/**
 * A copy of the claims; if `inner` is given, its members replace the claim `api`.
 *
 * @param {Record<string, unknown>} claims
 * @param {Record<string, unknown> | undefined} inner
 */
export function profile(claims, inner) {
  // An object literal defines its members, so a claim named `__proto__` stays a claim.
  const profile = { ...claims, ...inner }
  if (inner) delete profile.api
  return profile
}

/**
 * Defines a property. The descriptor has no prototype, because `Object.prototype` might have one of its members.
 *
 * @param {object} object
 * @param {string} name
 * @param {unknown} value
 * @param {boolean} enumerable
 */
function define(object, name, value, enumerable) {
  const descriptor = Object.assign(Object.create(null), { value, enumerable, configurable: true, writable: true })
  Object.defineProperty(object, name, descriptor)
}

/** An object without a prototype, so that nothing is inherited and no setter called. */
export const bare = () => Object.create(null)

/**
 * A copy of an object's own enumerable members as plain data, without getters and proxies: stores such as those of Vue and MobX
 * make some of what they get. Each member is read once; one that can't be read, or isn't JSON, is left out. Throws if
 * `object` is no object, or its members can't be listed.
 *
 * @param {any} object
 */
export function plainCopy(object) {
  if (Object(object) !== object || typeof object === 'function') throw new TypeError('not an object')
  const copy = bare()
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
 * Copies members to an object, except for those that it has.
 *
 * @param {object} object
 * @param {any} members
 */
export function show(object, members) {
  for (const name of Object.keys(Object(members))) {
    if (!hasOwnProperty.call(object, name)) define(object, name, members[name], true)
  }
}

/**
 * Defines a property that is not enumerable.
 *
 * @param {object} object
 * @param {string} name
 * @param {unknown} value
 */
export const hide = (object, name, value) => define(object, name, value, false)

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

const STANDARD = new Set(
  'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf \
__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__'.split(' '),
)

/** Whether setting a property of a plain object may call a setter of `Object.prototype`. */
export const isPolluted = () => !Object.getOwnPropertyNames(Object.prototype).every((name) => STANDARD.has(name))

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

/** Marks every error of this package, whichever copy of the package created it. */
const OWN_ERROR = Symbol.for('wechat-mobile-bind.error')

/**
 * Marks an error as one of this package.
 *
 * @param {any} error
 */
export const brand = (error) =>
  Object.defineProperty(error, OWN_ERROR, Object.assign(Object.create(null), { value: true }))

/**
 * Whether a value is an error of this package; one that only looks like it may contain anything.
 *
 * @param {any} value
 */
export const isOwnError = (value) => value[OWN_ERROR] === true

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
