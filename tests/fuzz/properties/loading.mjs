// However a host loads the wasm: every call ends, with an instance or with the error that says that there is none, and once the host
// loads it, the package works.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { settled } from '../clock.mjs'
import { freshMiniProgram, host, module } from '../entries.mjs'
import { behaviours, Doors, follow, steps } from '../inputs/hosts.mjs'
import { build, oneOf, SECRET, textOf, values } from '../inputs/values.mjs'
import { assertOurs, outcomeOf, property } from '../oracles.mjs'

/** Longer than the package waits. */
const LIMIT = 31_000

const instances = oneOf(
  [4, fc.constantFrom('instance', 'result').map((kind) => ({ kind }))],
  [1, fc.constant({ kind: 'other wasm' })],
  [1, values],
)

export const loading = property({
  name: 'loading',
  arbitrary: fc.record({
    // A path is shown.
    wasm: fc.oneof(textOf('/a.wasm', ''), values).filter((recipe) => recipe.text !== SECRET),
    // One for each file that is tried.
    loads: fc.array(behaviours(instances), { minLength: 1, maxLength: 4 }),
    calls: fc.array(fc.constantFrom('init', 'createClient', 'decodeIdToken'), { minLength: 1, maxLength: 4 }),
    steps,
  }),
  async run({ wasm, loads, calls, steps }, { clock }) {
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
    await follow(steps, clock, doors)
    await clock.advance(LIMIT)
    await settled()
    assert.equal(ends, promises.length, 'loading never ends')
    await Promise.all(promises)

    isGood = true
    await api.init()
    assert.equal(api.decodeIdToken('e30.e30.AA').verified, false)
    while (doors.open()) await settled()
    assert.equal(api.decodeIdToken('e30.e30.AA').verified, false, 'what came late is in the way')
  },
})
