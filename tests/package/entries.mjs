// Entries of the package, as if newly loaded.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export const require = createRequire(import.meta.url)
export const WASM = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))

/** @param {string} name */
export function reload(name) {
  const path = require.resolve(name)
  delete require.cache[path]
  return require(path)
}

/**
 * The entry of mini programs, on a host with this `wx`.
 *
 * @param {object} wx
 * @returns {any}
 */
export function loadMiniProgram(wx) {
  const instantiate = (/** @type {unknown} */ _, /** @type {WebAssembly.Imports} */ imports) =>
    WebAssembly.instantiate(WASM, imports)
  Object.assign(globalThis, { wx, WXWebAssembly: { instantiate } })
  return reload('wechat-mobile-bind/miniprogram')
}
