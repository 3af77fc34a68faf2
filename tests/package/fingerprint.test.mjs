// The fingerprint that the package makes where it is given none: random, and stored for as long as the host stores anything.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadMiniProgram } from './entries.mjs'
import { BROWSERS, headers, host, storage, wxStorage } from './host-facts.mjs'
import { hostile, refuse } from './hostile-values.mjs'

/** @import { Api } from '../conformance/types.js' */

const KEY = 'wechat-mobile-bind.fingerprint'
/** A fingerprint that the package has made. */
const FRESH = /^[0-9a-z]{24,32}$/

/** What may be stored in its place. @type {Record<string, unknown>} */
const JUNK = {
  nothing: undefined,
  'an empty text': '',
  'undefined as a text': 'undefined',
  'an object as a text': '[object Object]',
  'an object': { a: 1 },
  'a list': [7],
  'a number': 42,
  'a function': refuse,
  'a text too long': 'x'.repeat(300),
  'a text with a line break': `${'a'.repeat(30)}\n`,
  'a text in Chinese': '指纹'.repeat(14),
  'a proxy that throws': hostile,
}

/** A host: its storage with these items, its storages that store nothing, and its entry as if newly loaded. */
const HOSTS = {
  ...Object.fromEntries(
    Object.entries(BROWSERS).map(([name, load]) => [
      name,
      {
        storage,
        broken: [
          ...[undefined, null, hostile, {}, { getItem: refuse, setItem: refuse }],
          { ...storage(), setItem: refuse },
          { getItem: () => 'junk', setItem() {} },
        ],
        load(/** @type {unknown} */ localStorage) {
          host({ localStorage })
          return load()
        },
      },
    ]),
  ),
  'miniprogram.cjs': {
    storage: wxStorage,
    broken: [
      ...[{}, { getStorageSync: refuse, setStorageSync: refuse }, { getStorageSync: async () => '' }],
      { ...wxStorage(), setStorageSync: refuse },
    ],
    load: (/** @type {any} */ wx) => loadMiniProgram(wx),
  },
}

/** @param {Api} api */
const fingerprint = async (api) => (await headers(api))['X-device-fingerprint']

for (const [name, { storage, broken, load }] of Object.entries(HOSTS)) {
  describe(`${name}:`, () => {
    test('a stored fingerprint is used', async () => {
      for (const stored of ['0123456789abcdef0123456789abcdef', 'mhk3x2a90abcdefghijklmnop'])
        assert.equal(await fingerprint(await load(storage({ [KEY]: stored }))), stored)
    })

    for (const [what, junk] of Object.entries(JUNK)) {
      test(`${what} in its place is replaced by a new one, which is stored`, async () => {
        const stored = storage({ [KEY]: junk })
        const first = await fingerprint(await load(stored))
        assert.match(first, FRESH)
        assert.equal(stored.items[KEY], first)
        assert.equal(await fingerprint(await load(stored)), first, 'at the next start')
      })
    }

    test('a storage that is missing, refuses, or forgets keeps it as long as the page or the mini program lives', async () => {
      for (const stored of broken) {
        const api = await load(stored)
        const first = await fingerprint(api)
        assert.match(first, FRESH)
        assert.equal(await fingerprint(api), first)
        assert.notEqual(await fingerprint(await load(stored)), first)
      }
    })

    test('without crypto it is random all the same', async () => {
      const seen = new Set()
      for (const crypto of [undefined, null, {}, hostile, { getRandomValues: refuse }]) {
        host({ crypto })
        const fresh = await fingerprint(await load(storage()))
        assert.match(fresh, FRESH)
        seen.add(fresh)
      }
      assert.equal(seen.size, 5)
    })
  })
}
