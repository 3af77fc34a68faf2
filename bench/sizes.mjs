// What a user downloads on the web, and what a mini program ships: of each subject the script that does the whole job,
// bundled and minified, and what it loads besides.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { bundle } from './bundle.mjs'
import { figure } from './figures.mjs'

/** @import { BuildOptions } from 'esbuild' */

export const PACKAGE = join(import.meta.dirname, 'node_modules/wechat-mobile-bind')

const FORMS = {
  /** @param {Buffer} bytes */
  raw: (bytes) => bytes.length,
  /** @param {Buffer} bytes */
  brotli: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
}

/** @param {string} peer */
const client = (peer) => `export { createClient } from './peers/${peer}.js'`

/** Who does the whole job on the web, each as the lines that a bundler starts from. */
export const WHOLE = {
  ours: `export { createClient } from 'wechat-mobile-bind'`,
  'hand-written': client('hand-written'),
  'zod + jwt-decode': client('zod-jwt-decode'),
  'valibot + jose': client('valibot-jose'),
}

// The last two are vendors' SDKs for other services.
const MINI_PROGRAM = {
  'hand-written': client('portable'),
  'authing-wxapp-sdk': `export { AuthenticationClient } from 'authing-wxapp-sdk'`,
  '@cloudbase/js-sdk': `export { default } from '@cloudbase/js-sdk'`,
}

// One of the peers asks for Node's `crypto` where there is one.
/** @type {BuildOptions} */
const IN_MINI_PROGRAM = { format: 'cjs', target: 'es2015', external: ['crypto'] }

/** The sizes of all, on the web and in a mini program. */
export async function sizes() {
  return [...(await download()), ...(await codePackage())]
}

async function download() {
  const [[, script], ...peers] = await bundles(WHOLE)
  const ours = [script, await readFile(join(PACKAGE, 'wechat_mobile_bind.wasm'))]
  return Object.entries(FORMS).map(([name, size]) => figure('web', 'download', name, 'bytes', weigh(ours, peers, size)))
}

// "build npm" copies the folder as it is. The compressed wasm does not travel smaller than it is; the other one is for
// old base libraries, which may leave it out.
async function codePackage() {
  const folder = join(PACKAGE, 'miniprogram_dist')
  const names = await readdir(folder)
  const files = await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })))
  const ours = files.filter(({ name }) => !name.endsWith('.wasm'))
  const scripts = ours.filter(({ name }) => name.endsWith('.js')).map(({ bytes }) => bytes)
  const wasm = ours.filter(({ name }) => name.endsWith('.br')).reduce((sum, { bytes }) => sum + bytes.length, 0)
  const peers = await bundles(MINI_PROGRAM, IN_MINI_PROGRAM)
  return Object.entries({ 'as shipped': FORMS.raw, brotli: FORMS.brotli }).map(([name, size]) => {
    const { ours, ...others } = weigh(scripts, peers, size)
    return figure('mini program', 'code package', name, 'bytes', { ours: [ours[0] + wasm], ...others })
  })
}

/**
 * @param {Record<string, string>} sources
 * @param {BuildOptions} [options]
 * @returns {Promise<[string, Buffer][]>}
 */
async function bundles(sources, options) {
  return Promise.all(Object.entries(sources).map(async ([name, source]) => [name, await bundle(source, options)]))
}

/**
 * @param {Buffer[]} ours
 * @param {[string, Buffer][]} peers
 * @param {(bytes: Buffer) => number} size
 */
const weigh = (ours, peers, size) => ({
  ours: [ours.reduce((sum, bytes) => sum + size(bytes), 0)],
  ...Object.fromEntries(peers.map(([name, bytes]) => [name, [size(bytes)]])),
})
