// What the boundary asks of JavaScript that Rust can't do safely by itself.

/** The host's JSON as it was at load, so that nobody comes between the service and the caller later on. */
export const { parse, stringify } = JSON

const { hasOwnProperty } = Object.prototype

/**
 * A member of an object that `parse` made.
 *
 * @param {any} object
 * @param {string} name
 */
export const member = (object, name) => (hasOwnProperty.call(object, name) ? object[name] : undefined)

/**
 * The claims as a new object; where `inner` is given, its members in the place of the claim `api`.
 *
 * @param {Record<string, unknown>} claims
 * @param {Record<string, unknown> | undefined} inner
 */
export function profile(claims, inner) {
  // A literal defines its members, so a claim named `__proto__` stays one.
  const profile = { ...claims, ...inner }
  if (inner) delete profile.api
  return profile
}

/**
 * Defines a property. The descriptor has no prototype: one of its members might stand on `Object.prototype`.
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
 * Gives an object the members of another one, except for those that it has.
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
 * Defines a property that no print enumerates.
 *
 * @param {object} object
 * @param {string} name
 * @param {unknown} value
 */
export const hide = (object, name, value) => define(object, name, value, false)

const encoder = new TextEncoder()

/**
 * Writes a text as UTF-8, and returns how many bytes that took; 0 where it doesn't fit. For a long text this is faster than
 * the loop by which the glue copies every other one.
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

/** Whether a property that is set on a plain object may end up elsewhere. */
export const isPolluted = () => !Object.getOwnPropertyNames(Object.prototype).every((name) => STANDARD.has(name))

/**
 * A plain object for each Map, also inside arrays, made without setting a property: a setter on `Object.prototype` would be called.
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

/** What every error of this package has, in whichever copy of it the error was made. */
const OWN_ERROR = Symbol.for('wechat-mobile-bind.error')

/**
 * Marks an error as one of this package.
 *
 * @param {any} error
 */
export const brand = (error) =>
  Object.defineProperty(error, OWN_ERROR, Object.assign(Object.create(null), { value: true }))

/**
 * Whether a value is an error of this package: what only looks like one may hold anything.
 *
 * @param {any} value
 */
export const isOwnError = (value) => value[OWN_ERROR] === true

/**
 * An instant, in milliseconds since 1970, as a clock on the host's wall shows it, written as an ISO text. Throws where it
 * is no instant.
 *
 * @param {number} milliseconds
 */
export function localTime(milliseconds) {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60_000
  // The clock on the wall shows what a clock in Greenwich shows that much later or earlier.
  return new Date(milliseconds - offset).toISOString()
}
