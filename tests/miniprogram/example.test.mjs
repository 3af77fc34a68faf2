// The example mini program, as WeChat's tool compiles it, on every engine: what its page shows, and what the service
// received.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startSandbox } from '../package/sandbox.mjs'
import { exampleAt } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { launch, PHONE } from './simulator/mini-program.mjs'
import { OFFLINE } from './simulator/network.mjs'

/**
 * @import { Sandbox } from '../package/sandbox.mjs'
 * @import { TestContext } from 'node:test'
 * @import { Program } from './simulator/mini-program.mjs'
 * @import { LaunchOptions } from './simulator/types.js'
 */

/** @typedef {LaunchOptions & { variant?: 'raw' | 'es6', config?: object }} VisitOptions */

const PAGE = 'pages/sign-in/sign-in'
const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
const BIND = '/api/v2/sdk/social/wechat-mobile-bind'
const ROWS = ['姓名', '张伟', '用户名', 'zhangwei', '昵称', '大伟', '手机号', '138****8000']

/** @type {('raw' | 'es6')[]} */
const VARIANTS = ['raw', 'es6']

// What hosts do differently, each away from its default.
/** @type {Record<string, Record<string, unknown>>} */
const HOSTS = {
  'as it comes': {},
  'Promise on setTimeout': { promise: 'timeout' },
  'no globalThis, no global': { globalThis: false, global: false },
  '{ instance } instead of an instance': { instance: 'wrapped' },
  'no BigInt': { bigInt: false },
  'today’s built-ins': { oldBuiltIns: false },
  'base library 2.13': { library: 2.13 },
  'all of the oldest': {
    promise: 'timeout',
    globalThis: false,
    global: false,
    instance: 'wrapped',
    bigInt: false,
    library: 2.13,
    refuseGlobals: true,
  },
}

/** @type {Sandbox} */
let sandbox
before(async () => (sandbox = await startSandbox()))
after(() => sandbox.stop())

/**
 * Runs `visit` in the example with these switches, on a phone that has never seen it.
 *
 * @param {TestContext} t
 * @param {VisitOptions} options
 */
async function visit(t, { variant = 'raw', config, ...options } = {}) {
  await sandbox.receivedAll()
  // What stands before a dot names the WeChat user, and each is to be a new one.
  const loginCodes = Array.from({ length: 6 }, () => sandbox.fresh('stranger').replace('.', '-'))
  const program = await launch(exampleAt(sandbox.origin, variant, config), {
    page: PAGE,
    loginCodes: [...loginCodes],
    ...options,
  })
  t.after(() => program.close())
  const received = async () =>
    (await sandbox.receivedAll()).map(({ path, body, headers }) => ({
      path,
      // A GET has none.
      body: body && JSON.parse(body),
      headers,
    }))
  return { program, received, loginCodes }
}

/**
 * … and waits for the phone button.
 *
 * @param {TestContext} t
 * @param {VisitOptions} [options]
 */
async function visitPhoneButton(t, options) {
  const visited = await visit(t, options)
  await visited.program.shows('手机号快捷登录')
  await idle(visited)
  return visited
}

/** @param {string} code */
const allowed = (code) => ({ code, errMsg: 'getPhoneNumber:ok' })
/** @param {{ program: Program }} options */
const idle = ({ program }) => program.until(() => !program.seen.data.signIn.busy, 'the end of what is under way')

/**
 * Moves the piece so far beside its place, and confirms.
 *
 * @param {{ program: Program }} options
 */
async function solve({ program }, beside = 0) {
  await program.until(() => program.seen.data.signIn.captcha && !program.seen.data.signIn.busy, 'a puzzle')
  program.event('onPicture', { width: 310 })
  program.event('onPiece', { width: 47 })
  program.event('onSlide', { value: (await sandbox.answer()) + beside })
  program.press('确定')
}

/**
 * Enters the code of the last message.
 *
 * @param {{ program: Program }} options
 */
async function enterCode({ program }) {
  await program.shows('验证码已发送至')
  program.event('onCode', { value: (await sandbox.message()).code })
  program.press('登录')
}

const LATER = '暂时无法登录，请换用其他方式或联系客服'
/**
 * What a press may come to: what WeChat says to the button, or to the request; what the user reads, and its code. A user reads the hint, which
 * tests/package/wechat.test.mjs has for each failure, or that only others can help.
 *
 * @type {{ pressed?: object, phone?: string, request?: object, words: string, code: string }[]}
 */
const FAILURES = [
  {
    pressed: { errMsg: 'getPhoneNumber:fail user deny', errno: 103 },
    words: '未获得手机号授权，可再次点击按钮',
    code: 'declined',
  },
  { pressed: { errMsg: 'getPhoneNumber:fail no enough quota', errno: 1400001 }, words: LATER, code: 'quota' },
  { phone: 'sandbox-error-login-1001', words: '授权已过期，请再点一次按钮', code: 'SDK.LOGIN.1001' },
  { phone: 'has a blank', words: LATER, code: 'INVALID_PARAMS' },
  { request: { errMsg: 'request:fail url not in domain list', errno: 600002 }, words: LATER, code: 'NETWORK' },
  { request: OFFLINE.failure, words: '网络异常，请检查网络后重试', code: 'NETWORK' },
]

/** @typedef {{ engine?: string, variant?: 'raw' | 'es6' }} Way */

/** @param {string} name @param {Way} way */
function bindsOn(name, { engine, variant }) {
  const switches = HOSTS[name]
  test(`a user is bound and sees who they are: ${name}`, async (t) => {
    const { program, received, loginCodes } = await visitPhoneButton(t, { engine, variant, switches })
    const phone = sandbox.fresh('13800138000')
    program.press('手机号快捷登录', allowed(phone))
    const { lines } = await program.shows('登录成功')
    assert.deepEqual(lines.slice(lines.indexOf('姓名'), lines.indexOf('姓名') + ROWS.length), ROWS)
    assert.deepEqual(
      (await received()).map(({ path, body }) => [path, body]),
      [
        [LOGIN, { code: loginCodes[0] }],
        [BIND, { wechat_code: phone }],
      ],
    )
    assert.deepEqual([program.seen.written, program.seen.used, program.seen.console], [[], [], []])
    const ending = switches.library === 2.13 ? '' : '.br'
    assert.deepEqual(program.seen.wasmPaths, [`/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm${ending}`])
  })
}

for (const engine of Object.keys(ENGINES)) {
  for (const variant of VARIANTS) {
    describe(`${engine}, ${variant}`, () => {
      for (const name of ['as it comes', 'all of the oldest']) bindsOn(name, { engine, variant })

      test('whoever declines signs in by text message: a puzzle, a code', async (t) => {
        const visited = await visitPhoneButton(t, { engine, variant })
        const { program, received, loginCodes } = visited
        program.press('手机号快捷登录', { errMsg: 'getPhoneNumber:fail user deny' })
        await program.shows('获取验证码')
        program.event('onRecipient', { value: '13800138000' })
        program.press('获取验证码')
        await solve(visited)
        await program.shows('验证码已发送至 138****8000')
        await enterCode(visited)
        const { lines } = await program.shows('登录成功')
        assert.deepEqual(lines.slice(lines.indexOf('姓名'), lines.indexOf('姓名') + ROWS.length), ROWS)
        const requests = await received()
        assert.deepEqual(
          requests.map(({ path }) => path.replace('/api/v2/sdk', '')),
          ['/login/wechat-miniprogram', '/captcha', '/captcha/verify', '/sms/send', '/social/bind'],
        )
        assert.deepEqual(requests[0].body, { code: loginCodes[0] })
        assert.deepEqual(requests[4].body, { mobile: '13800138000', verify_code: (await sandbox.message()).code })
        assert.deepEqual([program.seen.written, program.seen.used], [[], []])
      })
    })
  }
}

// What is different between engines is tried above; from here on it is the page and its hosts.
describe('one thing at a time', () => {
  for (const name of Object.keys(HOSTS)) if (!['as it comes', 'all of the oldest'].includes(name)) bindsOn(name, {})
})

describe('the page', () => {
  test('a second factor is the code sent to the account’s number', async (t) => {
    const visited = await visit(t, { variant: 'es6', loginCodes: [sandbox.fresh('liqiang')] })
    const { program, received } = visited
    await program.shows('为了账号安全')
    await idle(visited)
    program.press('获取验证码')
    await solve(visited)
    await program.shows('验证码已发送至 134****4000')
    await enterCode(visited)
    await program.shows('登录成功\n姓名\n李强')
    assert.deepEqual(
      (await received()).map(({ path }) => path.replace('/api/v2/sdk', '')),
      ['/login/wechat-miniprogram', '/mobile-by-token', '/captcha', '/captcha/verify', '/sms/send', '/mfa/sms'],
    )
  })

  test('each failure is told in words, and the next press binds', async (t) => {
    const visited = await visitPhoneButton(t, { variant: 'es6' })
    const { program, received } = visited
    for (const { pressed, phone = '13800138000', request, words, code } of FAILURES) {
      program.network.failure = request
      program.press('手机号快捷登录', pressed ?? allowed(sandbox.fresh(phone)))
      await program.shows(`${words}\n${code}`)
      await idle(visited)
    }
    program.network.failure = undefined
    program.press('手机号快捷登录', allowed(sandbox.fresh('13800138000')))
    const { text } = await program.shows('登录成功')
    assert.ok(!text.includes('NETWORK'))
    // WeChat's words prove nothing of the last bind, so a login asks whether it happened.
    assert.deepEqual(
      (await received()).map(({ path }) => path),
      [LOGIN, BIND, LOGIN, BIND],
    )
  })

  for (const [scenario, words, code] of [
    ['sandbox-status-access-denied', '暂无使用权限，请联系客服', 'ACCESS_DENIED'],
    ['sandbox-status-unknown', LATER, 'UNKNOWN'],
  ]) {
    test(`the end of a sign-in is told: ${code}`, async (t) => {
      const { program } = await visitPhoneButton(t)
      program.press('手机号快捷登录', allowed(sandbox.fresh(scenario)))
      await program.shows(`${words}\n${code}`)
    })
  }

  test('a wrong number, a wrong puzzle and a wrong code are told, and the right ones still sign in', async (t) => {
    const visited = await visitPhoneButton(t)
    const { program } = visited
    program.press('用验证码登录')
    await program.shows('获取验证码')
    program.event('onRecipient', { value: '一二三' })
    program.press('获取验证码')
    await program.shows('INVALID_PARAMS')
    assert.equal(program.seen.data.signIn.captcha, undefined)
    await idle(visited)
    program.event('onWay', undefined, { way: 'email' })
    program.event('onRecipient', { value: 'zhang.wei@example.com' })
    await program.shows('zhang.wei@example.com')
    program.press('获取验证码')
    await program.until(() => program.seen.data.signIn.captcha, 'a puzzle')
    const { captcha: first } = program.seen.data.signIn
    await solve(visited, 40)
    await program.shows('拼图未通过，请重试\nSDK.CAPTCHA.0002')
    /** @param {string} last */
    const another = (last) =>
      program.until(() => {
        const { captcha } = program.seen.data.signIn
        return captcha && captcha.original !== last && captcha.original
      }, 'another picture')
    const second = await another(first.original)
    await idle(visited)
    assert.equal(program.seen.data.moved, 0)
    program.press('换一张')
    await another(second)
    await solve(visited)
    await program.shows('z***@example.com')
    await program.shows('秒后可重新发送')
    program.event('onCode', { value: '000000' })
    program.press('登录')
    await program.shows('SDK.CAPTCHA.0007')
    await idle(visited)
    await enterCode(visited)
    await program.shows('登录成功')
  })

  test('a login without a network can be tried again', async (t) => {
    const { program } = await visit(t, { offline: true })
    await program.shows('网络异常，请检查网络后重试\nNETWORK')
    program.network.offline = false
    program.press('微信登录')
    await program.shows('手机号快捷登录')
  })

  test('a user who is known needs no phone number', async (t) => {
    const { program, received } = await visit(t, { loginCodes: [sandbox.fresh('wangfang')] })
    await program.shows('王芳')
    assert.deepEqual(
      (await received()).map(({ path }) => path),
      [LOGIN],
    )
  })

  test('a session without a readable id token is a sign-in all the same', async (t) => {
    const { program } = await visitPhoneButton(t)
    program.press('手机号快捷登录', allowed(sandbox.fresh('sandbox-odd-abbreviated-id-token')))
    await program.shows('你已登录，但暂时无法显示用户信息')
  })

  test('it speaks English where WeChat does', async (t) => {
    const phone = { ...PHONE, base: { ...PHONE.base, language: 'en' } }
    const { program } = await visit(t, { phone, loginCodes: [sandbox.fresh('wangfang')] })
    assert.deepEqual(program.seen.titles, ['Sign in'])
    const { lines } = await program.shows('You are signed in')
    assert.deepEqual(lines.slice(lines.indexOf('Name'), lines.indexOf('Name') + 2), ['Name', '王芳'])
  })
})
