// The package's entry for mini programs, on a stand-in for `wx` that tests replace.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The globals of a mini program.
 *
 * @type {any}
 */
export const host = globalThis

export async function loadMiniProgram() {
  const wasm = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))
  host.WXWebAssembly = {
    instantiate: (/** @type {string} */ _, /** @type {WebAssembly.Imports} */ imports) =>
      WebAssembly.instantiate(wasm, imports),
  }
  host.wx = {}
  const api = require('wechat-mobile-bind/miniprogram')
  await api.init()
  return api
}
