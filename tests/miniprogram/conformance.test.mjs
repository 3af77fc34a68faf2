// The cases that hold on every host, in a mini program on every engine.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtures } from '../conformance/read-fixtures.mjs'
import { conformance, npm } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { probe } from './simulator/probe.mjs'

/** @import { Probe } from './simulator/types.js' */

/**
 * What the code that WeChat's tool makes of a generator assigns or inherits, and so can't bear on `Object.prototype`. SECURITY.md says so.
 *
 * @type {Record<string, string[]>}
 */
const TRUSTED = { es6: ['get', 'set', 'method', 'next'] }

/** @type {Probe} */
const run = async (api, { fixtures, trusted, withFlows }, ask) => {
  const suite = ask('/conformance.js')
  const hostKnows = ['device.osVersion', 'device.userAgent', 'device.fingerprint']
  const mini = Object.assign({ hostKnows, trusted }, api)
  await api.init()
  return { count: suite.count(fixtures, withFlows), failures: await suite.failures(mini, fixtures, withFlows) }
}

/** Node.js runs the flows on today's V8, and without JIT JavaScriptCore does what it does with it. Each variant has them once. */
const WITH_FLOWS = ['V8 6.8, raw', 'JavaScriptCore, es6']

// Of the old engine's own built-ins, what came after 2016 is for the suite, which is younger than the package's code.
for (const engine of Object.keys(ENGINES)) {
  for (const variant of Object.keys(npm)) {
    const name = `${engine}, ${variant}`
    test(name, async (t) => {
      const withFlows = WITH_FLOWS.includes(name)
      /** @type {Parameters<typeof probe>[3]} */
      const options = {
        engine,
        given: { fixtures, trusted: TRUSTED[variant], withFlows },
        switches: { oldBuiltIns: false },
        patience: 60_000,
        files: [['conformance.js', conformance]],
      }
      const { value, error } = await probe(t, npm[variant], run, options)
      assert.equal(error, undefined)
      assert.deepEqual(value.failures, [])
      assert.ok(value.count > (withFlows ? 1900 : 450), `${value.count} cases`)
    })
  }
}
