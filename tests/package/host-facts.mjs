// What the tests of a host's facts share: globals that a test sets, values that are hostile, and what the service would get.

import assert from 'node:assert/strict'
import { afterEach } from 'node:test'
import { reload, WASM } from './entries.mjs'

/** @import { Api } from '../conformance/types.js' */

export const CONFIG = { domain: 'acme.example.com', clientId: 'c', fetch: () => assert.fail('nothing is sent') }
export const PARAMS = { wechatCode: 'c', stateToken: 's' }
export const DEVICE = { osVersion: 'own-os', userAgent: 'own-agent', fingerprint: 'own-fingerprint' }

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

/** @param {Record<string, unknown>} [items] */
export const storage = (items = {}) => ({
  items,
  /** @param {string} key */
  getItem: (key) => items[key] ?? null,
  /**
   * @param {string} key
   * @param {string} value
   */
  setItem: (key, value) => {
    items[key] = value
  },
})

/** @param {Record<string, unknown>} [items] */
export const wxStorage = (items = {}) => ({
  items,
  /** @param {string} key */
  getStorageSync: (key) => (key in items ? items[key] : ''),
  /**
   * @param {string} key
   * @param {unknown} value
   */
  setStorageSync: (key, value) => {
    items[key] = value
  },
})

let serial = 0
/** The entries that run on a browser's globals, as if newly loaded. @type {Record<string, () => Promise<Api>>} */
export const BROWSERS = {
  async 'web.js'() {
    const api = await import(`./node_modules/wechat-mobile-bind/web.js?${++serial}`)
    await api.init(WASM)
    return api
  },
  async 'node.cjs in a test with jsdom'() {
    process.env.NODE_ENV = 'test'
    if (typeof Reflect.get(globalThis, 'document') !== 'object') host({ document: {} })
    const api = reload('wechat-mobile-bind')
    await api.init()
    return api
  },
}
