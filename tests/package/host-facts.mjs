// What the tests of a host's facts share: globals that a test sets, values that are hostile, and what the service would get.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterEach } from 'node:test'

/** @import { Api } from '../conformance/types.js' */

export const require = createRequire(import.meta.url)
export const WASM = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))
export const KEY = 'wechat-mobile-bind.fingerprint'
export const CONFIG = { domain: 'acme.example.com', clientId: 'c', fetch: () => assert.fail('nothing is sent') }
export const PARAMS = { wechatCode: 'c', stateToken: 's' }
export const DEVICE = { osVersion: 'own-os', userAgent: 'own-agent', fingerprint: 'own-fingerprint' }
/** A fingerprint that the package has made. */
export const FRESH = /^[0-9a-z]{24,32}$/

const NAMES = ['navigator', 'document', 'localStorage', 'crypto', 'wx', 'WXWebAssembly', 'process']
const before = NAMES.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
const { NODE_ENV } = process.env

afterEach(() => {
  for (const [index, name] of NAMES.entries()) {
    const descriptor = before[index]
    if (descriptor) Object.defineProperty(globalThis, name, descriptor)
    else Reflect.deleteProperty(globalThis, name)
  }
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = NODE_ENV
})

/**
 * Sets globals of the host; one that is undefined is missing.
 *
 * @param {Record<string, unknown>} globals
 */
export function host(globals) {
  for (const [name, value] of Object.entries(globals)) {
    if (value === undefined) Reflect.deleteProperty(globalThis, name)
    else Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
}

/** @returns {never} */
export const refuse = () => {
  throw new Error('the host refuses')
}
/** Throws at whatever is done with it. */
export const hostile = new Proxy(() => {}, {
  get: refuse,
  has: refuse,
  apply: refuse,
  getPrototypeOf: refuse,
  ownKeys: refuse,
})
/** @param {string} name */
export const throwing = (name) => Object.defineProperty({}, name, { get: refuse })

/**
 * What the service would get.
 *
 * @param {Api} api
 * @param {object} [config]
 */
export async function headers(api, config) {
  const client = await api.createClient({ ...CONFIG, ...config })
  return (await client.prepare(PARAMS)).init.headers
}

/** @param {object} globals */
export const counting = (globals) => {
  /** @type {string[]} */
  const asked = []
  /** @type {Record<string, unknown>} */
  const counted = {}
  for (const [name, value] of Object.entries(globals)) {
    counted[name] = new Proxy(value, {
      get: (target, member) => {
        asked.push(`${name}.${String(member)}`)
        const found = Reflect.get(target, member)
        return typeof found === 'function' ? found.bind(target) : found
      },
    })
  }
  return { asked, counted }
}

/** What may be stored in the place of a fingerprint. @type {[string, () => unknown][]} */
export const STORAGES = [
  ['nothing', () => undefined],
  ['an empty text', () => ''],
  ['undefined as a text', () => 'undefined'],
  ['an object as a text', () => '[object Object]'],
  ['an object', () => ({ a: 1 })],
  ['a list', () => [7]],
  ['a number', () => 42],
  ['a function', () => refuse],
  ['a text too long', () => 'x'.repeat(300)],
  ['a text with a line break', () => `${'a'.repeat(30)}\n`],
  ['a text in Chinese', () => '指纹'.repeat(14)],
  ['a proxy that throws', () => hostile],
]
