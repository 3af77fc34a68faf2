// Values that a host or a caller may pass, and that throw.

import { refuse } from '../conformance/support.js'

export { refuse }

/** Throws at whatever is done with it. */
export const hostile = new Proxy(() => {}, {
  get: refuse,
  has: refuse,
  apply: refuse,
  getPrototypeOf: refuse,
  ownKeys: refuse,
})
/** @param {string} name @param {object} [object] */
export const throwing = (name, object = {}) => Object.defineProperty(object, name, { get: refuse })

export function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
