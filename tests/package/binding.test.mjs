// Binds against the running sandbox: every status, every error, every oddity and fault.

import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { inspect } from 'node:util'
import { BindError, createClient, displayRows, isExpired } from 'wechat-mobile-bind'
import { SCENARIOS } from 'wechat-mobile-bind/testing'
import { assertGets, CLIENT_ID, DEVICE, startSandbox } from './sandbox.mjs'
import { assertSilent } from './silence.mjs'

/**
 * @import { Sandbox } from './sandbox.mjs'
 * @import { Client, Result, TestFetch } from '../conformance/types.js'
 */

/** @type {Sandbox} */
let sandbox
/** @type {Client} */
let client

before(async () => {
  sandbox = await startSandbox()
  client = await clientWith({})
})
after(() => sandbox.stop())

/** @param {object} config */
const clientWith = (config) =>
  createClient({ domain: sandbox.origin, allowInsecureLoopback: true, clientId: CLIENT_ID, device: DEVICE, ...config })

/**
 * Binds with a fresh code of that scenario; no error on the way may show the state token.
 *
 * @param {string} scenario
 */
async function bind(scenario, rest = {}, binder = client) {
  const params = { wechatCode: sandbox.fresh(scenario), stateToken: await sandbox.stateToken(), ...rest }
  return binder.bind(params).catch((error) => {
    assertSilent(error, [params.stateToken])
    throw error
  })
}

/** @param {Promise<Result>} promise */
async function refused(promise) {
  const error = await promise.then(
    (result) => assert.fail(`bound: ${result.status}`),
    (reason) => reason,
  )
  assert.ok(error instanceof BindError)
  return error
}

test('a user is bound, and the id token says who it is', async () => {
  const wechatCode = '6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe'
  const stateToken = await sandbox.stateToken()
  await sandbox.received()
  const result = await client.bind({ wechatCode, stateToken })

  assert.equal(result.status, 'SUCCESS')
  assert.equal(result.httpStatus, 200)
  assert.equal(result.expiresIn, 432000)
  assert.equal(result.sessionToken, result.raw.session_token)
  assert.equal(result.identity.verified, false)
  assert.equal(result.identity.profile.name, '张伟')
  assert.equal(result.identity.claims.aud, CLIENT_ID)
  assert.equal(typeof result.identity.claims.api, 'string')
  assert.equal(result.identity.expiresAt - result.identity.issuedAt, 300_000)
  assert.equal(isExpired(result.identity), false)
  const rows = displayRows(result.identity)
  assert.deepEqual(rows[0], { claim: 'name', label: '姓名', value: '张伟' })
  assert.deepEqual(
    rows.find(({ label }) => label === '手机号'),
    { claim: 'mobile', label: '手机号', value: '138****8000' },
  )

  const [request, ...more] = await sandbox.received()
  assert.deepEqual(more, [])
  assert.equal(request.method, 'POST')
  assert.equal(request.path, '/api/v2/sdk/social/wechat-mobile-bind')
  assert.equal(request.body, JSON.stringify({ wechat_code: wechatCode }))
  assert.equal(request.headers['x-state-token'], stateToken)
})

test('the raw id token verifies with the service’s keys', async () => {
  const { idToken } = await bind('13800138000')
  const { keys } = await (await fetch(`${sandbox.origin}/api/v1/oauth2/keys`)).json()
  const [header, payload, signature] = idToken.split('.')
  const { kid } = JSON.parse(String(Buffer.from(header, 'base64url')))
  const key = createPublicKey({
    key: keys.find((/** @type {JsonWebKey & { kid: string }} */ key) => key.kid === kid),
    format: 'jwk',
  })
  assert.ok(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
})

test('a code is good once', async () => {
  const params = { wechatCode: '13800138000.once', stateToken: await sandbox.stateToken() }
  assert.equal((await client.bind(params)).status, 'SUCCESS')
  const error = await refused(client.bind({ ...params, stateToken: await sandbox.stateToken() }))
  assert.deepEqual([error.code, error.errorCode, error.delivery], ['REFUSED', 'SDK.LOGIN.1001', 'delivered'])
})

/**
 * What is true of every error of a code, beside what the rows of the scenarios say.
 *
 * @type {Record<string, (error: any) => unknown>}
 */
const ERRORS = {
  REFUSED({ name, message, errorCode, errorMessage, hint }) {
    assert.deepEqual([name, typeof errorMessage], ['ApiError', 'string'])
    // The message of a code that has advice ends with it.
    assert.equal(message.endsWith(hint.en), errorCode !== 'SDK.COMMON.1099')
  },
  BAD_RESPONSE(error) {
    assert.deepEqual([error.name, typeof error.responseText], ['ProtocolError', 'string'])
    assert.ok(!JSON.stringify(error).includes('responseText'))
  },
  NETWORK({ name, message, cause, delivery }) {
    assert.deepEqual([name, cause instanceof Error], ['TransportError', true])
    assert.match(
      message,
      delivery === 'delivered' ? /^the reply broke off while it was read/ : /^the host's `fetch` failed/,
    )
  },
}

const AT_BIND = SCENARIOS.filter(({ name, at }) => at.includes('bind') && !name.includes('-slow'))
for (const { name, gets } of AT_BIND) {
  test(`${name} comes to ${Object.values(gets).join(' ')}, by one request`, async () => {
    const stateToken = await sandbox.stateToken()
    await sandbox.received()
    const outcome = await bind(name, { stateToken }).catch((error) => error)
    assertGets(outcome, gets)
    if (outcome instanceof BindError) ERRORS[outcome.code](outcome)
    else {
      assert.equal(typeof outcome.sessionToken === 'string', outcome.status === 'SUCCESS')
      const goesOn = ['SOCIAL_BIND', 'USER_REGISTER', 'MFA_AUTH'].includes(outcome.status)
      assert.equal(typeof outcome.stateToken === 'string', goesOn)
    }
    const paths = (await sandbox.received()).map(({ path }) => path)
    assert.deepEqual(paths, ['/api/v2/sdk/social/wechat-mobile-bind'])
  })
}

test('blanks around status and tokens are trimmed', async () => {
  const result = await bind('sandbox-odd-leading-blanks')
  assert.equal(result.status, 'SUCCESS')
  assert.notEqual(result.raw.session_token, result.sessionToken)
  assert.equal(result.raw.session_token.trim(), result.sessionToken)
  assert.equal(result.identity.profile.name, '张伟')
})

test('an id token that can’t be decoded takes nothing from the session', async () => {
  const result = await bind('sandbox-odd-abbreviated-id-token')
  assert.equal(result.status, 'SUCCESS')
  assert.equal(typeof result.sessionToken, 'string')
  assert.equal(result.identity, undefined)
  assert.equal(result.identityError.code, 'BAD_ID_TOKEN')
  assert.equal(result.idToken, result.raw.id_token)
})

test('a slow service is a time-out, and the request is called off', async () => {
  const impatient = await clientWith({ timeoutMs: 150 })
  const error = await refused(bind('sandbox-fault-slow', {}, impatient))
  assert.deepEqual([error.name, error.code, error.delivery], ['TransportError', 'TIMEOUT', 'unknown'])
})

test('a slow service within the time-out is waited for', async () => {
  assert.equal((await bind('sandbox-fault-slow-200')).status, 'SUCCESS')
})

test('a signal calls the request off', async () => {
  const controller = new AbortController()
  const aborting = await clientWith({
    /** @type {TestFetch} */
    fetch: (...args) => {
      setImmediate(() => controller.abort(new Error('the user left')))
      return fetch(...args)
    },
  })
  const error = await refused(bind('sandbox-fault-slow', { signal: controller.signal }, aborting))
  assert.deepEqual(
    [error.name, error.code, error.delivery, error.cause.message],
    ['TransportError', 'ABORTED', 'unknown', 'the user left'],
  )
})

test('nobody listening is a lost connection', async () => {
  const closed = createServer()
  await once(closed.listen(0, '127.0.0.1'), 'listening')
  const { port } = closed.address()
  await once(closed.close(), 'close')
  /** @type {{ sent: boolean, delivery: string }[]} */
  const records = []
  /** @param {{ sent: boolean, delivery: string }} record */
  const onEvent = (record) => records.push(record)
  const lonely = await clientWith({ domain: `http://127.0.0.1:${port}`, onEvent })
  const error = await refused(lonely.bind({ wechatCode: 'c', stateToken: 's' }))
  assert.deepEqual(
    records.map(({ sent, delivery }) => [sent, delivery]),
    [[false, 'not-sent']],
  )
  assert.deepEqual([error.code, error.delivery, error.cause.cause.code], ['NETWORK', 'not-sent', 'ECONNREFUSED'])
  assert.ok(inspect(error).includes('[TypeError ECONNREFUSED]'))
})

test('a fetch of the caller’s own proves nothing by its errors: it may have sent the request before', async () => {
  const closed = createServer()
  await once(closed.listen(0, '127.0.0.1'), 'listening')
  const audit = `http://127.0.0.1:${closed.address().port}/audit`
  await once(closed.close(), 'close')
  const audited = await clientWith({
    /** @type {TestFetch} */
    fetch: async (...args) => {
      const response = await fetch(...args)
      await fetch(audit)
      return response
    },
  })
  await sandbox.received()
  const error = await refused(bind('13800138000', {}, audited))
  assert.deepEqual([error.code, error.delivery, error.cause.cause.code], ['NETWORK', 'unknown', 'ECONNREFUSED'])
  assert.equal((await sandbox.received()).length, 1)
})

test('a client keeps the configuration that it was made with', async () => {
  /** @type {unknown[]} */
  const urls = []
  /** @type {TestFetch} */
  const fetch = async (url, { headers }) => {
    urls.push([url, headers['X-client-id'], headers['X-device-fingerprint']])
    return { status: 200, text: async () => '{"status":"ACCESS_DENIED"}' }
  }
  const config = { domain: 'acme.example.com', clientId: 'c', device: { ...DEVICE }, fetch }
  const making = createClient(config)
  Object.assign(config, { domain: 'evil.example.org', clientId: 'other', fetch: () => assert.fail('called') })
  config.device.fingerprint = 'other'
  await (await making).bind({ wechatCode: 'c', stateToken: 's' })
  assert.deepEqual(urls, [['https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind', 'c', DEVICE.fingerprint]])
})

test('a cause that can’t be looked at is printed all the same', async () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  /** @param {unknown} name */
  const named = (name) => Object.defineProperty(new Error('x'), 'name', { value: name })
  const hidden = Object.defineProperty(new Error('x'), 'cause', {
    get() {
      throw new Error('y')
    },
  })
  const causes = [
    [proxy, 'unknown'],
    [named(Symbol('n')), 'unknown'],
    [hidden, 'unknown'],
    [named('a secret'), 'Error'],
    [new RangeError('x'), 'RangeError'],
    [5, 'number'],
  ]
  for (const [cause, name] of causes) {
    const failing = await clientWith({
      fetch: async () => {
        throw cause
      },
    })
    const error = await refused(failing.bind({ wechatCode: 'c', stateToken: 's' }))
    assert.ok(inspect(error).includes(`cause: '[${name}]'`), inspect(error))
  }
})

test('a service that knows another client id refuses', async () => {
  const stranger = await clientWith({ clientId: 'somebody-else' })
  const error = await refused(bind('13800138000', {}, stranger))
  assert.equal(error.errorCode, 'SDK.COMMON.1012')
})

test('invalid parameters send nothing', async () => {
  await sandbox.received()
  const error = await refused(client.bind({ wechatCode: 'a b', stateToken: '令牌', device: { ip: 'here' } }))
  assert.deepEqual(
    error.issues.map(({ field, rule }) => [field, rule]),
    [
      ['wechatCode', 'characters'],
      ['stateToken', 'characters'],
      ['device.ip', 'format'],
    ],
  )
  assert.deepEqual(await sandbox.received(), [])
})

test('prepare and interpret are the two ends of bind for a transport of one’s own', async () => {
  const { url, init } = await client.prepare({
    wechatCode: sandbox.fresh('13900139000'),
    stateToken: await sandbox.stateToken(),
  })
  const response = await fetch(url, init)
  const result = client.interpret(response.status, await response.text())
  assert.equal(result.identity.profile.name, '王芳')
})

test('a tenant that follows the misprint is served by bodyField', async (t) => {
  const misprinted = await startSandbox('--wchat-code')
  t.after(() => misprinted.stop())
  const config = { domain: misprinted.origin, allowInsecureLoopback: true, clientId: CLIENT_ID, device: DEVICE }
  const params = async () => ({
    wechatCode: misprinted.fresh('13800138000'),
    stateToken: await misprinted.stateToken(),
  })
  const right = await createClient({ ...config, bodyField: 'wchat_code' })
  assert.equal((await right.bind(await params())).status, 'SUCCESS')
  const error = await refused((await createClient(config)).bind(await params()))
  assert.equal(error.errorCode, 'SDK.COMMON.1001')
  assert.match(error.hint.en, /bodyField/)
})

test('200 binds at once all end in their own result', async () => {
  const phones = ['13800138000', '13900139000', '13700137000', '13600136000']
  /** @type {Record<string, string>} */
  const names = { 13800138000: '张伟', 13900139000: '王芳', 13700137000: '欧阳娜', 13600136000: '阿依古丽·买买提' }
  const jobs = Array.from({ length: 200 }, (_, index) => phones[index % phones.length])
  const results = await Promise.all(jobs.map((phone) => bind(phone)))
  assert.deepEqual(
    results.map(({ identity }) => identity.profile.name),
    jobs.map((phone) => names[phone]),
  )
  assert.equal(new Set(results.map(({ sessionToken }) => sessionToken)).size, 200)
})
