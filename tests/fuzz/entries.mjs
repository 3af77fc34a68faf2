// The package's entries for other hosts than Node.js, on stand-ins for what those hosts have.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

const wasm = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))

/**
 * The globals of a mini program.
 *
 * @type {any}
 */
export const host = globalThis

export async function loadMiniProgram() {
  host.WXWebAssembly = {
    instantiate: (/** @type {string} */ _, /** @type {WebAssembly.Imports} */ imports) =>
      WebAssembly.instantiate(wasm, imports),
  }
  host.wx = {}
  const api = require('wechat-mobile-bind/miniprogram')
  await api.init()
  return api
}

export async function loadWeb() {
  const api = await import(new URL('web.js', import.meta.resolve('wechat-mobile-bind')).href)
  await api.init(wasm)
  return api
}
