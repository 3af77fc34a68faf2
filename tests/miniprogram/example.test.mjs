// The example mini program, as WeChat's tool compiles it, on every engine: what its page shows, and what the service
// received.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startSandbox } from '../package/sandbox.mjs'
import { exampleAt } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { launch, PHONE } from './simulator/mini-program.mjs'

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
  const loginCodes = Array.from({ length: 3 }, () => sandbox.fresh('stranger').replace('.', '-'))
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

/** @type {[object, string, string][]} */
const WECHAT_BUTTON = [
  [{ errMsg: 'getPhoneNumber:fail user deny', errno: 103 }, '未获得手机号授权，可再次点击按钮', 'declined'],
  [
    { errMsg: 'privacy permission is not authorized', errno: 104 },
    '请先同意《隐私保护指引》，再点一次按钮',
    'privacy-not-agreed',
  ],
  [{ errMsg: 'getPhoneNumber:fail freq limit', errno: 1003 }, '操作过于频繁，请稍后再试', 'too-often'],
  [
    { errMsg: 'getPhoneNumber:fail 用户绑定的手机需要进行验证' },
    '请先在微信中验证手机号，再点一次按钮',
    'unverified-number',
  ],
  [
    { errMsg: 'getPhoneNumber:fail 用户未绑定手机，请先在微信客户端进行绑定后重试' },
    '请先在微信中绑定手机号，再点一次按钮',
    'no-number',
  ],
  // A user can do nothing about these.
  [
    { errMsg: 'getPhoneNumber:fail api scope is not declared in the privacy agreement', errno: 112 },
    '暂时无法登录，请换用其他方式或联系客服',
    'privacy-not-declared',
  ],
  [
    { errMsg: 'getPhoneNumber:fail:access denied', errno: 102 },
    '暂时无法登录，请换用其他方式或联系客服',
    'not-permitted',
  ],
  [
    { errMsg: 'getPhoneNumber:fail no enough quota', errno: 1400001 },
    '暂时无法登录，请换用其他方式或联系客服',
    'quota',
  ],
  [{ errMsg: 'getPhoneNumber:ok' }, '暂时无法登录，请换用其他方式或联系客服', 'no-code'],
]

/** @type {[object, string, string][]} */
const WECHAT_REQUEST = [
  [
    { errMsg: 'request:fail url not in domain list', errno: 600002 },
    '暂时无法登录，请换用其他方式或联系客服',
    'NETWORK',
  ],
  [
    { errMsg: 'request:fail errcode:-105 cronet_error_code:-105', errno: 600001 },
    '网络异常，请检查网络后重试',
    'NETWORK',
  ],
  [{ errMsg: 'request:fail timeout', errno: 5 }, '网络不稳定，请再点一次按钮', 'TIMEOUT'],
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

  test('a refused code is told, and the next press binds', async (t) => {
    const visited = await visitPhoneButton(t, { variant: 'es6' })
    const { program, received } = visited
    program.press('手机号快捷登录', allowed(sandbox.fresh('sandbox-error-login-1001')))
    await program.shows('授权已过期，请再点一次按钮\nSDK.LOGIN.1001')
    await idle(visited)
    program.press('手机号快捷登录', allowed(sandbox.fresh('13800138000')))
    const { text } = await program.shows('登录成功')
    assert.ok(!text.includes('授权已过期'))
    assert.deepEqual(
      (await received()).map(({ path }) => path),
      [LOGIN, BIND, BIND],
    )
  })

  test('without a network the page says so, and works again with it', async (t) => {
    const visited = await visitPhoneButton(t, { variant: 'es6' })
    const { program, received } = visited
    program.network.offline = true
    program.press('手机号快捷登录', allowed(sandbox.fresh('13800138000')))
    await program.shows('网络异常，请检查网络后重试\nNETWORK')
    await idle(visited)
    program.network.offline = false
    program.press('手机号快捷登录', allowed(sandbox.fresh('13800138000')))
    await program.shows('登录成功')
    // WeChat's words prove nothing of the first bind, so a login asks whether it happened.
    assert.deepEqual(
      (await received()).map(({ path }) => path),
      [LOGIN, LOGIN, BIND],
    )
  })

  test('each failure of WeChat is told in words', async (t) => {
    const visited = await visitPhoneButton(t, { variant: 'es6' })
    const { program, received } = visited
    for (const [failure, words, code] of WECHAT_BUTTON) {
      program.press('手机号快捷登录', failure)
      await program.shows(`${words}\n${code}`)
      await idle(visited)
    }
    await received()
    for (const [failure, words, code] of WECHAT_REQUEST) {
      program.network.failure = failure
      program.press('手机号快捷登录', allowed(sandbox.fresh('13800138000')))
      await program.shows(`${words}\n${code}`)
      await idle(visited)
    }
    program.network.failure = undefined
    program.press('手机号快捷登录', allowed(sandbox.fresh('13800138000')))
    await program.shows('登录成功')
  })
})

const LATER = '暂时无法登录，请换用其他方式或联系客服'
const FAILURES = [
  ['sandbox-status-access-denied', '暂无使用权限，请联系客服', 'ACCESS_DENIED'],
  ['sandbox-status-unknown', LATER, 'UNKNOWN'],
  ['sandbox-error-login-1003', '账号已锁定，请联系客服', 'SDK.LOGIN.1003'],
  ['sandbox-fault-reset', '网络不稳定，请再点一次按钮', 'NETWORK'],
  ['has a blank', LATER, 'INVALID_PARAMS'],
]

describe('what users read', () => {
  for (const [scenario, words, code] of FAILURES) {
    test(`${scenario} is told as ${code}`, async (t) => {
      const { program } = await visitPhoneButton(t)
      program.press('手机号快捷登录', allowed(sandbox.fresh(scenario)))
      await program.shows(`${words}\n${code}`)
    })
  }

  test('a puzzle that isn’t solved is told, and another one comes', async (t) => {
    const visited = await visitPhoneButton(t)
    const { program } = visited
    program.press('用验证码登录')
    await program.shows('获取验证码')
    program.event('onRecipient', { value: '13800138000' })
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
    await program.shows('验证码已发送至')
  })

  test('a wrong code is told, and the right one still signs in; another message has to wait', async (t) => {
    const visited = await visitPhoneButton(t)
    const { program } = visited
    program.press('用验证码登录')
    await program.shows('获取验证码')
    program.event('onWay', undefined, { way: 'email' })
    program.event('onRecipient', { value: 'zhang.wei@example.com' })
    await program.shows('zhang.wei@example.com')
    program.press('获取验证码')
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

  test('a number that is no number is told before a puzzle is', async (t) => {
    const { program } = await visitPhoneButton(t)
    program.press('用验证码登录')
    await program.shows('获取验证码')
    program.event('onRecipient', { value: '一二三' })
    program.press('获取验证码')
    await program.shows('INVALID_PARAMS')
    assert.equal(program.seen.data.signIn.captcha, undefined)
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
