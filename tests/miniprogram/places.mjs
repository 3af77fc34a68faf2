// Where the task that runs these tests has put what they are about.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFolder } from './simulator/code-package.mjs'

const place = process.env.MINI_PROGRAMS

/** The example mini program as WeChat's tool compiled it, by the tool's settings. */
export const example = { raw: readFolder(join(place, 'raw')), es6: readFolder(join(place, 'es6')) }

/** The package as npm installed it in the example. */
export const installed = join(place, 'example/node_modules/wechat-mobile-bind')

const NPM = 'miniprogram_npm/'

/** What "build npm" put there of the package, by the tool's settings. */
export const npm = Object.fromEntries(
  Object.entries(example).map(([variant, files]) => [
    variant,
    new Map([...files].filter(([path]) => path.startsWith(NPM) || path.startsWith('@babel/'))),
  ]),
)

/**
 * The example pointed at a sandbox.
 *
 * @param {string} origin
 * @param {'raw' | 'es6'} variant
 */
export function exampleAt(origin, variant, more = {}) {
  const config = { domain: origin, allowInsecureLoopback: true, clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4', ...more }
  return new Map(example[variant]).set('config.js', Buffer.from(`module.exports = ${JSON.stringify(config)}`))
}

/** The conformance suite as one script of a mini program. */
export const conformance = readFileSync(join(place, 'conformance.js'))

/** What projects of other frameworks have built. */
export const consumers = {
  taro: readFolder(join(place, 'taro/dist')),
  'weapp-vite': readFolder(join(place, 'weapp-vite/dist')),
}
