// Every scenario: what an app gets by each call of the client, through both doors, and what the replies of some are like.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createClient } from 'wechat-mobile-bind'
import { fakeService, SCENARIOS } from 'wechat-mobile-bind/testing'
import { assertGets, CLIENT_ID, DEVICE, startSandbox } from '../package/sandbox.mjs'
import { Caller, DOORS, ENDPOINTS, LOGIN } from './doors.mjs'

/** @import { Client } from '../conformance/types.js' */

/** What the slow one waits for here: its time-out. */
const TIMEOUT_MS = 1000

/** @typedef {{ client: Client, stateToken(): string | Promise<string>, code(name: string): string, stop(): unknown }} Host */

/** @type {Record<string, () => Promise<Host>>} */
const HOSTS = {
  async 'over HTTP'() {
    const sandbox = await startSandbox()
    const { origin: domain, fresh: code, stop, stateToken } = sandbox
    return { client: await clientWith({ domain, allowInsecureLoopback: true }), stateToken, code, stop }
  },
  async 'in memory'() {
    const { fetch, phoneCode: code, stateToken } = fakeService({ clientId: CLIENT_ID })
    return { client: await clientWith({ domain: 'acme.example.com', fetch }), stateToken, code, stop() {} }
  },
}

/** @param {object} config */
const clientWith = (config) => createClient({ clientId: CLIENT_ID, device: DEVICE, timeoutMs: TIMEOUT_MS, ...config })

for (const [name, open] of Object.entries(HOSTS)) {
  describe(name, { concurrency: 4 }, () => {
    /** @type {Host} */
    let host
    before(async () => {
      host = await open()
    })
    after(() => host.stop())

    for (const { name, gets } of SCENARIOS.filter(({ at }) => at.includes('bind'))) {
      test(`${name} comes to ${Object.values(gets).join(' ')}`, async () => {
        const code = name.replace('<ms>', '20')
        const stateToken = host.stateToken
        /** @type {(() => Promise<object>)[]} */
        const calls = [
          () => host.client.login({ code: host.code(code) }),
          async () => host.client.bind({ wechatCode: host.code(code), stateToken: await stateToken() }),
          async () => host.client.registerAndBind({ wechatCode: host.code(code), stateToken: await stateToken() }),
        ]
        for (const call of calls) assertGets(await call().catch((error) => error), gets)
      })
    }
  })
}

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
