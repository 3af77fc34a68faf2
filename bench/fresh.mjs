// What only a fresh process shows: how long the first result takes, and what memory is held then and much later.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { figure } from './figures.mjs'
import { inTurns } from './rounds.js'

/** @import { Effort, Samples } from './types.js' */

/** @type {Record<string, string>} */
const SUBJECTS = {
  ours: 'wechat-mobile-bind',
  'hand-written': './peers/hand-written.js',
  'zod + jwt-decode': './peers/zod-jwt-decode.js',
  'valibot + jose': './peers/valibot-jose.js',
}

const run = promisify(execFile)

/**
 * What a script tells of a subject in a process of its own.
 *
 * @param {string} script
 * @param {string} subject
 * @param {...unknown} args
 */
async function sample(script, subject, ...args) {
  const { stdout } = await run(process.execPath, [
    '--expose-gc',
    join(import.meta.dirname, 'hosts', script),
    SUBJECTS[subject],
    ...args.map(String),
  ])
  return JSON.parse(stdout)
}

/**
 * Every subject in turn, from the import to the first bind.
 *
 * @param {string} host
 * @param {Effort['cold']} effort
 */
export async function coldStart(host, { rounds }) {
  const samples = await inTurns(Object.keys(SUBJECTS), rounds, (name) => sample('node-cold.mjs', name))
  return [figure(host, 'cold start', 'wall clock', 'ms', only(samples, 'wall'))]
}

/**
 * What is held after the first bind and after many: linear memory of the wasm, and the heap of JavaScript.
 *
 * @param {string} host
 * @param {Effort['memory']} effort
 */
export async function memoryHeld(host, { binds }) {
  /** @type {Record<string, Record<string, number>[]>} */
  const found = {}
  for (const name of Object.keys(SUBJECTS)) found[name] = [await sample('node-memory.mjs', name, binds)]
  const rows = {
    'linear, after load': 'linear',
    [`linear, grown over ${binds} binds`]: 'linearGrown',
    'heap, after load': 'heap',
    [`heap, grown over ${binds} binds`]: 'heapGrown',
  }
  return Object.entries(rows).map(([of, key]) =>
    figure(host, 'memory', of, 'bytes', only(found, key), { compare: key === 'heap' }),
  )
}

/**
 * One key of every subject's samples; subjects that lack it are left out.
 *
 * @param {Record<string, Record<string, number>[]>} samples
 * @param {string} key
 * @returns {Samples}
 */
function only(samples, key) {
  const having = Object.entries(samples).filter(([, [first]]) => key in first)
  return Object.fromEntries(having.map(([name, its]) => [name, its.map((sample) => sample[key])]))
}
