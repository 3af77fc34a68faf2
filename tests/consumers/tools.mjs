// The tools that build and run the projects here.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const HERE = import.meta.dirname
export const PACKAGE = 'node_modules/wechat-mobile-bind'
export const WASM = 'wechat_mobile_bind.wasm'

/** What every project shows of the user that it binds. */
export const BOUND = 'SUCCESS 张伟 138****8000'

const PAGES = ['tools.md', 'tools.zh-CN.md'].map((page) => readFileSync(join(HERE, '../../docs', page), 'utf8'))

/**
 * A setting that both editions of docs/tools.md print: what a test runs is what they promise.
 *
 * @param {string} code
 */
export function setting(code) {
  for (const page of PAGES) assert.ok(page.includes(`\`${code}\``), `docs/tools.md does not print ${code}`)
  return code
}

/** @param {string} name */
export const tool = (name) => join(HERE, 'node_modules/.bin', name)

/** The line for vite.config of a dev server that would take the package's module without its wasm. */
export const EXCLUDE = setting("optimizeDeps: { exclude: ['wechat-mobile-bind'] }")

/** @param {string} folder */
const viteIn = (folder) => join(HERE, 'node_modules', folder, 'bin/vite.js')
export const VITE = { vite5: viteIn('vite5'), vite6: viteIn('vite6'), vite7: viteIn('vite7'), vite8: viteIn('vite') }

/**
 * @param {string} program
 * @param {string[]} args
 */
export const run = (program, args, options = {}) =>
  promisify(execFile)(program, args, { cwd: HERE, timeout: 60_000, ...options })

/**
 * An empty folder for what a tool makes; it stays after the test.
 *
 * @param {string} name
 */
export async function output(name) {
  const folder = join(HERE, 'node_modules/.built', name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}

/**
 * A page for a bundler that makes none.
 *
 * @param {string} folder
 * @param {string} script
 */
export const pageFor = (folder, script) =>
  writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>waiting</title><script type="module" src="./${script}"></script>`,
  )
