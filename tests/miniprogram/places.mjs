// Where the task that runs these tests has put what they are about.

import { join } from 'node:path'
import { readFolder } from './simulator/code-package.mjs'

const place = process.env.MINI_PROGRAMS

/** The example mini program as WeChat's tool compiled it, by the tool's settings. */
export const example = { raw: readFolder(join(place, 'raw')), es6: readFolder(join(place, 'es6')) }

/** The example pointed at a sandbox. */
export function exampleAt(origin, variant, more = {}) {
  const config = { domain: origin, allowInsecureLoopback: true, clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4', ...more }
  return new Map([...example[variant], ['config.js', `module.exports = ${JSON.stringify(config)}`]])
}
