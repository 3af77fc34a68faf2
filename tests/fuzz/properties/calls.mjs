// What a call sends, or why it is refused, is what the native core says.

import assert from 'node:assert/strict'
import { platform, release } from 'node:os'
import fc from 'fast-check'
import { createClient } from 'wechat-mobile-bind'
import { configs, params } from '../inputs/calls.mjs'
import { build, given, isAbsent, isFunction, isObject, read, scalars, values } from '../inputs/values.mjs'
import { assertOurs, assertSame, told } from '../oracles.mjs'

/**
 * @import { Recipe } from '../inputs/values.mjs'
 * @import { Context } from '../types.js'
 */

/**
 * @typedef {object} Input
 * @property {Recipe} config
 * @property {Recipe} params
 * @property {'prepare' | 'bind' | 'registerAndBind' | 'login'} method
 * @property {Recipe} device what the function for the device returns; it throws for `throwing function`
 */

export const call = {
  name: 'call',
  arbitrary: fc.record({
    config: configs,
    params,
    method: fc.constantFrom('prepare', 'bind', 'registerAndBind', 'login'),
    device: fc.oneof(params, values, scalars),
  }),
  /**
   * @param {Input} input
   * @param {Context} context
   */
  async run(input, { api, peer }) {
    const { config, params, method, device } = input
    // It would never answer.
    fc.pre(read(device, 'then').kind !== 'function')
    /** @type {any[]} */
    const sent = []
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
      sent.push({ url, init })
      return { status: 200, text: async () => '{"status":"ACCESS_DENIED"}' }
    }
    const named = { fetch, device: () => build(device), onEvent: () => {} }
    // The default of a configuration without a fetch.
    const { fetch: own } = globalThis
    globalThis.fetch = /** @type {any} */ (fetch)
    /** @type {any} */
    let outcome
    try {
      const client = await createClient(build(config, named))
      outcome = { result: await client[method](build(params, named)) }
    } catch (thrown) {
      outcome = { thrown }
    } finally {
      globalThis.fetch = own
    }
    const expected = await peer.ask(describe(input))
    if ('thrown' in outcome) {
      assertOurs(outcome.thrown, api)
      assert.equal(outcome.thrown.delivery, 'not-sent')
      assert.equal(sent.length, 0)
      const code = expected.error?.code === 'INVALID_CONFIG' ? undefined : codeBeforeRules(input)
      if (code) assert.equal(outcome.thrown.code, code)
      else assertSame(told(outcome.thrown), expected, 'refused as natively')
      return
    }
    const { url, init } = method === 'prepare' ? outcome.result : sent.pop()
    assert.equal(sent.length, 0, 'sent once')
    const { signal: _, headers, body, ...rest } = init
    assertSame({ result: { url, headers, body } }, expected, 'sent as natively')
    assert.deepEqual(rest, {
      method: 'POST',
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
  },
}

/**
 * The code of the error that comes before the rules of the fields: the signal has been aborted, or the function for the device threw.
 *
 * @param {Input} input
 */
function codeBeforeRules({ config, params, device }) {
  const signal = read(params, 'signal')
  if (isSignal(signal) && read(signal, 'aborted').flag) return 'ABORTED'
  const { kind } = read(config, 'device')
  const throws = kind === 'throwing function' || (kind === 'named' && THROWS.includes(read(device, 'then').kind))
  return throws ? 'CALLBACK' : undefined
}

/** What a promise that resolves to a value with such a `then` rejects for. */
const THROWS = ['throws', 'throwing function']

/** @param {Recipe} signal */
const isSignal = (signal) => read(signal, 'aborted').kind === 'flag' && isFunction(read(signal, 'addEventListener'))

/**
 * The call for the native peer.
 *
 * @param {Input} input
 */
function describe({ config, params, method, device }) {
  const configDevice = read(config, 'device')
  const found = configDevice.kind === 'named' ? device : { kind: 'undefined' }
  const isNamed = isFunction(configDevice)
  const own = isNamed ? { kind: 'undefined' } : configDevice
  const fields = (/** @type {Recipe} */ from, /** @type {string[]} */ names) =>
    Object.fromEntries(names.map((name) => [name, given(read(from, name))]))
  const fieldsOfDevice = (/** @type {Recipe} */ from) => fields(from, ['osVersion', 'fingerprint', 'userAgent', 'ip'])
  const host = { osVersion: `${platform()} ${release()}`, userAgent: `Node.js/${process.versions.node}` }
  const names = ['domain', 'clientId', 'language', 'tenantId', 'timeoutMs', 'bodyField', 'allowInsecureLoopback']
  return {
    call: method,
    config: { ...fields(config, names), device: fieldsOfDevice(own) },
    configIssues: [
      ...notObject(config, 'config'),
      ...functionIssues(config, 'fetch'),
      ...functionIssues(config, 'onEvent'),
      ...deviceIssues(own, true),
    ],
    code: given(read(params, method === 'login' ? 'code' : 'wechatCode')),
    stateToken: given(read(params, 'stateToken')),
    devices: [fieldsOfDevice(read(params, 'device')), fieldsOfDevice(found), fieldsOfDevice(own), host],
    paramsIssues: [
      ...notObject(params, 'params'),
      ...signalIssues(read(params, 'signal')),
      ...deviceIssues(read(params, 'device')),
      ...deviceIssues(found),
    ],
  }
}

const unreadable = (/** @type {string} */ field) => ({ field, rule: 'unreadable', problem: 'threw while it was read' })
const wrongType = (/** @type {string} */ field, /** @type {string} */ problem) => ({ field, rule: 'type', problem })

/**
 * @param {Recipe} recipe
 * @param {string} field
 */
const notObject = (recipe, field) => (isObject(recipe) ? [] : [wrongType(field, 'is not an object')])

/**
 * @param {Recipe} config
 * @param {string} name
 */
function functionIssues(config, name) {
  const recipe = read(config, name)
  if (recipe.kind === 'throws') return [unreadable(name)]
  return isAbsent(recipe) || isFunction(recipe) ? [] : [wrongType(name, 'is not a function')]
}

/** @param {Recipe} signal */
function signalIssues(signal) {
  if (signal.kind === 'throws') return [unreadable('signal')]
  return isAbsent(signal) || isSignal(signal) ? [] : [wrongType('signal', 'is not an AbortSignal')]
}

/**
 * @param {Recipe} device
 * @param {boolean} [mayBeFunction]
 */
function deviceIssues(device, mayBeFunction) {
  if (device.kind === 'throws') return [unreadable('device')]
  return isAbsent(device) || (mayBeFunction && isFunction(device)) ? [] : notObject(device, 'device')
}
