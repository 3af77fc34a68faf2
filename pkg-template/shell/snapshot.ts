// A copy of the configuration, made when the client is created. The client may be created again in another instance of the wasm, and
// must not use values that the caller has changed since.

import { get } from '../../src/wasm/get.js'
import type { ClientConfig, Device } from '../shipped/index.js'

type Members = Record<string, true>

const DEVICE: Record<keyof Device, true> = { osVersion: true, fingerprint: true, userAgent: true, ip: true }

/** All members except `wasm`, which is read whenever the wasm is loaded: a Response can be read only once. */
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

/** The members of an object. Reading one that threw throws from the copy too. A value that is not an object is returned unchanged. */
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
