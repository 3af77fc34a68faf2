// Every scenario: what an app gets by each call of the client, through both doors, and what the replies of some are like.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createClient } from 'wechat-mobile-bind'
import { SCENARIOS } from 'wechat-mobile-bind/testing'
import { assertGets, CLIENT_ID, DEVICE } from '../package/sandbox.mjs'
import { Caller, DOORS, ENDPOINTS, LOGIN, MAIL, MOBILE, TWO_FACTORS, unique } from './doors.mjs'

/**
 * @import { FakeStep, Scenario } from 'wechat-mobile-bind/testing'
 * @import { Door } from './doors.mjs'
 */

/** What the slow one waits for here: its time-out. */
const TIMEOUT_MS = 1000

/** @typedef {(caller: Caller, code: string) => Promise<object>} Params */

/**
 * The calls that take a code, with one that names a scenario.
 *
 * @type {Record<string, Params>}
 */
const BY_CODE = {
  login: async (_, code) => ({ code: unique(code) }),
  bind: async (caller, code) => ({ wechatCode: unique(code), stateToken: await caller.stateToken() }),
  registerAndBind: async (caller, code) => ({ wechatCode: unique(code), stateToken: await caller.stateToken() }),
  bindByCode: async (caller, verifyCode) => ({ mobile: MOBILE, verifyCode, stateToken: await caller.stateToken() }),
  registerAndBindByCode: async (caller, verifyCode) => ({
    email: MAIL,
    verifyCode,
    stateToken: await caller.stateToken(),
  }),
  mfaSms: async (caller, verifyCode) => ({
    mobile: TWO_FACTORS.mobile,
    verifyCode,
    stateToken: await caller.stateToken(TWO_FACTORS.user),
  }),
}

/**
 * The calls that take none: the scenario is set beforehand.
 *
 * @type {Record<string, (caller: Caller) => Promise<object>>}
 */
const PLANNED = {
  captcha: async () => ({}),
  async verifyCaptcha(caller) {
    const { point_json: point, ...params } = await caller.answer(MOBILE)
    return { ...params, x: JSON.parse(point).x }
  },
  sendSms: async (caller) => ({ mobile: MOBILE, purpose: 'bind', captchaToken: await caller.solve(MOBILE) }),
  sendEmail: async (caller) => ({ email: MAIL, purpose: 'register', captchaToken: await caller.solve(MAIL) }),
  mobileByToken: async (caller) => ({ stateToken: await caller.stateToken(TWO_FACTORS.user) }),
}

/**
 * Asserts what a row says of a call.
 *
 * @param {Scenario} scenario
 * @param {string} step
 * @param {any} outcome
 */
function assertRow({ gets, nextAt }, step, outcome) {
  const own = 'status' in gets && step in PLANNED ? { httpStatus: 200 } : gets
  const next = nextAt?.[/** @type {FakeStep} */ (step)]
  assertGets(outcome, next ? { ...own, next } : own)
}

for (const [name, open] of Object.entries(DOORS)) {
  describe(name, () => {
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
    /** @param {object} calls */
    const at = (calls) => SCENARIOS.filter(({ at }) => at.some((step) => step in calls))

    describe('by a code', { concurrency: 4 }, () => {
      for (const scenario of at(BY_CODE)) {
        test(comesTo(scenario), async () => {
          for (const step of scenario.at.filter((step) => step in BY_CODE)) {
            const params = await BY_CODE[step](caller, scenario.name.replace('<ms>', '20'))
            assertRow(scenario, step, await client[step](params).catch((/** @type {unknown} */ error) => error))
          }
        })
      }
    })

    // One after the other: the next call is anybody's.
    describe('set beforehand', () => {
      for (const scenario of at(PLANNED)) {
        test(comesTo(scenario), async () => {
          for (const step of scenario.at.filter((step) => step in PLANNED)) {
            const params = await PLANNED[step](caller)
            await door.next({ [step]: scenario.name.replace('<ms>', '20') })
            assertRow(scenario, step, await client[step](params).catch((/** @type {unknown} */ error) => error))
          }
        })
      }
    })
  })
}

test('each call is in one of the two lists', () => {
  const steps = new Set(SCENARIOS.flatMap(({ at }) => at))
  assert.deepEqual([...steps].sort(), [...Object.keys(BY_CODE), ...Object.keys(PLANNED)].sort())
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

for (const [name, open] of Object.entries(DOORS)) {
  test(`the replies of scenarios are odd in their own way, ${name}`, async (t) => {
    const door = await open()
    t.after(() => door.stop())
    const caller = new Caller(door)
    for (const [scenario, isOdd] of REPLIES) {
      for (const path of ENDPOINTS) {
        const { reply, text } = await caller.call(path, scenario)
        assert.ok(isOdd(reply, text), `${scenario}: ${text}`)
      }
    }
  })
  test(`an error comes under its HTTP status, ${name}`, async (t) => {
    const door = await open()
    t.after(() => door.stop())
    for (const [scenario, httpStatus] of [
      ['sandbox-error-common-1001', 400],
      ['sandbox-error-http-200', 200],
      ['sandbox-error-http-401', 401],
      ['sandbox-error-http-500', 500],
      ['sandbox-fault-html-502', 502],
      ['sandbox-fault-too-many-requests', 429],
      ['sandbox-fault-empty', 200],
      ['sandbox-fault-no-content', 204],
    ]) {
      const { status } = await new Caller(door).call(LOGIN, String(scenario))
      assert.equal(status, httpStatus, String(scenario))
    }
  })
}

test('each scenario is listed once', () => {
  assert.equal(new Set(SCENARIOS.map(({ name }) => name)).size, SCENARIOS.length)
})
