// A configuration as it was when the client was made. Its client may be made anew in another instance of the wasm, and must
// not then call a host that the object names by that time.

import { get } from '../../src/wasm/get.js'
import type { ClientConfig, Device } from '../shipped/index.js'

type Members = Record<string, true>

const DEVICE: Record<keyof Device, true> = { osVersion: true, fingerprint: true, userAgent: true, ip: true }

/** All but `wasm`, which is read whenever the wasm is loaded: a Response can be read once. */
const CONFIG: Record<Exclude<keyof ClientConfig, 'wasm'>, true> = {
  domain: true,
  allowInsecureLoopback: true,
  clientId: true,
  device: true,
  language: true,
  tenantId: true,
  timeoutMs: true,
  bodyField: true,
  fetch: true,
  onEvent: true,
}

/** The members of an object; one that can't be read can't be read from the copy either. What is no object stays what it is. */
function copy(value: unknown, members: Members): unknown {
  if (Object(value) !== value || typeof value === 'function') return value
  const copied: object = Object.create(null)
  for (const name of Object.keys(members)) {
    let descriptor: PropertyDescriptor
    try {
      const member = get(value, name)
      descriptor = { value: name === 'device' ? copy(member, DEVICE) : member }
    } catch (error) {
      const rethrow = () => {
        throw error
      }
      descriptor = { get: rethrow }
    }
    Object.defineProperty(copied, name, Object.assign(Object.create(null), descriptor))
  }
  return copied
}

export const snapshot = (config: unknown): unknown => copy(config, CONFIG)
