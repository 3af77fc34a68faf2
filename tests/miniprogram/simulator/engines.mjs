// The engines that the logic layer runs on.

import { join } from 'node:path'

/** @param {string} file */
const here = (file) => join(import.meta.dirname, file)
const jsc = process.env.JSC ?? 'jsc'
/** @param {...string} options */
const inShell = (...options) => [jsc, ...options, here('engine-jsc.js'), '--', here('logic-layer.js')]

// The oldest engine that is still to be had; npm has it for one platform.
const old = process.platform === 'linux' &&
  process.arch === 'x64' && {
    'V8 6.8': [here('../node_modules/node10/bin/node'), here('engine-node.js')],
  }

/**
 * Each as a command line.
 *
 * @type {Record<string, string[]>}
 */
export const ENGINES = {
  'today’s V8': [process.execPath, here('engine-node.js')],
  ...old,
  JavaScriptCore: inShell(),
  'JavaScriptCore without JIT': inShell('--useJIT=false'),
}
