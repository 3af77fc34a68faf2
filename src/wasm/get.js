// Reads the caller's values, for the boundary and for the shell.

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
