// Reads and defines members, for the boundary and for the shell.

const { hasOwnProperty } = Object.prototype

/**
 * A property that the caller set: an object's own, or one of the caller's class. Properties of `Object.prototype` are not
 * parameters. Throws what a getter throws; undefined if `object` is not an object.
 *
 * @param {any} object
 * @param {string} name
 */
export function get(object, name) {
  if (Object(object) !== object) return undefined
  if (!(name in Object.prototype)) return object[name]
  for (let holder = object; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    if (hasOwnProperty.call(holder, name)) return object[name]
  }
  return undefined
}

/**
 * The same, for what a host tells: undefined if reading it throws.
 *
 * @param {any} object
 * @param {string} name
 * @returns {unknown}
 */
export function read(object, name) {
  try {
    return get(object, name)
  } catch (_) {
    return undefined
  }
}

/**
 * Defines a property. The descriptor has no prototype, because `Object.prototype` might have one of its members.
 *
 * @param {object} object
 * @param {PropertyKey} name
 * @param {unknown} value
 * @param {boolean} enumerable
 */
export function define(object, name, value, enumerable) {
  const descriptor = Object.assign(Object.create(null), { value, enumerable, configurable: true, writable: true })
  Object.defineProperty(object, name, descriptor)
}

/**
 * A plain object with the members of all these; the later ones win. Not by spreading: what old engines get for it defines members by
 * descriptors that inherit from `Object.prototype`.
 *
 * @param {...object} objects
 * @returns {any}
 */
export const merge = (...objects) =>
  Object.setPrototypeOf(Object.assign(Object.create(null), ...objects), Object.prototype)
