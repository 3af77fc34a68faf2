// Copies of what the caller passed, for calls that can't read it at once: the client may be created again in another instance of the
// wasm, and must not use values that the caller has changed since.

import { define, get } from '../../src/wasm/get.js'
import { CONFIG, DEVICE, PARAMS } from '../generated/lists.js'

/** `wasm` is read whenever the wasm is loaded: a Response can be read only once. */
const OPTIONS = CONFIG.filter((name) => name !== 'wasm')

/** The members of an object. Reading one that threw throws from the copy too. A value that is not an object is returned unchanged. */
function copy(value: unknown, members: readonly string[]): unknown {
  if (Object(value) !== value || typeof value === 'function') return value
  const copied: object = Object.create(null)
  for (const name of members) {
    try {
      const member = get(value, name)
      define(copied, name, name === 'device' ? copy(member, DEVICE) : member, false)
    } catch (error) {
      const rethrow = () => {
        throw error
      }
      Object.defineProperty(copied, name, Object.assign(Object.create(null), { get: rethrow }))
    }
  }
  return copied
}

/** The configuration, with the names of members that aren't options, which the core tells. */
export function copyConfig(config: unknown): unknown {
  const copied = copy(config, OPTIONS)
  if (copied === config) return config
  for (const name of names(config)) {
    if (!CONFIG.some((option) => option === name)) define(copied as object, name, true, true)
  }
  return copied
}

export const copyParams = (params: unknown): unknown => copy(params, PARAMS)

/** An object's own enumerable names; none if its proxy refuses. */
function names(object: unknown): string[] {
  try {
    return Object.keys(object as object)
  } catch {
    return []
  }
}
