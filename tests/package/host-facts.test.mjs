// What the package fills in itself: a host that tells nothing, or anything, gets a request that the service accepts, and is asked for
// nothing that the caller has passed.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterEach, describe, test } from 'node:test'

/** @import { Api } from '../conformance/types.js' */

const require = createRequire(import.meta.url)
const WASM = await readFile(require.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))
const KEY = 'wechat-mobile-bind.fingerprint'
const CONFIG = { domain: 'acme.example.com', clientId: 'c', fetch: () => assert.fail('nothing is sent') }
const PARAMS = { wechatCode: 'c', stateToken: 's' }
const DEVICE = { osVersion: 'own-os', userAgent: 'own-agent', fingerprint: 'own-fingerprint' }
const FRESH = /^[0-9a-z]{24,32}$/

/** @type {any} */
const scope = globalThis
const NAMES = ['navigator', 'document', 'localStorage', 'crypto', 'wx', 'WXWebAssembly', 'process']
const before = NAMES.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
const { NODE_ENV } = process.env

afterEach(() => {
  for (const [index, name] of NAMES.entries()) {
    const descriptor = before[index]
    if (descriptor) Object.defineProperty(globalThis, name, descriptor)
    else Reflect.deleteProperty(globalThis, name)
  }
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = NODE_ENV
})

/**
 * Sets globals of the host; one that is undefined is missing.
 *
 * @param {Record<string, unknown>} globals
 */
function host(globals) {
  for (const [name, value] of Object.entries(globals)) {
    if (value === undefined) Reflect.deleteProperty(globalThis, name)
    else Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
}

/** @returns {never} */
const refuse = () => {
  throw new Error('the host refuses')
}
/** Throws at whatever is done with it. */
const hostile = new Proxy(() => {}, {
  get: refuse,
  has: refuse,
  apply: refuse,
  getPrototypeOf: refuse,
  ownKeys: refuse,
})
/** @param {string} name */
const throwing = (name) => Object.defineProperty({}, name, { get: refuse })

/**
 * What the service would get.
 *
 * @param {Api} api
 * @param {object} [config]
 */
async function headers(api, config) {
  const client = await api.createClient({ ...CONFIG, ...config })
  return (await client.prepare(PARAMS)).init.headers
}

/** @param {object} globals */
const counting = (globals) => {
  /** @type {string[]} */
  const asked = []
  /** @type {Record<string, unknown>} */
  const counted = {}
  for (const [name, value] of Object.entries(globals)) {
    counted[name] = new Proxy(value, {
      get: (target, member) => {
        asked.push(`${name}.${String(member)}`)
        const found = Reflect.get(target, member)
        return typeof found === 'function' ? found.bind(target) : found
      },
    })
  }
  return { asked, counted }
}

/** @param {Record<string, unknown>} [items] */
const storage = (items = {}) => ({
  items,
  /** @param {string} key */
  getItem: (key) => items[key] ?? null,
  /**
   * @param {string} key
   * @param {string} value
   */
  setItem: (key, value) => {
    items[key] = value
  },
})

let serial = 0
/** The entries that run on a browser's globals, as if newly loaded. @type {Record<string, () => Promise<Api>>} */
const ENTRIES = {
  async 'web.js'() {
    const api = await import(`./node_modules/wechat-mobile-bind/web.js?${++serial}`)
    await api.init(WASM)
    return api
  },
  async 'node.cjs in a test with jsdom'() {
    const path = require.resolve('wechat-mobile-bind')
    delete require.cache[path]
    process.env.NODE_ENV = 'test'
    if (typeof scope.document !== 'object') host({ document: {} })
    const api = require(path)
    await api.init()
    return api
  },
}

const UA = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'
/** @param {unknown} hints */
const hinting = (hints, more = {}) => ({
  userAgent: UA,
  userAgentData: { getHighEntropyValues: async () => hints, ...more },
})

/** @type {[string, unknown, string, string][]} */
const FACTS = [
  ['a User-Agent without a comment', { userAgent: 'MyApp/1.0' }, 'unknown', 'MyApp/1.0'],
  ['a User-Agent with an empty comment', { userAgent: 'MyApp/1.0 ( ) x' }, 'unknown', 'MyApp/1.0 ( ) x'],
  ['a User-Agent of Chinese letters', { userAgent: '微信\n(安卓 14) x' }, '? 14', '?(? 14) x'],
  ['a User-Agent longer than a header may be', { userAgent: 'x'.repeat(5000) }, 'unknown', 'x'.repeat(4096)],
  ['a User-Agent that is cut at a blank', { userAgent: `${'x'.repeat(4095)} y` }, 'unknown', 'x'.repeat(4095)],
  [
    'a comment longer than a header may be',
    { userAgent: `(${'x'.repeat(300)})` },
    'x'.repeat(256),
    `(${'x'.repeat(300)})`,
  ],
  ['an empty User-Agent', { userAgent: '' }, 'unknown', 'unknown'],
  ['a blank User-Agent', { userAgent: ' \t' }, 'unknown', 'unknown'],
  ['a User-Agent that is a number', { userAgent: 5 }, 'unknown', 'unknown'],
  ['a User-Agent that is an object', { userAgent: { toString: refuse } }, 'unknown', 'unknown'],
  ['a User-Agent that throws', throwing('userAgent'), 'unknown', 'unknown'],
  ['no User-Agent', {}, 'unknown', 'unknown'],
  ['no navigator', undefined, 'unknown', 'unknown'],
  ['a navigator that is null', null, 'unknown', 'unknown'],
  ['a navigator that throws', hostile, 'unknown', 'unknown'],
  ['client hints', hinting({ platform: 'Windows', platformVersion: '15.0.0' }), 'Windows 15.0.0', UA],
  ['client hints without a version', hinting({ platform: 'Linux' }), 'Linux', UA],
  ['client hints with an empty version', hinting({ platform: 'Linux', platformVersion: '' }), 'Linux', UA],
  ['client hints with a version that is null', hinting({ platform: 'Linux', platformVersion: null }), 'Linux', UA],
  ['client hints with a version that is a number', hinting({ platform: 'Linux', platformVersion: 6 }), 'Linux', UA],
  ['client hints with a version alone', hinting({ platformVersion: '6.1' }), 'X11; Linux x86_64', UA],
  ['client hints that are empty', hinting({}), 'X11; Linux x86_64', UA],
  ['client hints that are null', hinting(null), 'X11; Linux x86_64', UA],
  ['client hints that throw', hinting(hostile), 'X11; Linux x86_64', UA],
  [
    'client hints that are refused',
    { userAgent: UA, userAgentData: { getHighEntropyValues: async () => refuse() } },
    'X11; Linux x86_64',
    UA,
  ],
  [
    'client hints in no promise',
    { userAgentData: { getHighEntropyValues: () => ({ platform: 'macOS' }) } },
    'macOS',
    'unknown',
  ],
  [
    'client hints by a function that throws',
    { userAgent: UA, userAgentData: { getHighEntropyValues: refuse } },
    'X11; Linux x86_64',
    UA,
  ],
  [
    'no function for client hints',
    { userAgent: 'MyApp/1.0', userAgentData: { platform: 'Android' } },
    'Android',
    'MyApp/1.0',
  ],
  ['userAgentData that is a number', { userAgent: UA, userAgentData: 5 }, 'X11; Linux x86_64', UA],
  ['userAgentData that throws', { userAgent: UA, userAgentData: hostile }, 'X11; Linux x86_64', UA],
]

/** @type {[string, (items: Record<string, unknown>) => unknown, boolean][]} */
const STORAGES = [
  ['nothing', () => undefined, true],
  ['an empty text', () => '', true],
  ['undefined as a text', () => 'undefined', true],
  ['an object as a text', () => '[object Object]', true],
  ['an object', () => ({ a: 1 }), true],
  ['a list', () => [7], true],
  ['a number', () => 42, true],
  ['a function', () => refuse, true],
  ['a text too long', () => 'x'.repeat(300), true],
  ['a text with a line break', () => `${'a'.repeat(30)}\n`, true],
  ['a text in Chinese', () => '指纹'.repeat(14), true],
  ['a proxy that throws', () => hostile, true],
]

for (const [entry, load] of Object.entries(ENTRIES)) {
  describe(`${entry}:`, () => {
    for (const [name, navigator, osVersion, userAgent] of FACTS) {
      test(`${name} is told as ${osVersion.slice(0, 20)} and ${userAgent.slice(0, 20)}`, async () => {
        host({ navigator, localStorage: storage() })
        const sent = await headers(await load())
        assert.deepEqual([sent['X-operating-sys-version'], sent['X-agent']], [osVersion, userAgent])
      })
    }

    test('client hints that never come are not waited for', async (t) => {
      host({ navigator: hinting(new Promise(() => {})), localStorage: storage() })
      const client = await (await load()).createClient(CONFIG)
      t.mock.timers.enable({ apis: ['setTimeout'] })
      const prepared = client.prepare(PARAMS)
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
      t.mock.timers.tick(1000)
      assert.equal((await prepared).init.headers['X-operating-sys-version'], 'X11; Linux x86_64')
    })

    test('a stored fingerprint is used', async () => {
      for (const stored of ['0123456789abcdef0123456789abcdef', 'mhk3x2a90abcdefghijklmnop']) {
        host({ localStorage: storage({ [KEY]: stored }) })
        assert.equal((await headers(await load()))['X-device-fingerprint'], stored)
      }
    })

    for (const [name, junk] of STORAGES) {
      test(`${name} in the place of a fingerprint is replaced by a new one, which is stored`, async () => {
        const local = storage({ [KEY]: junk({}) })
        host({ localStorage: local })
        const api = await load()
        const first = (await headers(api))['X-device-fingerprint']
        assert.match(first, FRESH)
        assert.equal(local.items[KEY], first)
        assert.equal((await headers(await load()))['X-device-fingerprint'], first, 'at the next start')
      })
    }

    test('a storage that is missing, refuses, or forgets keeps a fingerprint as long as the page lives', async () => {
      const refusing = { getItem: refuse, setItem: refuse }
      const full = { ...storage(), setItem: refuse }
      const deaf = { getItem: () => 'junk', setItem() {} }
      for (const localStorage of [undefined, null, hostile, {}, refusing, full, deaf]) {
        host({ localStorage })
        const api = await load()
        const first = (await headers(api))['X-device-fingerprint']
        assert.match(first, FRESH)
        assert.equal((await headers(api))['X-device-fingerprint'], first)
        assert.notEqual((await headers(await load()))['X-device-fingerprint'], first)
      }
    })

    test('without crypto a fingerprint is random all the same', async () => {
      const seen = new Set()
      for (const crypto of [undefined, null, {}, hostile, { getRandomValues: refuse }]) {
        host({ crypto, localStorage: storage() })
        const fresh = (await headers(await load()))['X-device-fingerprint']
        assert.match(fresh, FRESH)
        seen.add(fresh)
      }
      assert.equal(seen.size, 5)
    })

    test('nothing is asked of the host that the caller has passed', async () => {
      const globals = {
        navigator: hinting({ platform: 'Linux' }),
        localStorage: storage(),
        crypto: scope.crypto,
        document: { documentElement: { lang: 'zh' } },
      }
      const { asked, counted } = counting(globals)
      host(counted)
      const api = await load()
      await headers(api, { device: DEVICE, language: 'en' })
      await headers(api, { device: () => DEVICE, language: 'en' })
      const client = await api.createClient({ ...CONFIG, language: 'en' })
      await client.prepare({ ...PARAMS, device: DEVICE })
      assert.deepEqual(asked, [])

      const { osVersion, userAgent, fingerprint } = DEVICE
      for (const [device, expected] of [
        [{ osVersion, userAgent }, ['localStorage.getItem', 'crypto.getRandomValues', 'localStorage.setItem']],
        [{ userAgent, fingerprint }, ['navigator.userAgent', 'navigator.userAgentData']],
        [{ osVersion, fingerprint }, ['navigator.userAgent']],
      ]) {
        asked.length = 0
        await headers(api, { device, language: 'en' })
        assert.deepEqual(asked, expected)
      }
    })

    test('an own fingerprint needs no crypto and no storage', async () => {
      host({ crypto: hostile, localStorage: hostile })
      const { fingerprint } = DEVICE
      assert.equal((await headers(await load(), { device: { fingerprint } }))['X-device-fingerprint'], fingerprint)
    })

    /** @type {[string, unknown, string | undefined][]} */
    const LANGUAGES = [
      ['a tag', 'zh-CN', 'zh-CN'],
      ['a tag with an underscore', 'zh_CN', 'zh-CN'],
      ['a tag longer than a header may be', 'en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd', undefined],
      ['no tag', '中文', undefined],
      ['an empty text', '', undefined],
      ['a number', 7, undefined],
      ['an object', { toString: refuse }, undefined],
      ['a symbol', Symbol('zh'), undefined],
    ]
    for (const [name, lang, expected] of LANGUAGES) {
      test(`a page whose language is ${name} sends ${expected}`, async () => {
        host({ document: { documentElement: { lang } }, localStorage: storage() })
        assert.equal((await headers(await load()))['X-L'], expected)
      })
    }

    test('a document that throws has no language', async () => {
      for (const document of [
        {},
        { documentElement: null },
        throwing('documentElement'),
        { documentElement: throwing('lang') },
      ]) {
        host({ document, localStorage: storage() })
        assert.equal((await headers(await load()))['X-L'], undefined)
      }
    })
  })
}

/**
 * The entry of mini programs, as if newly loaded.
 *
 * @param {object} wx
 * @returns {Promise<Api>}
 */
async function loadMiniProgram(wx) {
  const instantiate = (/** @type {unknown} */ _, /** @type {WebAssembly.Imports} */ imports) =>
    WebAssembly.instantiate(WASM, imports)
  host({ wx, WXWebAssembly: { instantiate } })
  const path = require.resolve('wechat-mobile-bind/miniprogram')
  delete require.cache[path]
  return require(path)
}

const IPHONE = { model: 'iPhone 15', system: 'iOS 17.1', platform: 'ios' }
const WECHAT = { version: '8.0.50', SDKVersion: '3.1.0', language: 'zh_CN' }
const AGENT = 'MicroMessenger/8.0.50 (iPhone 15; iOS 17.1) MiniProgram/3.1.0'
/** @param {unknown} value */
const returns = (value) => () => value
/** @param {Record<string, unknown>} [items] */
const wxStorage = (items = {}) => ({
  items,
  /** @param {string} key */
  getStorageSync: (key) => (key in items ? items[key] : ''),
  /**
   * @param {string} key
   * @param {unknown} value
   */
  setStorageSync: (key, value) => {
    items[key] = value
  },
})

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
  ['nothing by functions that are missing', {}, 'unknown', 'unknown', undefined],
  [
    'nothing by functions that throw',
    { getDeviceInfo: refuse, getAppBaseInfo: refuse, getSystemInfoSync: refuse },
    'unknown',
    'unknown',
    undefined,
  ],
  [
    'nothing by functions that return nothing',
    { getDeviceInfo: returns(undefined), getAppBaseInfo: returns(null) },
    'unknown',
    'unknown',
    undefined,
  ],
  [
    'nothing by values that throw',
    { getDeviceInfo: returns(hostile), getAppBaseInfo: returns(hostile) },
    'unknown',
    'unknown',
    undefined,
  ],
  ['nothing by what are no functions', { getDeviceInfo: 5, getAppBaseInfo: {} }, 'unknown', 'unknown', undefined],
  [
    'nothing by a promise',
    { getDeviceInfo: async () => IPHONE, getAppBaseInfo: async () => WECHAT },
    'unknown',
    'unknown',
    undefined,
  ],
  [
    'facts of other types',
    {
      getDeviceInfo: returns({ system: 17, platform: {}, model: null }),
      getAppBaseInfo: returns({ version: Symbol('v'), SDKVersion: Object.create(null), language: ['zh'] }),
    },
    'unknown',
    'unknown',
    undefined,
  ],
  [
    'facts that are empty',
    {
      getDeviceInfo: returns({ system: ' ', platform: '', model: '' }),
      getAppBaseInfo: returns({ version: '', SDKVersion: '' }),
    },
    'unknown',
    'unknown',
    undefined,
  ],
  [
    'only the model',
    { getDeviceInfo: returns({ model: 'P60 大师版' }), getAppBaseInfo: refuse },
    'unknown',
    'MicroMessenger/? (P60 ?) MiniProgram/?',
    undefined,
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
      const sent = await headers(await loadMiniProgram({ request() {}, ...wxStorage(), ...wx }))
      assert.deepEqual(
        [sent['X-operating-sys-version'], sent['X-agent'], sent['X-L']],
        [osVersion, userAgent, language],
      )
    })
  }

  test('a stored fingerprint is used', async () => {
    for (const stored of ['0123456789abcdef0123456789abcdef', 'mhk3x2a90abcdefghijklmnop']) {
      const api = await loadMiniProgram(wxStorage({ [KEY]: stored }))
      assert.equal((await headers(api))['X-device-fingerprint'], stored)
    }
  })

  for (const [name, junk] of STORAGES) {
    test(`${name} in the place of a fingerprint is replaced by a new one, which is stored`, async () => {
      const storage = wxStorage({ [KEY]: junk({}) })
      const first = (await headers(await loadMiniProgram(storage)))['X-device-fingerprint']
      assert.match(first, FRESH)
      assert.equal(storage.items[KEY], first)
      assert.equal((await headers(await loadMiniProgram(storage)))['X-device-fingerprint'], first, 'at the next start')
    })
  }

  test('a storage that is missing or refuses keeps a fingerprint as long as the mini program runs', async () => {
    const refusing = { getStorageSync: refuse, setStorageSync: refuse }
    for (const storage of [
      {},
      refusing,
      { ...wxStorage(), setStorageSync: refuse },
      { getStorageSync: async () => '' },
    ]) {
      const api = await loadMiniProgram(storage)
      const first = (await headers(api))['X-device-fingerprint']
      assert.match(first, FRESH)
      assert.equal((await headers(api))['X-device-fingerprint'], first)
    }
  })

  test('nothing is asked of WeChat that the caller has passed, and never what is withdrawn', async () => {
    const { asked, counted } = counting({
      wx: {
        ...wxStorage(),
        getDeviceInfo: returns(IPHONE),
        getAppBaseInfo: returns(WECHAT),
        getSystemInfoSync: () => assert.fail('it is withdrawn'),
      },
    })
    const api = await loadMiniProgram(Object(counted.wx))
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

test('a server whose system tells nothing sends unknown', async (t) => {
  const os = require('node:os')
  t.mock.method(os, 'platform', () => undefined)
  t.mock.method(os, 'release', () => undefined)
  const path = require.resolve('wechat-mobile-bind')
  delete require.cache[path]
  const api = require(path)
  const sent = await headers(api, { device: { fingerprint: 'f' } })
  assert.deepEqual([sent['X-operating-sys-version'], sent['X-agent']], ['unknown', `Node.js/${process.versions.node}`])
})
