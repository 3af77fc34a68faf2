// What WeChat's own words mean: the tables of its errors, through the mini program's entry on a stand-in for `wx`.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { CONFIG, isAdvised, thrown } from '../conformance/support.js'
import { assertNoSecrets } from './assert-no-secrets.mjs'
import { loadMiniProgram, reload } from './entries.mjs'
import { refuse, throwing } from './hostile-values.mjs'

const PARAMS = { wechatCode: 'CANARYwechatcode6213b8e3', stateToken: 'CANARYstatetoken.nEPRiIC4' }

/**
 * The globals of a mini program.
 *
 * @type {any}
 */
const host = globalThis
/** @type {(options: any) => void} */
let answer
/** @type {any[]} */
const requests = []
const api = loadMiniProgram({
  /** @param {any} options */
  request(options) {
    requests.push(options)
    queueMicrotask(() => answer(options))
    return { abort() {} }
  },
})

// errMsg, errno, reason, audience.
/** @type {[string | undefined, number | undefined, string, string][]} */
const BUTTON = [
  ['getPhoneNumber:ok', undefined, 'no-code', 'developer'],
  ['getPhoneNumber:ok', 0, 'no-code', 'developer'],
  ['getPhoneNumber:fail user deny', 103, 'declined', 'user'],
  ['getPhoneNumber:fail user deny', 1, 'declined', 'user'],
  ['getPhoneNumber:fail user deny', undefined, 'declined', 'user'],
  ['getPhoneNumber:fail:user deny', undefined, 'declined', 'user'],
  ['getPhoneNumber:user deny', undefined, 'declined', 'user'],
  ['getPhoneNumber:fail:user cancel', 1, 'declined', 'user'],
  ['getPhoneNumber:fail:cancel to bind phone', undefined, 'declined', 'user'],
  ['getPhoneNumber:cancel to confirm login', undefined, 'declined', 'user'],
  ['getPhoneNumber:fail', 103, 'declined', 'user'],
  ['getPhoneNumber:fail:access denied', 102, 'not-permitted', 'developer'],
  ['getPhoneNumber:fail:access denied', undefined, 'not-permitted', 'developer'],
  ['getPhoneNumber:fail no permission', undefined, 'not-permitted', 'developer'],
  ['getPhoneNumber:fail 该 appid 没有权限', undefined, 'not-permitted', 'developer'],
  ['operateWXData:fail jsapi has no permission', undefined, 'not-permitted', 'developer'],
  ['getPhoneNumber:fail user deny', 102, 'not-permitted', 'developer'],
  ['privacy permission is not authorized', 104, 'privacy-not-agreed', 'user'],
  ['getPhoneNumber:fail privacy permission is not authorized', undefined, 'privacy-not-agreed', 'user'],
  ['getPhoneNumber:fail api scope is not declared in the privacy agreement', 112, 'privacy-not-declared', 'developer'],
  [
    'getPhoneNumber:fail api scope is not declared in the privacy agreement',
    undefined,
    'privacy-not-declared',
    'developer',
  ],
  ['getPhoneNumber:fail no enough quota', 1400001, 'quota', 'developer'],
  ['getPhoneNumber:fail no enough quota', undefined, 'quota', 'developer'],
  ['getPhoneNumber:fail freq limit', 1003, 'too-often', 'user'],
  ['getPhoneNumber:fail freq limit', undefined, 'too-often', 'user'],
  ['getPhoneNumber:fail 用户绑定的手机需要进行验证', undefined, 'unverified-number', 'user'],
  ['getPhoneNumber:fail 用户未绑定手机，请先在微信客户端进行绑定后重试', undefined, 'no-number', 'user'],
  ['getPhoneNumber:fail 用户未绑定手机号', undefined, 'no-number', 'user'],
  ['getPhoneNumber:fail require user interaction', undefined, 'unknown', 'developer'],
  ['getPhoneNumber:fail denied by the system', undefined, 'unknown', 'developer'],
  [undefined, undefined, 'unknown', 'developer'],
]

for (const [errMsg, errno, reason, audience] of BUTTON) {
  test(`the button: ${errMsg}, ${errno} is ${reason}, for the ${audience}`, () => {
    // The event of a button, and what a mini game's own function gives.
    for (const given of [{ detail: { errMsg, errno } }, { errMsg, errno }]) {
      assert.throws(
        () => api.phoneCode(given),
        (/** @type {any} */ error) => {
          assert.ok(error instanceof api.PhoneCodeError && error instanceof api.BindError)
          const code = reason === 'declined' ? 'USER_DECLINED' : 'NO_PHONE_CODE'
          assert.deepEqual(
            [error.code, error.delivery, error.step, error.reason, error.audience],
            [code, 'not-sent', 'bind', reason, audience],
          )
          assert.deepEqual([error.errMsg, error.errno, error.cause.errMsg], [errMsg, errno, errMsg])
          const logged = JSON.parse(JSON.stringify(error))
          assert.deepEqual([logged.reason, logged.errMsg, logged.errno], [reason, errMsg, errno])
          if (errMsg) assert.ok(inspect(error).includes(errMsg))
          isAdvised(error, 'hint')
          return true
        },
      )
    }
  })
}

test('a code is taken from the events of both buttons, and from a mini game', () => {
  assert.equal(api.phoneCode({ detail: { code: 'c', errMsg: 'getPhoneNumber:ok' } }), 'c')
  assert.equal(api.phoneCode({ detail: { code: 'c', errMsg: 'getRealtimePhoneNumber:ok' } }), 'c')
  assert.equal(api.phoneCode({ code: 'c', errMsg: 'getPhoneNumber:ok' }), 'c')
  for (const none of [
    undefined,
    null,
    'code',
    {},
    { detail: null },
    { detail: { code: '' } },
    { detail: { code: 7 } },
  ]) {
    assert.throws(() => api.phoneCode(none), { name: 'PhoneCodeError', reason: 'unknown' })
  }
})

const bare = Object.create(null)

// What no host sends: the error of the package all the same, and nothing in it that can't be shown.
for (const [name, event, reason, errno, errMsg] of [
  ['an errno that is a symbol', { detail: { errno: Symbol('e') } }, 'unknown'],
  [
    'an errno that is an object',
    { detail: { errno: bare, errMsg: 'getPhoneNumber:fail user deny' } },
    'declined',
    undefined,
    'getPhoneNumber:fail user deny',
  ],
  ['an errno that is a text', { detail: { errno: '103' } }, 'declined', 103],
  ['an errMsg that has no text', { detail: { errMsg: bare, errno: 103 } }, 'declined', 103],
  ['an errMsg that is a symbol', { detail: { errMsg: Symbol('e') } }, 'unknown'],
  ['a detail that throws', throwing('detail'), 'unknown'],
  ['a code that throws', { detail: throwing('code', { errno: 104 }) }, 'privacy-not-agreed', 104],
  ['an errno that throws', { detail: throwing('errno') }, 'unknown'],
  ['an errMsg that throws', { detail: throwing('errMsg') }, 'unknown'],
]) {
  test(`the button: ${name} is ${reason}`, () => {
    assert.throws(
      () => api.phoneCode(event),
      (/** @type {any} */ error) => {
        assert.deepEqual(
          [error.name, error.delivery, error.reason, error.errno, error.errMsg],
          ['PhoneCodeError', 'not-sent', reason, errno, errMsg],
        )
        assert.deepEqual([error.cause instanceof Error, error.cause.errno, error.cause.errMsg], [true, errno, errMsg])
        return true
      },
    )
  })
}

test('a wasm that is no path is told without being made a text', async () => {
  const { WXWebAssembly } = host
  const { createClient, LoadError } = reload('wechat-mobile-bind/miniprogram')
  host.WXWebAssembly = { instantiate: () => Promise.reject(new Error('no such file')) }
  try {
    for (const [wasm, told] of [
      [Symbol('w'), '`wasm`, which is not a path,'],
      [{ toString: refuse }, '`wasm`, which is not a path,'],
      [bare, '`wasm`, which is not a path,'],
      ['/a.wasm', '`/a.wasm`'],
    ]) {
      const error = await thrown(() => createClient({ ...CONFIG, wasm }), 'load')
      assert.deepEqual(
        [error instanceof LoadError, error.code, error.delivery, error.cause.message],
        [true, 'WASM_UNAVAILABLE', 'not-sent', 'no such file'],
      )
      assert.ok(error.message.includes(`no readable file at ${told} in the code package`), error.message)
    }
  } finally {
    host.WXWebAssembly = WXWebAssembly
  }
})

// Values that somebody has put on `Object.prototype`; one that is read would change what is loaded, sent or told.
const DIRT = {
  ...Object.fromEntries(
    `wasm get set value text test code client onUnknownUser loginCode onChange onError stateToken nextSteps errorCode error result login press
    answer language system model data abort`
      .split(/\s+/)
      .map((name) => [name, 'evil']),
  ),
  detail: { code: 'evil' },
  errno: 103,
  errMsg: 'getPhoneNumber:fail user deny',
  statusCode: 500,
}
for (const [name, value] of Object.entries(DIRT)) {
  test(`\`${name}\` on Object.prototype changes no load, no request and no press`, async (t) => {
    const { createClient, createSignIn } = reload('wechat-mobile-bind/miniprogram')
    const { WXWebAssembly, wx } = host
    /** @type {string[]} */
    const paths = []
    t.after(() => {
      Reflect.deleteProperty(Object.prototype, name)
      Object.assign(host, { WXWebAssembly, wx })
    })
    host.WXWebAssembly = {
      instantiate: (/** @type {string} */ path, /** @type {WebAssembly.Imports} */ imports) => {
        paths.push(path)
        return WXWebAssembly.instantiate(path, imports)
      },
    }
    host.wx = {
      ...wx,
      getDeviceInfo: () => ({}),
      getAppBaseInfo: () => ({}),
      login: (/** @type {any} */ { success }) => success({ code: 'login' }),
    }
    const replies = ['{"status":"SOCIAL_BIND","state_token":"st"}', '{"status":"SUCCESS","session_token":"s"}']
    answer = ({ success }) => success({ statusCode: 200, data: replies.shift() })
    requests.length = 0

    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true, enumerable: true })
    const signIn = createSignIn({ client: () => createClient({ domain: 'acme.example.com', clientId: 'c' }) })
    await signIn.start()
    const declined = await signIn.press({ detail: { errMsg: 'getPhoneNumber:fail no permission', errno: 102 } })
    const { error } = await signIn.press({ detail: {} })
    const { step } = await signIn.press({ detail: { code: 'phone' } })
    Reflect.deleteProperty(Object.prototype, name)

    assert.deepEqual(paths, ['/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm.br'])
    assert.deepEqual(
      [declined.error.reason, error.reason, step, signIn.result.sessionToken],
      ['not-permitted', 'unknown', 'done', 's'],
    )
    assert.deepEqual(
      requests.map(({ url, data }) => [new URL(url).pathname.split('/').pop(), data]),
      [
        ['wechat-miniprogram', '{"code":"login"}'],
        ['wechat-mobile-bind', '{"wechat_code":"phone"}'],
      ],
    )
    const [{ header }] = requests
    assert.deepEqual(
      [header['X-operating-sys-version'], header['X-agent'], header['X-L']],
      ['unknown', 'unknown', undefined],
    )
  })
}

/** @param {number | undefined} error */
const cronet = (error) => `request:fail errcode:${error} cronet_error_code:${error} error_msg:net::ERR`

// errMsg, errno, code, delivery, audience.
/** @typedef {[string, number | undefined, string, keyof typeof ADVICE, string]} Row */

const ADVICE = { 'not-sent': /still good/, unknown: /treat any one-time code in it as used/, delivered: /is used/ }

/**
 * One row for each number.
 *
 * @param {(number | undefined)[]} numbers
 * @param {(number: number | undefined) => Row} row
 */
const rows = (numbers, row) => numbers.map(row)

/** @type {Row[]} */
const REQUEST = [
  ['request:fail url not in domain list', 600002, 'NETWORK', 'not-sent', 'developer'],
  ['request:fail url not in domain list:acme.example.com', undefined, 'NETWORK', 'not-sent', 'developer'],
  ...rows([600005, 600009, 600010, 600011], (errno) => ['request:fail', errno, 'NETWORK', 'not-sent', 'developer']),
  ['request:fail', 600007, 'NETWORK', 'not-sent', 'user'],
  ['createRequestTask:fail interrupted', undefined, 'NETWORK', 'not-sent', 'user'],
  [cronet(-105), 600001, 'NETWORK', 'not-sent', 'user'],
  ['request:fail -105:net::ERR_NAME_NOT_RESOLVED', 600001, 'NETWORK', 'not-sent', 'user'],
  ...rows([-200, -201, -202, -299], (error) => [cronet(error), 600001, 'NETWORK', 'not-sent', 'operator']),
  // The second of two connections may tell of these, and the first one have carried the request.
  ...rows([-102, -106, -109, -118], (error) => [cronet(error), 600001, 'NETWORK', 'unknown', 'user']),
  ...rows([-21, -100, -101, -199, -300, -310, -324, -1020], (error) => [
    cronet(error),
    600001,
    'NETWORK',
    'unknown',
    'user',
  ]),
  // The texts of iOS, and of hosts that give no errno.
  ['request:fail 未能连接到服务器。', 600001, 'NETWORK', 'unknown', 'user'],
  [cronet(-102), undefined, 'NETWORK', 'unknown', 'user'],
  ...rows([600000, 600003, 600004, 600006, undefined], (errno) => [
    'request:fail',
    errno,
    'NETWORK',
    'unknown',
    'user',
  ]),
  ['request:fail timeout', 5, 'TIMEOUT', 'unknown', 'user'],
  ['request:fail timeout', undefined, 'TIMEOUT', 'unknown', 'user'],
  ['request:fail', 5, 'TIMEOUT', 'unknown', 'user'],
  ...rows([600008, 602300, 602301, 602302, 1301111], (errno) => [
    'request:fail',
    errno,
    'NETWORK',
    'delivered',
    'user',
  ]),
]

for (const [errMsg, errno, code, delivery, audience] of REQUEST) {
  test(`wx.request: ${errMsg}, ${errno} is ${code}, ${delivery}, for the ${audience}`, async () => {
    answer = ({ fail }) => fail({ errMsg, errno })
    const client = await api.createClient({ ...CONFIG, timeoutMs: 4321 })
    for (const [step, call] of Object.entries({
      bind: () => client.bind(PARAMS),
      login: () => client.login({ code: PARAMS.wechatCode }),
    })) {
      const error = await thrown(call, step)
      assert.deepEqual(
        [error.name, error.code, error.delivery, error.step, error.audience],
        ['TransportError', code, delivery, step, audience],
      )
      assert.deepEqual([error.cause.errMsg, error.cause.errno], [errMsg, errno])
      isAdvised(error, 'hint')
      assert.match(error.message, ADVICE[delivery])
      if (errno === 600001) {
        const offline = delivery === 'not-sent' || /errcode:-1(02|06|09|18) /.test(errMsg)
        if (audience === 'user') assert.equal(error.hint.zh === '网络异常，请检查网络后重试', offline, error.hint.zh)
      }
      if (/domain list/.test(errMsg))
        for (const text of Object.values(error.hint)) assert.ok(text.includes('https://acme.example.com'), text)
      assertNoSecrets(error, Object.values(PARAMS))
    }
    assert.equal(requests.at(-1).timeout, 4321)
  })
}
