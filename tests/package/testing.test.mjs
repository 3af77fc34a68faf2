// The fake service of the entry for tests, held equal to the sandbox: both are asked the same by the same client.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, mock, test } from 'node:test'
import { createClient } from 'wechat-mobile-bind'
import { fakeService, SCENARIOS, USERS } from 'wechat-mobile-bind/testing'
import { CLIENT_ID, DEVICE, startSandbox } from './sandbox.mjs'

/**
 * @import { Sandbox } from './sandbox.mjs'
 * @import { Result } from '../conformance/types.js'
 * @import { FakeServiceOptions } from 'wechat-mobile-bind/testing'
 */

/** @typedef {'login' | 'bind' | 'registerAndBind'} Step */
/** @typedef {(method: Step | 'signIn', params: object, config?: object) => Promise<any>} Call */

/** @type {Step[]} */
const STEPS = ['login', 'bind', 'registerAndBind']

/**
 * The two services, each with how a client reaches it.
 *
 * @type {object[]}
 */
let services
/** @type {Sandbox} */
let sandbox

before(async () => {
  sandbox = await startSandbox()
  const fake = fakeService({ clientId: CLIENT_ID })
  services = [
    { domain: sandbox.origin, allowInsecureLoopback: true },
    { domain: 'acme.example.com', fetch: fake.fetch },
  ]
})
after(() => sandbox.stop())

/**
 * What a call comes to, less what is another one each time.
 *
 * @param {Promise<Result>} call
 */
async function outcome(call) {
  try {
    const { status, rawStatus, httpStatus, expiresIn, nextSteps, identity, identityError, raw } = await call
    const members = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, typeof value]))
    return {
      status,
      rawStatus,
      httpStatus,
      expiresIn,
      nextSteps,
      identityError,
      members,
      ...(identity && told(identity)),
    }
  } catch (error) {
    const { name, message, code, errorCode, rawErrorCode, errorMessage, httpStatus, delivery, issues } = error
    return { name, message, code, errorCode, rawErrorCode, errorMessage, httpStatus, delivery, issues }
  }
}

/**
 * What an identity tells: the profile, and the claims by their types.
 *
 * @param {any} identity
 */
function told({ header, claims, profile, issuedAt, expiresAt }) {
  const { userName, name, nickName, gender, mobile, email, address, sub, aud } = profile
  const types = Object.entries(claims).map(([claim, value]) => `${claim}: ${typeof value}`)
  const who = { userName, name, nickName, gender, mobile, email, address, sub, aud }
  return {
    header: Object.keys(header).sort(),
    types: types.sort(),
    who,
    api: JSON.parse(claims.api),
    lifetime: expiresAt - issuedAt,
  }
}

/**
 * Runs the same against both services, and compares what each call comes to. `run` gets a function that calls a client and keeps
 * the outcome.
 *
 * @param {(call: Call) => unknown} run
 */
async function same(run) {
  const [wanted, found] = await Promise.all(
    services.map(async (service) => {
      /** @type {object[]} */
      const outcomes = []
      await run(async (method, params, config = {}) => {
        const client = await createClient({ clientId: CLIENT_ID, device: DEVICE, ...service, ...config })
        const result = client[method](params)
        outcomes.push(await outcome(result))
        return result.catch(() => undefined)
      })
      return outcomes
    }),
  )
  assert.deepEqual(found, wanted)
  return found
}

let serial = 0
/** @param {string} code */
const fresh = (code) => `${code}.${++serial}`

/**
 * Calls one step with a code; the binds get a state token by a login first.
 *
 * @param {Call} call
 * @param {Step} step
 * @param {string} code
 * @param {object} [config]
 */
async function take(call, step, code, config) {
  if (step === 'login') return call('login', { code }, config)
  const { stateToken } = await call('login', { code: `stranger-of-${code.replace('.', '-')}` })
  assert.ok(stateToken)
  return call(step, { wechatCode: code, stateToken }, config)
}

test('the names of the scenarios are those of the sandbox', async () => {
  const { scenarios } = await (await fetch(`${sandbox.origin}/sandbox/catalogue`)).json()
  assert.deepEqual([...SCENARIOS].sort(), scenarios.map((/** @type {{ code: string }} */ { code }) => code).sort())
})

test('every scenario comes to what docs/testing.md says', async () => {
  const page = readFileSync(join(import.meta.dirname, 'node_modules/wechat-mobile-bind/docs/testing.md'), 'utf8')
  const [region] = page.split('<!-- generated: scenarios -->')[1].split('<!-- end of generated -->')
  const rows = [...region.matchAll(/^\| (`.*?) \| (.*) \|$/gm)]
  const told = rows.flatMap(([, names, outcome]) => names.split(', ').map((name) => [name.slice(1, -1), outcome]))
  assert.equal(told.length, SCENARIOS.length)
  for (const [name, outcome] of told) {
    const fake = fakeService({ delay: 1 })
    const client = await createClient({ domain: 'acme.example.com', clientId: 'c', device: DEVICE, fetch: fake.fetch })
    const code = fake.loginCode(name.replace('<ms>', '1'))
    const { status, ...error } = await client.login({ code }).catch((error) => ({ ...error.toJSON() }))
    const found = status ?? error.code
    const own = name
      .replace('sandbox-status-', '')
      .toUpperCase()
      .replaceAll('-', '_')
      .replace(/SUCCES$/, 'SUCCESS')
    assert.ok(outcome.includes(found) || found === own, `${name}: ${found} instead of ${outcome}`)
    if (found === 'REFUSED') assert.ok(outcome.includes(error.errorCode ?? '') || !outcome.includes('SDK.'), name)
    if (found === 'NETWORK') assert.ok(outcome.includes(`\`${error.delivery}\``), `${name}: ${error.delivery}`)
  }
})

test('the users are those of the sandbox', async () => {
  const { people } = await (await fetch(`${sandbox.origin}/sandbox/catalogue`)).json()
  assert.deepEqual(
    USERS.map(({ phone, name }) => ({ phone, name })),
    people,
  )
})

for (const scenario of [
  ...SCENARIOS,
  'sandbox-fault-slow-1',
  'sandbox-fault-slow-soon',
  'sandbox-no-such-scenario',
  'sandbox-',
]) {
  for (const step of STEPS) {
    test(`${scenario}, ${step}`, async () => {
      const code = fresh(scenario)
      const config = scenario === 'sandbox-fault-slow' ? { timeoutMs: 300 } : {}
      for (const language of ['en', 'zh-CN'])
        await same((call) => take(call, step, `${code}-${language}`, { ...config, language }))
    })
  }
}

/**
 * What is no scenario: who logs in, what is good once, and what is refused.
 *
 * @type {Record<string, (call: Call, code: (meaning: string) => string) => unknown>}
 */
const COURSES = {
  'a known user logs in': (call, code) => call('login', { code: code('wangfang') }),
  'a stranger is asked to bind, and is known from then on': async (call, code) => {
    const { stateToken } = await call('login', { code: code('newcomer') })
    await call('bind', { wechatCode: code('13600136000'), stateToken })
    await call('login', { code: code('newcomer') })
  },
  'a phone that nobody has is refused by a bind, and registered by the other': async (call, code) => {
    const { stateToken } = await call('login', { code: code('unlisted') })
    await call('bind', { wechatCode: code('13312345678'), stateToken })
    await call('registerAndBind', { wechatCode: code('13312345678'), stateToken })
    await call('login', { code: code('unlisted') })
  },
  'a phone that somebody has is not registered again': (call, code) =>
    take(call, 'registerAndBind', code('13900139000')),
  'a code that names no phone is the first user’s': (call, code) => take(call, 'bind', code('6213b8e364d3f0ea')),
  'a login code is good once': async (call, code) => {
    const login = code('wangfang')
    await call('login', { code: login })
    await call('login', { code: login })
  },
  'a phone code is good once, after a refusal too': async (call, code) => {
    const [phone, { stateToken }] = [code('sandbox-error-login-1003'), await call('login', { code: code('once') })]
    await call('bind', { wechatCode: phone, stateToken })
    await call('bind', { wechatCode: phone, stateToken })
  },
  'login codes and phone codes are spent apart': async (call, code) => {
    const both = code('13700137000')
    const { stateToken } = await call('login', { code: both })
    await call('bind', { wechatCode: both, stateToken })
  },
  'a state token is good for one success': async (call, code) => {
    const { stateToken } = await call('login', { code: code('spender') })
    await call('bind', { wechatCode: code('13800138000'), stateToken })
    await call('bind', { wechatCode: code('13800138000'), stateToken })
  },
  'a state token outlives a refusal': async (call, code) => {
    const { stateToken } = await call('login', { code: code('patient') })
    await call('bind', { wechatCode: code('sandbox-fault-html-502'), stateToken })
    await call('bind', { wechatCode: code('13800138000'), stateToken })
  },
  'a state token that was never issued is refused, and the code stays good': async (call, code) => {
    const phone = code('13800138000')
    await call('bind', { wechatCode: phone, stateToken: 'made-up' })
    const { stateToken } = await call('login', { code: code('late') })
    await call('bind', { wechatCode: phone, stateToken })
  },
  'a state token that expired is refused': async (call, code) => {
    const { stateToken } = await call('login', { code: code('sandbox-state-expired') })
    await call('bind', { wechatCode: code('13800138000'), stateToken })
  },
  'the state token of a second step binds the same user': async (call, code) => {
    const { stateToken } = await call('login', { code: code('second-step') })
    const next = await call('bind', { wechatCode: code('sandbox-status-user-register'), stateToken })
    await call('registerAndBind', { wechatCode: code('13900139000'), stateToken: next.stateToken })
    await call('login', { code: code('second-step') })
  },
  'another client id is refused': (call, code) => call('login', { code: code('wangfang') }, { clientId: 'another' }),
  'another name of the code is refused': (call, code) =>
    take(call, 'bind', code('13800138000'), { bodyField: 'wchat_code' }),
  'fields that break their rules are not sent': (call) => call('bind', { wechatCode: 'a b', stateToken: '令牌' }),
  'a sign-in takes both steps': (call, code) =>
    call('signIn', { loginCode: () => code('both-steps'), phoneCode: () => code('13700137000') }),
  'a sign-in ends where the user declines': (call, code) =>
    call('signIn', { loginCode: () => code('shy'), phoneCode: () => undefined }),
}

for (const [name, course] of Object.entries(COURSES)) {
  test(name, async () => {
    const mark = ++serial
    await same((call) => {
      let codes = 0
      return course(call, (meaning) => `${meaning}.${mark}-${++codes}`)
    })
  })
}

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

test('users of your own take the place of the sandbox’s', async () => {
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

test('a slow answer takes the delay, and ends when it is called off', async () => {
  const { service, client } = await setUp({ delay: 40 })
  /** @param {AbortSignal} [signal] */
  const slow = (signal) => client.login({ code: service.loginCode('sandbox-fault-slow'), signal })
  const start = performance.now()
  assert.equal((await slow()).status, 'SUCCESS')
  assert.ok(performance.now() - start >= 35)
  await assert.rejects(slow(AbortSignal.timeout(5)), { code: 'ABORTED', delivery: 'unknown' })
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

test('the name of the phone code can be the misprinted one', async () => {
  const service = fakeService({ bodyField: 'wchat_code' })
  const client = await createClient({
    domain: 'acme.example.com',
    clientId: 'c',
    device: DEVICE,
    fetch: service.fetch,
    bodyField: 'wchat_code',
  })
  const { status } = await client.bind({ wechatCode: service.phoneCode(), stateToken: service.stateToken() })
  assert.equal(status, 'SUCCESS')
})

test('what is no request of the interface is answered as the sandbox does', async () => {
  const { fetch: fake } = fakeService({ clientId: CLIENT_ID })
  const good = {
    'Content-Type': 'application/json; charset=utf-8',
    'X-operating-sys-version': 'o',
    'X-device-fingerprint': 'f',
    'X-agent': 'a',
    'X-client-id': CLIENT_ID,
  }
  const { 'X-agent': _, ...incomplete } = good
  const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
  const BIND = '/api/v2/sdk/social/wechat-mobile-bind'
  /** @type {[string, any, number?][]} */
  const odd = [
    ['/', { method: 'POST', headers: good, body: '{}' }, 404],
    ['/nowhere', { method: 'POST', headers: good, body: '{}' }],
    [LOGIN, {}],
    [LOGIN, { method: 'PUT', headers: good, body: '{"code":"a"}' }],
    [LOGIN, { method: 'POST', headers: { ...good, 'Content-Type': 'text/plain' }, body: '{"code":"a"}' }],
    [LOGIN, { method: 'POST', headers: incomplete, body: '{"code":"a"}' }],
    [LOGIN, { method: 'POST', headers: { ...good, 'X-L': 'é' }, body: '{"code":"a"}' }],
    [LOGIN, { method: 'POST', headers: { ...good, 'X-tenant-id': 'é' }, body: '{"code":"a"}' }],
    [LOGIN, { method: 'POST', headers: good, body: '' }],
    [LOGIN, { method: 'POST', headers: good, body: '[]' }],
    [LOGIN, { method: 'POST', headers: good, body: 'null' }],
    [LOGIN, { method: 'POST', headers: good, body: '{}' }],
    [LOGIN, { method: 'POST', headers: good, body: '{"code":1}' }],
    [LOGIN, { method: 'POST', headers: good, body: '{"code":""}' }],
    [LOGIN, { method: 'POST', headers: good, body: '{"code":"a","more":1}' }],
    [BIND, { method: 'POST', headers: good, body: '{"wechat_code":"a"}' }],
    [BIND, { method: 'POST', headers: { ...good, 'X-State-Token': 'x' }, body: '{"wechat_code":"a"}' }],
  ]
  for (const [path, init, statusOfFake] of odd) {
    const [wanted, found] = await Promise.all([
      fetch(sandbox.origin + path, init),
      fake(`https://a.example${path}?q#h`, init),
    ])
    assert.equal(found.status, statusOfFake ?? wanted.status, JSON.stringify([path, init]))
    if (!statusOfFake) assert.equal(await found.text(), await wanted.text(), JSON.stringify([path, init]))
  }
})

test('what a test gets wrong is said at once', () => {
  assert.throws(() => fakeService({ users: [] }), { name: 'TypeError', message: /at least one user/ })
  assert.throws(() => fakeService({ users: [{ phone: '138' }] }), {
    name: 'TypeError',
    message: /`users\[0\]\.phone`.*eleven digits/,
  })
  assert.throws(() => fakeService({ delay: -1 }), { name: 'TypeError', message: /`delay`/ })
  const { loginCode, phoneCode } = fakeService()
  assert.throws(() => loginCode('sandbox-status-sucess'), {
    name: 'TypeError',
    message: /no scenario `sandbox-status-sucess`/,
  })
  assert.throws(() => phoneCode('sandbox-'), { name: 'TypeError' })
  assert.match(phoneCode('sandbox-fault-slow-20'), /^sandbox-fault-slow-20\.\d+$/)
})

test('`require` has the same', async () => {
  const required = createRequire(import.meta.url)('wechat-mobile-bind/testing')
  assert.deepEqual(Object.keys(required).sort(), ['SCENARIOS', 'USERS', 'fakeService'])
  assert.deepEqual(required.SCENARIOS, SCENARIOS)
})
