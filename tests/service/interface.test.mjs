// What the interfaces do, asked in memory: who is bound, what is good once, and what is refused. Over HTTP it is the same service:
// scenarios.test.mjs makes every call through both doors, and wire.test.mjs has what HTTP adds.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BIND,
  CALLS,
  CAPTCHA,
  Caller,
  DOORS,
  EMAIL,
  ENDPOINTS,
  LOGIN,
  REGISTER,
  refused,
  SMS,
  SUCCESS,
  stranger,
  unique,
  VERIFY,
  WITH_STATE_TOKEN,
} from './doors.mjs'

const door = await DOORS['in memory']()
const caller = new Caller(door)

/** @type {Caller['call']} */
const call = (...args) => caller.call(...args)

/** @param {any} reply */
const profile = (reply) => JSON.parse(claims(reply).api)

test('a known user is signed in', async () => {
  const { outcome, reply } = await call(LOGIN, 'wangfang')
  assert.deepEqual(outcome, SUCCESS)
  assert.deepEqual(Object.keys(reply), ['status', 'expire', 'session_token', 'id_token'])
  assert.equal(reply.expire, 432_000)
  assert.match(reply.session_token, /^[0-9a-f]{64}$/)
})

test('an unknown user has still to be bound', async () => {
  const { outcome, reply } = await call(LOGIN, stranger())
  assert.deepEqual(outcome, [200, 'SOCIAL_BIND'])
  assert.deepEqual(Object.keys(reply), ['status', 'state_token', 'data'])
  assert.match(reply.state_token, /^[0-9a-f]{64}$/)
  assert.deepEqual(JSON.parse(reply.data), { socialBindOrRegisterFlow: ['VERIFY_PHONE', 'VERIFY_EMAIL'] })
})

test('a phone code leads to the account of its phone, any other to the first user’s', async () => {
  for (const [stem, userName] of [
    ['13900139000', 'wangfang'],
    ['13600136000', 'aygul'],
    ['any', 'zhangwei'],
    ['139001390001', 'zhangwei'],
    ['1390013900x', 'zhangwei'],
  ]) {
    const { reply } = await call(BIND, stem)
    assert.equal(profile(reply).userName, userName, stem)
  }
})

test('a phone that nobody has is refused by a bind, and registered by the other', async () => {
  const user = stranger()
  const stateToken = await caller.stateToken(user)
  const { outcome, reply } = await call(BIND, '15500155000', { stateToken })
  assert.deepEqual([outcome, reply.error_msg], [refused('COMMON.1013'), 'no such user'])
  const registered = await call(REGISTER, '15500155000', { stateToken })
  assert.deepEqual(profile(registered.reply), { userName: 'u15500155000', name: '新用户', mobile: '15500155000' })
  assert.deepEqual((await call(BIND, '15500155000')).outcome, SUCCESS)
  assert.equal(profile((await call(LOGIN, user)).reply).mobile, '15500155000', 'the user is known from then on')
})

test('a phone that somebody has is not registered again', async () => {
  assert.equal(profile((await call(REGISTER, '13700137000')).reply).name, '欧阳娜')
})

test('a login code is good once', async () => {
  for (const code of [unique('wangfang'), stranger()]) {
    assert.equal((await call(LOGIN, '', { code })).status, 200)
    assert.deepEqual((await call(LOGIN, '', { code })).outcome, refused('LOGIN.1001'))
  }
})

test('a phone code is good once, on both interfaces together and apart from the login', async () => {
  for (const stem of ['13800138000', 'sandbox-error-common-1013', 'sandbox-status-access-denied']) {
    const code = unique(stem)
    assert.notDeepEqual((await call(LOGIN, '', { code })).outcome, refused('LOGIN.1001'))
    assert.notDeepEqual((await call(BIND, '', { code })).outcome, refused('LOGIN.1001'))
    for (const path of [BIND, REGISTER])
      assert.deepEqual((await call(path, '', { code })).outcome, refused('LOGIN.1001'), stem)
  }
})

test('of many binds at once with one code one succeeds', async () => {
  const code = unique('13800138000')
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => call(BIND, '', { code })))
  assert.equal(outcomes.filter(({ status }) => status === 200).length, 1)
  const others = await Promise.all(Array.from({ length: 8 }, () => call(BIND, '13800138000')))
  assert.equal(new Set(others.map(({ reply }) => reply.session_token)).size, 8, 'each has a session of its own')
})

test('a success uses the state token, whatever becomes of its answer', async () => {
  for (const stem of ['13800138000', 'sandbox-fault-cut', 'sandbox-fault-truncated-json']) {
    const user = stranger()
    const stateToken = await caller.stateToken(user)
    await call(BIND, stem, { stateToken }).catch(() => undefined)
    assert.deepEqual((await call(REGISTER, '13800138000', { stateToken })).outcome, refused('COMMON.1007'), stem)
    assert.deepEqual((await call(LOGIN, user)).outcome, SUCCESS, stem)
  }
})

test('anything but a success leaves the state token good', async () => {
  const stateToken = await caller.stateToken()
  for (const stem of [
    '15500155002',
    'sandbox-error-login-1001',
    'sandbox-status-social-bind',
    'sandbox-fault-html-502',
    'sandbox-fault-reset',
  ]) {
    await call(BIND, stem, { stateToken }).catch(() => undefined)
  }
  assert.equal((await call(BIND, '', { stateToken, body: '{}' })).status, 400)
  assert.deepEqual((await call(BIND, '13800138000', { stateToken })).outcome, SUCCESS)
})

test('the state token of another step binds the same user; one that has expired doesn’t', async () => {
  for (const path of ENDPOINTS) {
    const stateToken = async (/** @type {string} */ stem) => (await call(path, stem)).reply.state_token
    for (const stem of ['sandbox-status-social-bind', 'sandbox-status-user-register'])
      assert.deepEqual((await call(BIND, 'any', { stateToken: await stateToken(stem) })).outcome, SUCCESS, stem)
    const expired = await stateToken('sandbox-state-expired')
    assert.deepEqual((await call(BIND, 'any', { stateToken: expired })).outcome, refused('COMMON.1007'), path)
  }
})

test('a scenario needs no unique end; one that does not exist is refused', async () => {
  const code = 'sandbox-status-access-denied'
  assert.deepEqual((await call(BIND, '', { code })).outcome, [200, 'ACCESS_DENIED'])
  for (const stem of [
    'sandbox-',
    'sandbox-stauts-success',
    'sandbox-fault-slow-',
    'sandbox-fault-slow-soon',
    'sandbox-fault-slow-<ms>',
  ])
    assert.deepEqual((await call(BIND, stem)).outcome, refused('COMMON.1001'), stem)
})

test('the headers that are optional may be missing', async () => {
  for (const path of Object.keys(CALLS)) {
    const headers = { 'X-L': undefined, 'X-device-ip': undefined }
    assert.equal((await caller.ask(path, { ...(await caller.complete(path)), headers })).status, 200, path)
  }
})

const DEVICE = ['X-operating-sys-version', 'X-device-fingerprint', 'X-agent']

for (const path of Object.keys(CALLS)) {
  const isGet = CALLS[path].method === 'GET'
  const incomplete = [CAPTCHA, VERIFY, SMS, EMAIL].includes(path)
    ? { code: 'PARAM.0001', message: 'device information is incomplete' }
    : { code: 'COMMON.1003', message: 'device information incomplete' }
  /** @type {{ headers: string[], values: (string | undefined)[], code: string, message?: string }[]} */
  const WRONG = [
    { headers: DEVICE, values: [undefined, ''], ...incomplete },
    {
      headers: ['X-client-id'],
      values: [undefined, 'somebody-else'],
      code: 'COMMON.1012',
      message: 'wrong client id, or no such application',
    },
    {
      headers: ['content-type'],
      values: isGet ? [] : [undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'],
      code: 'COMMON.1001',
    },
    {
      headers: [...DEVICE, 'X-device-ip', 'X-L', 'X-client-id', 'X-tenant-id', 'X-state-token'],
      values: ['华为', 'café', 'a\tb'],
      code: 'COMMON.1001',
    },
  ]
  if (WITH_STATE_TOKEN.includes(path)) {
    WRONG.push(
      { headers: ['X-state-token'], values: [undefined], code: 'COMMON.1001' },
      {
        headers: ['X-state-token'],
        values: ['forged'],
        code: 'COMMON.1007',
        message: 'state_token parameter error',
      },
    )
  }
  test(`each header that is missing or wrong is refused, and nothing is used: ${path}`, async () => {
    const complete = await caller.complete(path)
    for (const { headers, values, code, message } of WRONG) {
      for (const header of headers) {
        for (const value of values) {
          const { outcome, reply } = await caller.ask(path, { ...complete, headers: { [header]: value } })
          const said = message ?? `a required parameter is missing or wrong: ${header.toLowerCase()}`
          assert.deepEqual([outcome, reply.error_msg], [refused(code), said], `${header}: ${value}`)
        }
      }
    }
    assert.equal((await caller.ask(path, complete)).status, 200)
  })
}

test('JSON is read whatever its parameters and its case', async () => {
  for (const type of ['application/json; charset=utf-8', 'Application/JSON'])
    assert.deepEqual((await call(LOGIN, 'wangfang', { headers: { 'content-type': type } })).outcome, SUCCESS, type)
})

test('what has no body may have a content type, as wx.request adds it', async () => {
  for (const path of Object.keys(CALLS).filter((path) => CALLS[path].method === 'GET')) {
    const headers = { 'content-type': 'application/json' }
    assert.equal((await caller.ask(path, { ...(await caller.complete(path)), headers })).status, 200, path)
  }
})

test('each interface is served by its method alone', async () => {
  for (const path of Object.keys(CALLS)) {
    const complete = await caller.complete(path)
    const { method: own = 'POST' } = CALLS[path]
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((method) => method !== own))
      assert.deepEqual((await caller.ask(path, { ...complete, method })).outcome, refused('COMMON.1001'), method)
  }
})

test('a body that has not exactly the members of its interface is refused, and nothing is used', async () => {
  for (const path of Object.keys(CALLS)) {
    const complete = await caller.complete(path)
    const { members = {} } = complete
    /** @type {[string, string][]} */
    const bodies = ['not json', '[]', 'null', '{"extra":1}'].map((body) => [body, 'body'])
    if (complete.members) {
      bodies.push(['', 'body'], [`${JSON.stringify(members)} trailing`, 'body'])
      bodies.push([JSON.stringify({ ...members, extra: 1 }), 'body'])
      bodies.push([JSON.stringify({ ...members, [Object.keys(members)[0]]: 'c'.repeat(70_000) }), 'body'])
      bodies.splice(3, 1)
    }
    for (const name of Object.keys(members)) {
      for (const value of [undefined, '', null, 7, ['c']]) {
        // Of a recipient that is missing, the first kind is asked for.
        const missing = name === 'email' && value === undefined && path !== EMAIL ? 'mobile' : name
        bodies.push([JSON.stringify({ ...members, [name]: value }), missing])
      }
    }
    for (const [body, parameter] of bodies) {
      const { outcome, reply } = await caller.ask(path, { ...complete, body })
      const message = `a required parameter is missing or wrong: ${parameter}`
      assert.deepEqual([outcome, reply.error_msg], [refused('COMMON.1001'), message], `${path} ${body.slice(0, 60)}`)
    }
    assert.equal((await caller.ask(path, complete)).status, 200, path)
  }
})

test('checks come in the order content type, device, client, state token, body', async () => {
  /** @type {Record<string, string | undefined>} */
  const headers = { 'content-type': 'text/plain', 'X-agent': undefined, 'X-client-id': 'wrong' }
  let stateToken = 'forged'
  const outcome = async () => (await call(BIND, '', { stateToken, body: '{}', headers })).outcome
  assert.deepEqual(await outcome(), refused('COMMON.1001'))
  delete headers['content-type']
  assert.deepEqual(await outcome(), refused('COMMON.1003'))
  delete headers['X-agent']
  assert.deepEqual(await outcome(), refused('COMMON.1012'))
  delete headers['X-client-id']
  assert.deepEqual(await outcome(), refused('COMMON.1007'))
  stateToken = await caller.stateToken()
  assert.deepEqual(await outcome(), refused('COMMON.1001'))
})

test('messages come in the language that is asked for', async () => {
  for (const [language, message] of [
    ['zh', '设备信息不完整'],
    ['zh-CN', '设备信息不完整'],
    ['ZH', '设备信息不完整'],
    ['en', 'device information incomplete'],
    ['fr', 'device information incomplete'],
  ]) {
    const { reply } = await call(LOGIN, 'wangfang', { headers: { 'X-agent': undefined, 'X-L': language } })
    assert.equal(reply.error_msg, message, language)
  }
})

test('a tenant that follows the misprint takes `wchat_code` and nothing else', async () => {
  const misprinted = await DOORS['in memory']({ isMisprinted: true })
  const caller = new Caller(misprinted)
  for (const path of [BIND, REGISTER]) {
    assert.deepEqual((await caller.call(path, 'any')).outcome, refused('COMMON.1001'))
    assert.deepEqual((await caller.call(path, '', { body: `{"wchat_code":"${unique('any')}"}` })).outcome, SUCCESS)
  }
})

test('there is nothing at any other path', async () => {
  for (const path of ['/nowhere', '/api/v2/sdk', '/__proto__', '/constructor'])
    assert.equal((await door.send({ path, method: 'POST', body: '{}' })).status, 404, path)
})

/** @param {any} reply */
const claims = ({ id_token: token }) => JSON.parse(String(Buffer.from(token.split('.')[1], 'base64url')))
