// Reading what a caller handed over, for the boundary and for the package around it.

const { hasOwnProperty } = Object.prototype

/**
 * A property that a caller set: an object's own, or one of the caller's own class. What somebody put on `Object.prototype`
 * is nobody's parameter. Throws what a getter throws; what is no object has no properties.
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
