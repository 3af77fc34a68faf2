// The cases that hold on every host, in a mini program on every engine.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtures } from '../conformance/read-fixtures.mjs'
import { conformance, npm } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { probe } from './simulator/probe.mjs'

/**
 * @import { TestContext } from 'node:test'
 * @import { Probe } from './simulator/types.js'
 */

/**
 * What the code that WeChat's tool makes of a generator and of `...` assigns or inherits, and so can't bear on `Object.prototype`. SECURITY.md
 * says so.
 *
 * @type {Record<string, string[]>}
 */
const TRUSTED = { es6: ['get', 'set', 'method', 'next', '0', '1', '2', '3'] }

/** @type {Probe} */
const run = async (api, { fixtures, trusted, withFlows }, ask) => {
  const suite = ask('/conformance.js')
  const hostKnows = ['device.osVersion', 'device.userAgent', 'device.fingerprint']
  const mini = Object.assign({ hostKnows, trusted }, api)
  await api.init()
  return { count: suite.count(fixtures, withFlows), failures: await suite.failures(mini, fixtures, withFlows) }
}

/**
 * Runs the suite in a mini program.
 *
 * @param {TestContext} t
 * @param {string} variant
 * @param {{ engine?: string, withFlows?: boolean, globals?: Record<string, string> }} options
 */
async function assertConforms(t, variant, { engine, withFlows = false, globals = {} }) {
  const { value, error, program } = await probe(t, npm[variant], run, {
    engine,
    given: { fixtures, trusted: TRUSTED[variant], withFlows },
    // Of the old engine's own built-ins, what came after 2016 is for the suite, which is younger than the package's code.
    switches: { oldBuiltIns: false, globals },
    patience: 60_000,
    files: [['conformance.js', conformance]],
  })
  assert.equal(error, undefined)
  assert.deepEqual(value.failures, [])
  assert.ok(value.count > (withFlows ? 1900 : 450), `${value.count} cases`)
  assert.deepEqual([program.seen.used, program.seen.written], [[], []])
}

/** Node.js runs the flows on today's V8, and without JIT JavaScriptCore does what it does with it. Each variant has them once. */
const WITH_FLOWS = ['V8 6.8, raw', 'JavaScriptCore, es6']

for (const engine of Object.keys(ENGINES)) {
  for (const variant of Object.keys(npm)) {
    const name = `${engine}, ${variant}`
    test(name, (t) => assertConforms(t, variant, { engine, withFlows: WITH_FLOWS.includes(name) }))
  }
}

/** What of the web and of newer engines a mini program may have or not. Above it has none of these. */
const GLOBALS =
  `WebAssembly TextEncoder TextDecoder fetch Headers Request Response URL URLSearchParams atob btoa crypto AbortController AbortSignal
  globalThis self window document navigator location localStorage queueMicrotask setImmediate process Buffer BigInt
  FinalizationRegistry WeakRef performance XMLHttpRequest structuredClone Intl SharedArrayBuffer Atomics`.split(/\s+/)

for (const [name, state] of Object.entries({ 'are there': 'present', 'throw when they are looked at': 'throws' })) {
  test(`globals that ${name} change nothing, and none is used`, (t) =>
    assertConforms(t, 'raw', { globals: Object.fromEntries(GLOBALS.map((name) => [name, state])) }))
}

test('a global that is used all the same is noticed', async (t) => {
  for (const { state, use } of [
    { state: 'present', use: () => new TextEncoder() },
    { state: 'throws', use: () => typeof TextEncoder },
  ]) {
    const { error, program } = await probe(t, npm.raw, use, { switches: { globals: { TextEncoder: state } } })
    assert.deepEqual([error.message, program.seen.used], ['TextEncoder was used', ['TextEncoder']])
  }
  const { program } = await probe(t, npm.raw, () => Reflect.set(global, 'left', 1))
  assert.deepEqual(program.seen.written, ['left'])
})
