// The door for tests, `wechat-mobile-bind/testing`: its options, what it accepts, and where it runs.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { mock, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createClient } from 'wechat-mobile-bind'
import { fakeService, SCENARIOS } from 'wechat-mobile-bind/testing'
import { DEVICE } from '../package/sandbox.mjs'
import { BIND_BY_CODE, Caller, DOORS, LOGIN, MOBILE } from './doors.mjs'

/** @import { FakeServiceOptions } from 'wechat-mobile-bind/testing' */

/**
 * A client of a fake service of its own.
 *
 * @param {FakeServiceOptions} [options]
 */
async function setUp(options) {
  const service = fakeService(options)
  const client = await createClient({ domain: 'acme.example.com', clientId: 'c', device: DEVICE, fetch: service.fetch })
  return { service, client }
}

test('the service tells what it saw', async () => {
  const { service, client } = await setUp()
  const [loginCode, phoneCode] = [service.loginCode(), service.phoneCode()]
  await client.signIn({ loginCode: () => loginCode, phoneCode: () => phoneCode })
  const [login, bind] = service.requests
  assert.deepEqual(
    service.requests.map(({ step }) => step),
    ['login', 'bind'],
  )
  assert.deepEqual(
    [login.origin, login.path, login.method],
    ['https://acme.example.com', '/api/v2/sdk/login/wechat-miniprogram', 'POST'],
  )
  assert.deepEqual([login.body, bind.body], [{ code: loginCode }, { wechat_code: phoneCode }])
  assert.equal(bind.headers['x-device-fingerprint'], DEVICE.fingerprint)
  assert.equal(typeof bind.headers['x-state-token'], 'string')
})

test('users of your own take the place of the default ones', async () => {
  const { service, client } = await setUp({ users: [{ phone: '13500135000', name: '李雷', wechatUser: 'lilei' }] })
  const known = await client.login({ code: service.loginCode('lilei') })
  assert.deepEqual([known.identity.profile.name, known.identity.profile.userName], ['李雷', 'u13500135000'])
  const { identity } = await client.bind({ wechatCode: service.phoneCode(), stateToken: service.stateToken() })
  assert.deepEqual(
    [identity.profile.mobile, identity.claims.aud, identity.profile.gender],
    ['13500135000', 'c', undefined],
  )
  const stranger = { wechatCode: service.phoneCode('13800138000'), stateToken: service.stateToken() }
  await assert.rejects(client.bind(stranger), { errorCode: 'SDK.COMMON.1013' })
})

test('a state token expires by the clock of the test', async () => {
  const { service, client } = await setUp()
  mock.timers.enable({ apis: ['Date'], now: Date.now() })
  try {
    const [early, late] = [service.stateToken(), service.stateToken()]
    mock.timers.tick(299_000)
    assert.equal((await client.bind({ wechatCode: service.phoneCode(), stateToken: early })).status, 'SUCCESS')
    mock.timers.tick(1_000)
    const params = { wechatCode: service.phoneCode(), stateToken: late }
    await assert.rejects(client.bind(params), { errorCode: 'SDK.COMMON.1007' })
  } finally {
    mock.timers.reset()
  }
})

test('a verification code expires by the clock of the test', async () => {
  const caller = new Caller(await DOORS['in memory']())
  mock.timers.enable({ apis: ['Date'], now: Date.now() })
  try {
    const bind = async (/** @type {number} */ age) => {
      const members = { mobile: MOBILE, verify_code: await caller.codeFor(MOBILE, 'BIND_MOBILE_SMS') }
      mock.timers.tick(age)
      return (await caller.ask(BIND_BY_CODE, { stateToken: await caller.stateToken(), members })).status
    }
    assert.deepEqual([await bind(299_000), await bind(300_000)], [200, 400])
  } finally {
    mock.timers.reset()
  }
})

test('it accepts whatever is passed to a fetch: a URL, Headers, pairs, a Request', async () => {
  const { fetch, loginCode, requests } = fakeService()
  const url = new URL(`https://acme.example.com${LOGIN}?q#h`)
  const method = 'POST'
  /** @type {[string, string][]} */
  const pairs = [
    ['Content-Type', 'application/json'],
    ['X-operating-sys-version', 'o'],
    ['X-device-fingerprint', 'f'],
    ['X-agent', 'a'],
    ['X-client-id', 'c'],
  ]
  const body = () => JSON.stringify({ code: loginCode('wangfang') })
  for (const response of [
    await fetch(url, { method, headers: Object.fromEntries(pairs), body: body() }),
    await fetch(url.href, { method, headers: pairs, body: body() }),
    await fetch(url, { method, headers: new Headers(pairs), body: body() }),
    await fetch(new Request(url, { method, headers: pairs, body: body() })),
    await fetch(new Request(url, { method, headers: pairs, body: 'secret' }), { body: body() }),
  ]) {
    assert.deepEqual([response.status, response.ok], [200, true])
    assert.equal(response.headers.get('Content-Type'), 'application/json')
    assert.equal(/** @type {any} */ (await response.json()).status, 'SUCCESS')
  }
  const [first, ...others] = requests.map(({ body: _, ...request }) => request)
  const headers = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]))
  assert.deepEqual(first, { step: 'login', origin: url.origin, path: LOGIN, method, headers })
  assert.equal(others.length, 4)
  for (const other of others) assert.deepEqual(other, first)
  const aborted = new Request(url, { method, signal: AbortSignal.abort(new Error('the user left')) })
  await assert.rejects(fetch(aborted), { message: 'the user left' })
})

test('with fake timers a slow answer comes when their time has come, and a signed one at once', async () => {
  const { service, client } = await setUp({ delay: 9_000 })
  /** @param {AbortSignal} [signal] */
  const slowly = (signal) => client.login({ code: service.loginCode('sandbox-fault-slow'), signal })
  await assert.rejects(slowly(AbortSignal.timeout(5)), { code: 'ABORTED', delivery: 'unknown' })
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() })
  try {
    const slow = Promise.all([slowly(), client.login({ code: service.loginCode('sandbox-fault-slow-9000') })])
    await turn()
    mock.timers.tick(8_999)
    assert.equal(await Promise.race([slow, turn()]), undefined)
    const quick = await client.login({ code: service.loginCode('wangfang') })
    assert.equal(quick.status, 'SUCCESS')
    mock.timers.tick(1)
    assert.deepEqual(
      (await slow).map(({ status }) => status),
      ['SUCCESS', 'SUCCESS'],
    )
  } finally {
    mock.timers.reset()
  }
})

test('what a test gets wrong is said at once', () => {
  assert.throws(() => fakeService({ users: [] }), { name: 'TypeError', message: /at least one user/ })
  assert.throws(() => fakeService({ users: [{ phone: '138' }] }), {
    name: 'TypeError',
    message: /`users\[0\]\.phone`.*eleven digits/,
  })
  assert.throws(() => fakeService({ delay: -1 }), { name: 'TypeError', message: /`delay`/ })
  const { loginCode, phoneCode, next } = fakeService()
  assert.throws(() => loginCode('sandbox-status-sucess'), {
    name: 'TypeError',
    message: /no scenario `sandbox-status-sucess`/,
  })
  assert.throws(() => phoneCode('sandbox-'), { name: 'TypeError' })
  assert.throws(() => loginCode('sandbox-error-captcha-0006'), {
    name: 'TypeError',
    message: /no scenario `sandbox-error-captcha-0006` of `login`/,
  })
  assert.throws(() => next({ sendSms: 'sandbox-status-success' }), {
    name: 'TypeError',
    message: 'there is no scenario `sandbox-status-success` for `sendSms`: SCENARIOS lists them',
  })
  assert.match(phoneCode('sandbox-fault-slow-20'), /^sandbox-fault-slow-20\.\d+$/)
})

test('`require` has the same', async () => {
  const required = createRequire(import.meta.url)('wechat-mobile-bind/testing')
  assert.deepEqual(Object.keys(required).sort(), ['SCENARIOS', 'USERS', 'fakeService'])
  assert.deepEqual(
    required.SCENARIOS.map((/** @type {{ name: string }} */ { name }) => name),
    SCENARIOS.map(({ name }) => name),
  )
})
