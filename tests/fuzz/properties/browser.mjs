// Whatever a browser tells about itself: the service gets a device, and the caller no error.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Clock, settled } from '../clock.mjs'
import { behaviours, Doors } from '../inputs/hosts.mjs'
import { SECRET } from '../inputs/secret.mjs'
import { build, members, objects, text, values } from '../inputs/values.mjs'

/**
 * @import { Behaviour } from '../inputs/hosts.mjs'
 * @import { Members, Recipe } from '../inputs/values.mjs'
 * @import { Context } from '../types.js'
 */

/**
 * @typedef {object} Input
 * @property {Recipe} navigator
 * @property {Recipe} data its client hints; undefined if it has none
 * @property {Behaviour} hints
 * @property {Behaviour} stored
 * @property {Recipe} lang
 */

const AGENTS = [
  'MyApp/1.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15',
  'Mozilla/5.0 (Linux; Android 14; 鸿蒙)',
  'x'.repeat(5000),
  '()',
  '',
]

/**
 * @param {fc.Arbitrary<Recipe>} usual
 */
const mostly = (usual) => fc.oneof({ arbitrary: usual, weight: 4 }, { arbitrary: members, weight: 1 })

const hints = objects(
  fc
    .record({
      platform: mostly(fc.constantFrom('Windows', 'Linux', '').map(text)),
      platformVersion: mostly(fc.constantFrom('15.0.0', '').map(text)),
    })
    .map((hints) => /** @type {Members} */ (Object.entries(hints))),
)

const data = objects(fc.constant(/** @type {Members} */ ([['getHighEntropyValues', { kind: 'named', name: 'hints' }]])))

export const browsers = {
  name: 'browser',
  arbitrary: fc.record({
    navigator: fc.oneof(
      {
        arbitrary: objects(
          fc
            .record({
              userAgent: mostly(fc.constantFrom(...AGENTS).map(text)),
              userAgentData: fc.oneof({ arbitrary: data, weight: 4 }, { arbitrary: values, weight: 1 }),
            })
            .map((facts) => /** @type {Members} */ (Object.entries(facts))),
        ),
        weight: 8,
      },
      { arbitrary: values, weight: 1 },
    ),
    hints: behaviours(fc.oneof({ arbitrary: hints, weight: 4 }, { arbitrary: values, weight: 1 })),
    stored: fc.record({
      how: fc.constantFrom('returns', 'returns', 'throws'),
      value: fc.oneof(fc.constantFrom('', 'x', 'a'.repeat(24)).map(text), values),
      reason: fc.constant({ kind: 'axios' }),
    }),
    lang: mostly(fc.constantFrom('zh-CN', 'zh_CN', '中文', '').map(text)),
  }),
  /**
   * @param {Input} input
   * @param {Context} context
   */
  async run({ navigator, hints, stored, lang }, { web }) {
    const [clock, doors] = [new Clock(), new Doors()]
    clock.install()
    const storage = () => doors.act(stored, build)
    const restore = replaceGlobals({
      navigator: build(navigator, { hints: () => doors.act(hints, build) }),
      localStorage: { getItem: storage, setItem: storage },
      document: { documentElement: { lang: lang.kind === 'throws' ? undefined : build(lang) } },
    })
    try {
      /** @type {any} */
      let headers
      const fetch = async (/** @type {string} */ _, /** @type {any} */ init) => {
        headers = init.headers
        return { status: 200, text: async () => '{"status":"ACCESS_DENIED"}' }
      }
      const client = await web.createClient({ domain: 'acme.example.com', clientId: 'c', fetch })
      /** @type {any} */
      let outcome
      client.bind({ wechatCode: SECRET, stateToken: SECRET }).then(
        (/** @type {any} */ result) => (outcome = { result }),
        (/** @type {any} */ thrown) => (outcome = { thrown }),
      )
      await settled()
      // It doesn't wait for hints for ever.
      await clock.advance(5000)
      assert.equal(outcome?.result?.status, 'ACCESS_DENIED', outcome?.thrown)
      for (const name of ['X-operating-sys-version', 'X-agent']) assert.match(headers[name], /^[!-~]([ -~]*[!-~])?$/)
      assert.match(headers['X-device-fingerprint'], /^[0-9a-z]{24,32}$/)
      while (doors.open()) await settled()
      assert.equal(clock.timers.size, 0, 'a timer is left')
    } finally {
      restore()
      clock.uninstall()
    }
  },
}

/** @param {Record<string, unknown>} values */
function replaceGlobals(values) {
  const before = Object.keys(values).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)])
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  return () => {
    for (const [name, descriptor] of /** @type {[string, PropertyDescriptor | undefined][]} */ (before)) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
}
