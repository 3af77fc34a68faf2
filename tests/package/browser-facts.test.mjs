// What the package fills in itself in a browser, and in Node.js: a host that tells nothing, or anything, gets a request that the service accepts, and is
// asked for nothing that the caller has passed.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { require } from './entries.mjs'
import { BROWSERS, CONFIG, counting, DEVICE, headers, host, PARAMS, storage } from './host-facts.mjs'
import { hostile, refuse, throwing } from './hostile-values.mjs'

const UA = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'
/** @param {unknown} value */
const hints = (value) => ({ getHighEntropyValues: async () => value })
/** @param {unknown} value */
const hinting = (value) => ({ userAgent: UA, userAgentData: hints(value) })
/** Of these the User-Agent's comment is told. @type {Record<string, unknown>} */
const NO_HINTS = {
  'client hints with a version alone': hints({ platformVersion: '6.1' }),
  'client hints that are empty': hints({}),
  'client hints that are null': hints(null),
  'client hints that throw': hints(hostile),
  'client hints that are refused': { getHighEntropyValues: async () => refuse() },
  'client hints by a function that throws': { getHighEntropyValues: refuse },
  'userAgentData that is a number': 5,
  'userAgentData that throws': hostile,
}

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
  [
    'client hints in no promise',
    { userAgentData: { getHighEntropyValues: () => ({ platform: 'macOS' }) } },
    'macOS',
    'unknown',
  ],
  [
    'no function for client hints',
    { userAgent: 'MyApp/1.0', userAgentData: { platform: 'Android' } },
    'Android',
    'MyApp/1.0',
  ],
  ...Object.entries(NO_HINTS).map(
    ([name, userAgentData]) =>
      /** @type {typeof FACTS[number]} */ ([name, { userAgent: UA, userAgentData }, 'X11; Linux x86_64', UA]),
  ),
]

for (const [entry, load] of Object.entries(BROWSERS)) {
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

    test('nothing is asked of the host that the caller has passed', async () => {
      const globals = {
        navigator: hinting({ platform: 'Linux' }),
        localStorage: storage(),
        crypto: globalThis.crypto,
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

test('a navigator that throws stops no request', async (t) => {
  /** @type {unknown[]} */
  const urls = []
  t.mock.method(globalThis, 'fetch', async (/** @type {string} */ url) => {
    urls.push(url)
    return new Response('{"status":"SUCCESS","session_token":"s"}')
  })
  const api = await BROWSERS['web.js']()
  for (const navigator of [hostile, throwing('userAgent'), null, 5]) {
    host({ navigator, localStorage: storage() })
    const client = await api.createClient({ ...CONFIG, fetch: undefined })
    assert.equal((await client.bind(PARAMS)).sessionToken, 's')
  }
  assert.equal(urls.length, 4)
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
