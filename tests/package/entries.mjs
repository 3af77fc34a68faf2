// Entries of the package, as if newly loaded.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

export const require = createRequire(import.meta.url)
export const WASM = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))

/**
 * The lines that a process of its own prints that runs this as a module or as a CommonJS script. It has to end by itself.
 *
 * @param {string} type
 * @param {string} script
 * @param {...string} flags
 */
export async function run(type, script, ...flags) {
  const args = [...flags, `--input-type=${type}`, '--eval', script]
  const options = { cwd: import.meta.dirname, timeout: 120_000 }
  const { stdout } = await promisify(execFile)(process.execPath, args, options)
  return stdout.trim().split('\n')
}

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
