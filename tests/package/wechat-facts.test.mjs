// What the package fills in itself in a mini program: a host that tells nothing, or anything, gets a request that the service accepts, and is
// asked for nothing that the caller has passed.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadMiniProgram } from './entries.mjs'
import { counting, DEVICE, headers, wxStorage } from './host-facts.mjs'
import { hostile, refuse } from './hostile-values.mjs'

const IPHONE = { model: 'iPhone 15', system: 'iOS 17.1', platform: 'ios' }
const WECHAT = { version: '8.0.50', SDKVersion: '3.1.0', language: 'zh_CN' }
const AGENT = 'MicroMessenger/8.0.50 (iPhone 15; iOS 17.1) MiniProgram/3.1.0'
/** @param {unknown} value */
const returns = (value) => () => value
/** @type {Record<string, object>} */
const NOTHING = {
  'functions that are missing': {},
  'functions that throw': { getDeviceInfo: refuse, getAppBaseInfo: refuse, getSystemInfoSync: refuse },
  'functions that return nothing': { getDeviceInfo: returns(undefined), getAppBaseInfo: returns(null) },
  'values that throw': { getDeviceInfo: returns(hostile), getAppBaseInfo: returns(hostile) },
  'what are no functions': { getDeviceInfo: 5, getAppBaseInfo: {} },
  'a promise': { getDeviceInfo: async () => IPHONE, getAppBaseInfo: async () => WECHAT },
  'facts of other types': {
    getDeviceInfo: returns({ system: 17, platform: {}, model: null }),
    getAppBaseInfo: returns({ version: Symbol('v'), SDKVersion: Object.create(null), language: ['zh'] }),
  },
  'facts that are empty': {
    getDeviceInfo: returns({ system: ' ', platform: '', model: '' }),
    getAppBaseInfo: returns({ version: '', SDKVersion: '' }),
  },
}
/** @type {[string, object, string, string, string | undefined][]} */
const WECHATS = [
  ['all', { getDeviceInfo: returns(IPHONE), getAppBaseInfo: returns(WECHAT) }, 'iOS 17.1', AGENT, 'zh-CN'],
  [
    'all by the function before base library 2.20.1',
    { getSystemInfoSync: returns({ ...IPHONE, ...WECHAT }) },
    'iOS 17.1',
    AGENT,
    'zh-CN',
  ],
  ...Object.entries(NOTHING).map(
    ([by, wx]) => /** @type {typeof WECHATS[number]} */ ([`nothing by ${by}`, wx, 'unknown', 'unknown', undefined]),
  ),
  [
    'only the model',
    { getDeviceInfo: returns({ model: 'P60 大师版' }), getAppBaseInfo: returns({ language: '中文' }) },
    'unknown',
    'MicroMessenger/? (P60 ?) MiniProgram/?',
    undefined,
  ],
  [
    'only the platform',
    { getDeviceInfo: returns({ platform: 'ohos' }), getAppBaseInfo: returns(WECHAT) },
    'ohos',
    'MicroMessenger/8.0.50 () MiniProgram/3.1.0',
    'zh-CN',
  ],
  [
    'a system in Chinese and a model longer than a header may be',
    { getDeviceInfo: returns({ system: '鸿蒙 4', model: 'x'.repeat(300) }), getAppBaseInfo: returns(WECHAT) },
    '? 4',
    `MicroMessenger/8.0.50 (${'x'.repeat(300)}`.slice(0, 256),
    'zh-CN',
  ],
  [
    'a language longer than a header may be',
    {
      getDeviceInfo: returns(IPHONE),
      getAppBaseInfo: returns({ ...WECHAT, language: 'zh_aaaaaaaa_bbbbbbbb_cccccccc_dddddddd' }),
    },
    'iOS 17.1',
    AGENT,
    undefined,
  ],
]

describe('miniprogram.cjs:', () => {
  for (const [name, wx, osVersion, userAgent, language] of WECHATS) {
    test(`WeChat tells ${name}`, async () => {
      const sent = await headers(loadMiniProgram({ request() {}, ...wxStorage(), ...wx }))
      assert.deepEqual(
        [sent['X-operating-sys-version'], sent['X-agent'], sent['X-L']],
        [osVersion, userAgent, language],
      )
    })
  }

  test('nothing is asked of WeChat that the caller has passed, and never what is withdrawn', async () => {
    const { asked, counted } = counting({
      wx: {
        ...wxStorage(),
        getDeviceInfo: returns(IPHONE),
        getAppBaseInfo: returns(WECHAT),
        getSystemInfoSync: () => assert.fail('it is withdrawn'),
      },
    })
    const api = loadMiniProgram(Object(counted.wx))
    await api.init()
    const functions = () => [...new Set(asked.splice(0))].filter((name) => name !== 'wx.request')
    functions()
    await headers(api, { device: DEVICE, language: 'en' })
    assert.deepEqual(functions(), [])
    const { osVersion, userAgent, fingerprint } = DEVICE
    for (const [device, expected] of [
      [{ osVersion, userAgent }, ['wx.getStorageSync', 'wx.setStorageSync']],
      [{ userAgent, fingerprint }, ['wx.getDeviceInfo']],
      [{ osVersion, fingerprint }, ['wx.getDeviceInfo', 'wx.getAppBaseInfo']],
    ]) {
      await headers(api, { device, language: 'en' })
      assert.deepEqual(functions(), expected)
    }
    await headers(api, { device: DEVICE })
    assert.deepEqual(functions(), ['wx.getAppBaseInfo'])
  })
})
