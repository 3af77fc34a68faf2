// The package's entries for other hosts than Node.js, on stand-ins for what those hosts have.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

const wasm = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))

export const module = new WebAssembly.Module(wasm)

const MINI_PROGRAM = require.resolve('wechat-mobile-bind/miniprogram')

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
  const api = freshMiniProgram()
  await api.init()
  return api
}

/** The entry for mini programs, before it has loaded anything. */
export function freshMiniProgram() {
  delete require.cache[MINI_PROGRAM]
  return require(MINI_PROGRAM)
}

export async function loadWeb() {
  const api = await import(new URL('web.js', import.meta.resolve('wechat-mobile-bind')).href)
  await api.init(wasm)
  return api
}
