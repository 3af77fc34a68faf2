// Every scenario: what an app gets by each call of the client, through both doors, and what the replies of some are like.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { createClient } from 'wechat-mobile-bind'
import { SCENARIOS } from 'wechat-mobile-bind/testing'
import { assertGets, CLIENT_ID, DEVICE } from '../package/sandbox.mjs'
import { Caller, DOORS, ENDPOINTS, LOGIN, TWO_FACTORS, unique } from './doors.mjs'

/**
 * @import { FakeStep, Scenario } from 'wechat-mobile-bind/testing'
 * @import { Door } from './doors.mjs'
 */

/** What the slow one waits for here: its time-out. */
const TIMEOUT_MS = 1000

/**
 * Every call, with parameters of its kind.
 *
 * @type {{ call: FakeStep, params: Record<string, any>, stateTokenOf?: string }[]}
 */
const CALLS = JSON.parse(readFileSync(new URL('../fixtures/calls.json', import.meta.url), 'utf8'))

/** The parameters that can name a scenario. For a call without one it is set beforehand. */
const CODES = ['code', 'wechatCode', 'verifyCode']

/** @param {FakeStep} step */
const callOf = (step) => CALLS.find(({ call }) => call === step) ?? assert.fail(`no fixture of ${step}`)

/** @param {FakeStep} step */
const takesCode = (step) => CODES.some((name) => name in callOf(step).params)

/**
 * Parameters of a call that the service accepts, with that code if it takes one.
 *
 * @param {FakeStep} step
 * @param {Caller} caller
 * @param {string} code
 */
async function paramsOf(step, caller, code) {
  const { params: given, stateTokenOf } = callOf(step)
  const params = { ...given }
  for (const name of CODES) if (name in params) params[name] = unique(code)
  if ('stateToken' in params)
    params.stateToken = await caller.stateToken(stateTokenOf === 'MFA_AUTH' ? TWO_FACTORS.user : undefined)
  if ('captchaToken' in params) params.captchaToken = await caller.solve(params.mobile ?? params.email)
  if ('x' in params) {
    const { point_json: point, token } = await caller.answer(params.sender)
    Object.assign(params, { token, x: JSON.parse(point).x })
  }
  return params
}

/**
 * Asserts what a row says of a call.
 *
 * @param {Scenario} scenario
 * @param {FakeStep} step
 * @param {any} outcome
 */
function assertRow({ gets, nextAt }, step, outcome) {
  const own = 'status' in gets && !takesCode(step) ? { httpStatus: 200 } : gets
  const next = nextAt?.[step]
  assertGets(outcome, next ? { ...own, next } : own)
}

// Both at once, because the slow scenario is mostly waiting. Suites inside inherit the concurrency unless they set their own.
describe('through each door', { concurrency: 2 }, () => {
  for (const [name, open] of Object.entries(DOORS)) {
    describe(name, { concurrency: 1 }, () => {
      /** @type {Door} */
      let door
      /** @type {Caller} */
      let caller
      /** @type {any} */
      let client
      before(async () => {
        door = await open()
        caller = new Caller(door)
        client = await createClient({ clientId: CLIENT_ID, device: DEVICE, timeoutMs: TIMEOUT_MS, ...door.config })
      })
      after(() => door.stop())

      /** @param {Scenario} scenario */
      const comesTo = ({ name, gets }) => `${name} comes to ${Object.values(gets).join(' ')}`
      /**
       * Runs a scenario at those of its calls.
       *
       * @param {Scenario} scenario
       * @param {readonly FakeStep[]} steps
       */
      async function run(scenario, steps) {
        const name = scenario.name.replace('<ms>', '20')
        for (const step of steps) {
          const params = await paramsOf(step, caller, name)
          if (!takesCode(step)) await door.next({ [step]: name })
          assertRow(scenario, step, await client[step](params).catch((/** @type {unknown} */ error) => error))
        }
      }

      describe('by a code', { concurrency: 4 }, () => {
        for (const scenario of SCENARIOS) {
          const steps = scenario.at.filter(takesCode)
          if (steps.length > 0) test(comesTo(scenario), () => run(scenario, steps))
        }
      })

      // One after the other: the next call is anybody's.
      describe('set beforehand', () => {
        for (const scenario of SCENARIOS) {
          const steps = scenario.at.filter((step) => !takesCode(step))
          if (steps.length > 0) test(comesTo(scenario), () => run(scenario, steps))
        }
      })
    })
  }
})

test('each call has scenarios', () => {
  const steps = new Set(SCENARIOS.flatMap(({ at }) => at))
  assert.deepEqual([...steps].sort(), CALLS.map(({ call }) => call).sort())
})

/**
 * What tells nothing to an app, so that the replies have to be looked at.
 *
 * @type {[string, (reply: any, text: string) => boolean][]}
 */
const REPLIES = [
  ['sandbox-error-leading-blank', ({ error_code }) => error_code === ' IDAAS.SDK.LOGIN.1001'],
  ['sandbox-error-without-prefix', ({ error_code }) => error_code === 'SDK.COMMON.1007'],
  ['sandbox-error-http-200', ({ error_code }) => error_code === 'IDAAS.SDK.COMMON.1007'],
  [
    'sandbox-odd-leading-blanks',
    ({ status, session_token, id_token }) =>
      status === ' SUCCESS' && session_token.startsWith(' ') && id_token.startsWith(' ey'),
  ],
  ['sandbox-odd-abbreviated-id-token', ({ id_token }) => id_token.startsWith('ey') && id_token.includes('…')],
  ['sandbox-odd-expire-string', ({ expire }) => expire === '432000'],
  ['sandbox-odd-data-null', ({ data }) => data === null],
  ['sandbox-odd-no-session-token', (reply) => reply.status === 'SUCCESS' && !('session_token' in reply)],
  ['sandbox-odd-byte-order-mark', (_, text) => text.startsWith('\ufeff{"status":"SUCCESS"')],
  ['sandbox-fault-truncated-json', (_, text) => text.startsWith('{"status":"SUCCESS"') && text.length > 300],
  ['sandbox-status-mfa-auth', ({ state_token, data }) => state_token.length === 64 && data === undefined],
  ['sandbox-status-access-denied', (reply) => Object.keys(reply).length === 1],
]

test('the replies of scenarios are odd in their own way, and an error comes under its HTTP status', async () => {
  const caller = new Caller(await DOORS['in memory']())
  for (const [scenario, isOdd] of REPLIES) {
    for (const path of ENDPOINTS) {
      const { reply, text } = await caller.call(path, scenario)
      assert.ok(isOdd(reply, text), `${scenario}: ${text}`)
    }
  }
  for (const [scenario, httpStatus] of Object.entries({
    'sandbox-error-common-1001': 400,
    'sandbox-error-http-200': 200,
    'sandbox-error-http-401': 401,
    'sandbox-error-http-500': 500,
    'sandbox-fault-html-502': 502,
    'sandbox-fault-too-many-requests': 429,
    'sandbox-fault-empty': 200,
    'sandbox-fault-no-content': 204,
  }))
    assert.equal((await caller.call(LOGIN, scenario)).status, httpStatus, scenario)
})

test('each scenario is listed once', () => {
  assert.equal(new Set(SCENARIOS.map(({ name }) => name)).size, SCENARIOS.length)
})
