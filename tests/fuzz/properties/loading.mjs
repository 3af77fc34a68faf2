// However a host loads the wasm: every call ends, with an instance or with the error that says that there is none, and once the host
// loads it, the package works.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Clock, settled } from '../clock.mjs'
import { freshMiniProgram, host, module } from '../entries.mjs'
import { behaviours, Doors, steps } from '../inputs/hosts.mjs'
import { SECRET } from '../inputs/secret.mjs'
import { build, text, values } from '../inputs/values.mjs'
import { assertOurs, outcomeOf } from '../oracles.mjs'

/**
 * @import { Behaviour } from '../inputs/hosts.mjs'
 * @import { Recipe } from '../inputs/values.mjs'
 *
 * @typedef {object} Input
 * @property {Recipe} wasm
 * @property {Behaviour[]} loads one for each file that is tried
 * @property {('init' | 'createClient' | 'decodeIdToken')[]} calls
 * @property {any[]} steps
 */

/** Longer than the package waits. */
const LIMIT = 31_000

const instances = fc.oneof(
  { arbitrary: fc.constantFrom('instance', 'result').map((kind) => ({ kind })), weight: 4 },
  { arbitrary: fc.constant({ kind: 'other wasm' }), weight: 1 },
  { arbitrary: values, weight: 1 },
)

export const loading = {
  name: 'loading',
  arbitrary: fc.record({
    // A path is shown.
    wasm: fc.oneof(fc.constantFrom('/a.wasm', '').map(text), values).filter((recipe) => recipe.text !== SECRET),
    loads: fc.array(behaviours(instances), { minLength: 1, maxLength: 4 }),
    calls: fc.array(fc.constantFrom('init', 'createClient', 'decodeIdToken'), { minLength: 1, maxLength: 4 }),
    steps,
  }),
  /** @param {Input} input */
  async run(input) {
    const clock = new Clock()
    clock.install()
    try {
      await play(input, clock)
    } finally {
      clock.uninstall()
    }
  },
}

/**
 * @param {Input} input
 * @param {Clock} clock
 */
async function play({ wasm, loads, calls, steps }, clock) {
  const doors = new Doors()
  let [tried, isGood] = [0, false]
  host.wx = {}
  host.WXWebAssembly = {
    instantiate(/** @type {string} */ _, /** @type {WebAssembly.Imports} */ imports) {
      const instance = () => new WebAssembly.Instance(module, imports)
      if (isGood) return Promise.resolve(instance())
      const load = loads[Math.min(tried++, loads.length - 1)]
      return doors.act(load, (recipe) => {
        if (recipe.kind === 'instance') return instance()
        if (recipe.kind === 'result') return { instance: instance() }
        return recipe.kind === 'other wasm' ? { exports: {} } : build(recipe)
      })
    },
  }
  const api = freshMiniProgram()
  const config = { domain: 'acme.example.com', clientId: 'c' }
  let ends = 0
  const end = (/** @type {any} */ thrown) => {
    ends++
    if (!thrown) return
    assertOurs(thrown, api, { isLoading: true })
    assert.deepEqual([thrown.code, thrown.delivery], ['WASM_UNAVAILABLE', 'not-sent'])
  }
  /** @type {Promise<any>[]} */
  const promises = []
  for (const call of calls) {
    if (call === 'decodeIdToken') {
      const outcome = outcomeOf(() => api.decodeIdToken('e30.e30.AA'))
      if ('thrown' in outcome) assertOurs(outcome.thrown, api, { isLoading: true })
      continue
    }
    const promise = call === 'init' ? api.init(build(wasm)) : api.createClient({ ...config, wasm: build(wasm) })
    promises.push(promise.then(() => end(undefined), end))
    await settled()
  }
  for (const step of steps) {
    if (step.do === 'advance') await clock.advance(step.ms)
    else doors.open(step.door)
    await settled()
  }
  await clock.advance(LIMIT)
  await settled()
  assert.equal(ends, promises.length, 'loading never ends')
  await Promise.all(promises)

  isGood = true
  await api.init()
  assert.equal(api.decodeIdToken('e30.e30.AA').verified, false)
  while (doors.open()) await settled()
  assert.equal(api.decodeIdToken('e30.e30.AA').verified, false, 'what came late is in the way')
  assert.equal(clock.timers.size, 0, 'a timer is left')
}
