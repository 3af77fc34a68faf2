// The suite in the simulator of mini programs, on each of its engines.

import { join } from 'node:path'
import { readFolder } from '../tests/miniprogram/simulator/code-package.mjs'
import { ENGINES } from '../tests/miniprogram/simulator/engines.mjs'
import { probe } from '../tests/miniprogram/simulator/probe.mjs'
import { bundle } from './bundle.mjs'
import { cases } from './cases.mjs'
import { suiteFigures } from './figures.mjs'
import { PACKAGE } from './sizes.mjs'

/**
 * @import { Effort, SuiteOptions } from './types.js'
 * @import { Files, Probe } from '../tests/miniprogram/simulator/types.js'
 */

const PATIENCE = 300_000

/** Where "build npm" puts the package's folder. */
const OWN = 'miniprogram_npm/wechat-mobile-bind/'

/**
 * What was measured on each engine. Its clock tells milliseconds, so that a turn takes longer than elsewhere.
 *
 * @param {Effort} effort
 */
export async function miniPrograms({ miniProgram: options }) {
  const folder = readFolder(join(PACKAGE, 'miniprogram_dist'))
  const npm = new Map([...folder].map(([path, bytes]) => [`${OWN}${path}`, bytes]))
  const suite = await bundle(`export { run } from './hosts/mini-program.js'`, {
    format: 'cjs',
    // What WeChat's tools make of a mini program's own scripts at most times.
    target: 'es2015',
    define: { globalThis: 'global' },
  })
  const figures = []
  for (const engine of Object.keys(ENGINES)) {
    const times = await inMiniProgram(engine, npm, suite, options)
    figures.push(...suiteFigures(`mini program, ${engine}`, times))
  }
  return figures
}

/**
 * @param {string} engine
 * @param {Files} npm
 * @param {Buffer} suite
 * @param {SuiteOptions} options
 */
async function inMiniProgram(engine, npm, suite, options) {
  /** @type {(() => unknown)[]} */
  const ends = []
  /** @type {Probe} */
  const run = (api, given, load) => load('/suite.js').run(api, given)
  try {
    const { value, error } = await probe({ after: (end) => ends.push(end) }, npm, run, {
      engine,
      realm: ['main'],
      given: { cases, options },
      files: [['suite.js', suite]],
      // The harness is younger than the package's code.
      switches: { oldBuiltIns: false },
      patience: PATIENCE,
    })
    if (error) throw new Error(`on ${engine}: ${error.message}`)
    return value
  } finally {
    for (const end of ends) await end()
  }
}
