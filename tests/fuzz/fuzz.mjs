// Tests the packed package on random inputs. `cargo xtask fuzz` builds what it needs: the package in node_modules, and the native
// peer, whose program FUZZ_PEER names if it isn't in target/.
//
//   --seconds N   how long, for all properties together
//   --seed N      the same inputs again; without it others, whose seed is printed
//   --only NAME   one property
//   --path P      one input, as a failure prints it

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inspect, parseArgs } from 'node:util'
import fc from 'fast-check'
import * as api from 'wechat-mobile-bind'
import { Clock, settled } from './clock.mjs'
import { DIFFERENCES, differencesOf } from './differences.mjs'
import { loadMiniProgram, loadWeb } from './entries.mjs'
import { canonical, outcomeOf, told } from './oracles.mjs'
import { startPeer } from './peer.mjs'
import { browsers } from './properties/browser.mjs'
import { call } from './properties/calls.mjs'
import { hosts } from './properties/hosts.mjs'
import { loading } from './properties/loading.mjs'
import { miniPrograms } from './properties/mini-program.mjs'
import { phoneCodes } from './properties/phone-codes.mjs'
import { prototypes } from './properties/prototypes.mjs'
import { argument, reply } from './properties/replies.mjs'
import { signInOptions } from './properties/sign-in-options.mjs'
import { LISTENER, signIns } from './properties/sign-ins.mjs'
import { rows, strange, token } from './properties/tokens.mjs'

/** @import { Context, Property } from './types.js' */

/** @type {Property[]} */
const PROPERTIES = [
  reply,
  argument,
  token,
  rows,
  strange,
  call,
  hosts,
  phoneCodes,
  signIns,
  signInOptions,
  miniPrograms,
  browsers,
  prototypes,
  loading,
]

const PEER = process.env.FUZZ_PEER ?? fileURLToPath(new URL('../../target/debug/examples/peer', import.meta.url))

/** How many inputs are tried before the time is looked at. */
const BATCH = 50

/** The distance of the batches' seeds: two runs with seeds next to each other have no batch in common. */
const SEEDS = 1_000_003

/** When a case counts as one that never ends, in milliseconds. No case waits for a time. */
const ENDLESS = 10_000

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
    path: { type: 'string' },
  },
})
const seed = Number(options.seed)

// The native peer shows times in UTC.
process.env.TZ = 'UTC'

// A property has a clock in place of the timers, and may replace fetch.
const { setTimeout, clearTimeout, fetch } = globalThis

/** @type {unknown[]} */
const unhandled = []
process.on('unhandledRejection', (reason) => reason !== LISTENER && unhandled.push(reason))

/** @type {Context} */
const context = {
  api,
  clock: new Clock(),
  miniProgram: await loadMiniProgram(),
  web: await loadWeb(),
  peer: startPeer(PEER),
  compared: 0,
  excused: 0,
}

/** The inputs that were found so far, by property: they run first. @type {Record<string, { input: any }[]>} */
const found = JSON.parse(readFileSync(new URL('../fixtures/fuzz.json', import.meta.url), 'utf8'))

/**
 * Checks a property on one input, and what holds after each: no timer and nobody's rejection is left, and the wasm still works.
 *
 * @param {Property} property
 * @param {any} input
 */
async function check(property, input) {
  await api.init()
  unhandled.length = 0
  context.clock = new Clock()
  context.clock.install()
  try {
    await inTime(property.run(input, context))
  } finally {
    context.clock.uninstall()
    globalThis.fetch = fetch
  }
  assert.equal(context.clock.timers.size, 0, 'a timer is left')
  await settled()
  assert.deepEqual(unhandled, [], 'nobody handles this rejection')
  assert.equal(api.decodeIdToken('e30.e30.AA').verified, false)
}

/**
 * Fails if a case waits for something that never comes.
 *
 * @param {Promise<void>} run
 */
function inTime(run) {
  /** @type {NodeJS.Timeout} */
  let timer
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('the case never ends')), ENDLESS)))
  return Promise.race([run, late]).finally(() => clearTimeout(timer))
}

/**
 * Runs a property for a time; returns how many cases it had, none if it failed.
 *
 * @param {Property} property
 * @param {number} milliseconds
 */
async function run(property, milliseconds) {
  const predicate = fc.asyncProperty(property.arbitrary, (input) => check(property, input))
  const examples = (found[property.name] ?? []).map(({ input }) => [input])
  const started = performance.now()
  let cases = 0
  for (let batch = 0; batch === 0 || performance.now() - started < milliseconds; batch++) {
    const details = await fc.check(
      predicate,
      options.path
        ? { seed, path: options.path, endOnFailure: true }
        : { seed: (seed + batch * SEEDS) | 0, numRuns: BATCH + examples.length, examples: batch ? [] : examples },
    )
    cases += details.numRuns
    if (details.failed) {
      const { counterexample, counterexamplePath: path, errorInstance: error } = details
      console.error(`${property.name}: failed after ${cases} cases\n${inspect(error)}`)
      console.error(`input: ${JSON.stringify(counterexample?.[0])}`)
      console.error(`again: --only '${property.name}' --seed ${details.seed} --path ${path}\n`)
      return undefined
    }
    if (options.path) break
  }
  console.log(
    `${property.name}: ${cases} cases, ${Math.round((cases * 1000) / (performance.now() - started))} a second`,
  )
  return cases
}

/** Fails if a difference that is allowed is none: then its line can go. */
async function checkDifferences() {
  const client = await api.createClient({ domain: 'acme.example.com', clientId: 'c' })
  for (const { name, sample } of DIFFERENCES) {
    assert.deepEqual(
      differencesOf(sample, false).map((difference) => difference.name),
      [name],
    )
    const outcome = outcomeOf(() => client.interpret(200, sample))
    const plain = 'thrown' in outcome ? told(outcome.thrown) : outcome
    const native = await context.peer.ask({ call: 'interpret', status: 200, body: sample })
    assert.notEqual(canonical(plain), canonical(native), `no difference: ${name}`)
  }
}

console.log(`seed ${seed}`)
await checkDifferences()
const chosen = PROPERTIES.filter(({ name }) => !options.only || name === options.only)
assert.ok(chosen.length, `no property has the name ${options.only}`)
const started = performance.now()
const counts = []
for (const property of chosen) counts.push(await run(property, (Number(options.seconds) * 1000) / chosen.length))
const seconds = (performance.now() - started) / 1000
const cases = counts.reduce((/** @type {number} */ sum, count) => sum + (count ?? 0), 0)
const { compared, excused } = context
console.log(`${cases} cases in ${Math.round(seconds)} seconds, ${Math.round(cases / seconds)} a second; seed ${seed}`)
console.log(`${compared} outcomes compared with the native core's, ${excused} not, because a difference is allowed`)
context.peer.stop()
process.exitCode = counts.includes(undefined) ? 1 : 0
