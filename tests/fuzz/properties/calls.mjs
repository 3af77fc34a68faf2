// What a call sends is what its caller gave, to the letter, and goes where its text says; that, or why it is refused, is what the native core
// says too.

import assert from 'node:assert/strict'
import { platform, release } from 'node:os'
import fc from 'fast-check'
import { createClient } from 'wechat-mobile-bind'
import { CALL_NAMES, CONFIG_NAMES, callNames, configs, DEVICE_NAMES, PARAM_NAMES, params } from '../inputs/calls.mjs'
import { build, given, isAbsent, isFunction, read, scalars, values } from '../inputs/values.mjs'
import { deviceIssues, functionIssues, isSignal, objectIssues, signalIssues } from '../model.mjs'
import { assertOurs, assertSame, endOf, property, told } from '../oracles.mjs'

/** @import { Recipe } from '../inputs/values.mjs' */

/** What the package knows of this host. */
const HOST = { osVersion: `${platform()} ${release()}`, userAgent: `Node.js/${process.versions.node}` }

/** A reply that every call takes. */
const REPLY = JSON.stringify({
  status: 'ACCESS_DENIED',
  token: 't',
  originalImageBase64: 'A',
  jigsawImageBase64: 'B',
  captcha_token: 'c',
  mobile: '15200000000',
})

/**
 * @typedef {object} Input
 * @property {Recipe} config
 * @property {Recipe} params
 * @property {string} method `prepare`, or a call
 * @property {Recipe} name which call `prepare` prepares
 * @property {Recipe} device what the function for the device returns; it throws for `throwing function`
 */

export const call = property({
  name: 'call',
  arbitrary: fc.record({
    config: configs,
    params,
    method: fc.oneof(fc.constant('prepare'), fc.constantFrom(...CALL_NAMES)),
    name: callNames,
    device: fc.oneof(params, values, scalars),
  }),
  async run(input, { api, peer }) {
    const { config, params, method, name, device } = input
    // It would never answer.
    fc.pre(read(device, 'then').kind !== 'function')
    /** @type {any[]} */
    const sent = []
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
      sent.push({ url, init })
      return { status: 200, text: async () => REPLY }
    }
    const named = { fetch, device: () => build(device), onEvent: () => {} }
    // The default of a configuration without a fetch.
    globalThis.fetch = /** @type {any} */ (fetch)
    const called = async () => {
      /** @type {any} */
      const client = await createClient(build(config, named))
      return client[method](build(params, named), build(name))
    }
    const outcome = await endOf(called())
    const expected = await peer.ask(describe(input))
    if ('thrown' in outcome) {
      assertOurs(outcome.thrown, api)
      assert.equal(outcome.thrown.delivery, 'not-sent')
      assert.equal(sent.length, 0)
      assertNamed(outcome.thrown.issues ?? [])
      const [code, field] = expected.error?.code === 'INVALID_CONFIG' ? [] : beforeRules(input)
      if (code) assert.deepEqual([outcome.thrown.code, outcome.thrown.issues?.[0].field], [code, field])
      else assertSame(told(outcome.thrown), expected, 'refused as natively')
      return
    }
    const { url, init } = method === 'prepare' ? outcome.result : sent.pop()
    assert.equal(sent.length, 0, 'sent once')
    const { signal: _, method: httpMethod, headers, body = null, ...rest } = init
    assertSame({ result: { method: httpMethod, url, headers, body } }, expected, 'sent as natively')
    assertSentThere(url)
    assertGiven(headers, body, [...textsIn(input), ...Object.values(HOST)])
    assert.deepEqual(rest, {
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
  },
})

/**
 * Fails where the host's URL parser would send the request elsewhere than its text says.
 *
 * @param {string} text
 */
function assertSentThere(text) {
  // Which punycode (RFC 3492) stands for a name, the host knows; it sends nothing anywhere if none.
  if (/xn--/i.test(text) && !URL.canParse(text)) return
  const { protocol, username, password, hostname, pathname, search, hash } = new URL(text)
  const [, host = '', path] = /^https?:\/\/(.*?)(?::\d+)?(\/api\/v2\/sdk\/[\w/-]+)$/.exec(text) ?? []
  assert.deepEqual([username, password, pathname, search, hash], ['', '', path, '', ''], text)
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  assert.ok(protocol === 'https:' || isLoopback, text)
  // An IPv6 address has many spellings; of all other hosts the URL parser changes the case only.
  if (!host.startsWith('[')) assert.equal(hostname, host.toLowerCase())
}

/** Every text in an input. @param {any} part @returns {string[]} */
const textsIn = (part) =>
  part?.kind === 'text' ? [part.text] : Object(part) === part ? Object.values(part).flatMap(textsIn) : []

/**
 * Fails where a header can't be one, or anything is sent that nobody gave.
 *
 * @param {Record<string, string>} headers
 * @param {string | null} body
 * @param {string[]} given
 */
function assertGiven({ 'content-type': _, ...headers }, body, given) {
  for (const [name, text] of Object.entries(headers)) assert.match(text, /^[!-~]([ -~]*[!-~])?$/, name)
  const { type, point_json, ...members } = JSON.parse(body ?? '{}')
  for (const text of Object.values({ ...headers, ...members })) assert.ok(given.includes(text), `nobody gave ${text}`)
}

/**
 * Fails where an issue doesn't name its field first, or a field has two: a call may have two devices, and a configuration several members
 * that are no options.
 *
 * @param {{ field: string, rule: string, message: string }[]} issues
 */
function assertNamed(issues) {
  for (const { field, message } of issues) assert.ok(message.startsWith(`\`${field}\` `), message)
  const fields = issues.filter(({ rule }) => rule !== 'conflict').map(({ field }) => field)
  const once = fields.filter((field) => field !== 'device' && field !== 'config')
  assert.deepEqual(once, [...new Set(once)])
}

/** The call that is made, or prepared; undefined if `prepare` knows none of that name. */
function callOf(/** @type {Input} */ { method, name }) {
  if (method !== 'prepare') return method
  return isAbsent(name) ? 'bind' : CALL_NAMES.find((call) => call === name.text)
}

/**
 * The code of the error that comes before the rules of the fields, and its field: there is no such call, the signal has been aborted, or
 * the function for the device threw.
 *
 * @param {Input} input
 */
function beforeRules(input) {
  const { config, params, device } = input
  if (!callOf(input)) return ['INVALID_PARAMS', 'call']
  const signal = read(params, 'signal')
  if (isSignal(signal) && read(signal, 'aborted').flag) return ['ABORTED', undefined]
  const { kind } = read(config, 'device')
  const throws = kind === 'throwing function' || (kind === 'named' && THROWS.includes(read(device, 'then').kind))
  return throws ? ['CALLBACK', undefined] : []
}

/** What a promise that resolves to a value with such a `then` rejects for. */
const THROWS = ['throws', 'throwing function']

/**
 * The call for the native peer.
 *
 * @param {Input} input
 */
function describe(input) {
  const { config, params, device } = input
  const call = callOf(input)
  const configDevice = read(config, 'device')
  const own = isFunction(configDevice) ? { kind: 'undefined' } : configDevice
  const found = configDevice.kind === 'named' ? device : { kind: 'undefined' }
  const fields = (/** @type {Recipe} */ from, /** @type {string[]} */ names) =>
    Object.fromEntries(names.map((name) => [name, given(read(from, name))]))
  const fieldsOfDevice = (/** @type {Recipe} */ from) => fields(from, DEVICE_NAMES)
  return {
    call,
    config: { ...fields(config, CONFIG_NAMES), device: fieldsOfDevice(own) },
    configIssues: [
      ...objectIssues(config, 'config'),
      { names: namesOf(config) },
      ...functionIssues(config, 'fetch'),
      ...functionIssues(config, 'onEvent'),
      ...deviceIssues(own),
    ],
    params: fields(params, PARAM_NAMES),
    devices: [fieldsOfDevice(read(params, 'device')), fieldsOfDevice(found), fieldsOfDevice(own), HOST],
    paramsIssues: [
      ...(call === 'captcha' && isAbsent(params) ? [] : objectIssues(params, 'params')),
      ...signalIssues(read(params, 'signal')),
      ...deviceIssues(read(params, 'device')),
      ...deviceIssues(found),
    ],
  }
}

/** The names of a configuration's own members, of which some may be no options; the wasm gets them separated by U+0000. */
function namesOf(/** @type {Recipe} */ config) {
  if (config.kind !== 'object') return []
  try {
    return Object.keys(build(config)).join('\0').split('\0').filter(Boolean)
  } catch {
    return []
  }
}
