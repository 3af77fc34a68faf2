// Whatever a browser tells about itself: the service gets a device, and the caller no error.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { settled } from '../clock.mjs'
import { behaviours, Doors } from '../inputs/hosts.mjs'
import { build, mostly, objectsOf, oneOf, SECRET, textOf, values } from '../inputs/values.mjs'
import { endOf, property } from '../oracles.mjs'

const AGENTS = [
  'MyApp/1.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15',
  'Mozilla/5.0 (Linux; Android 14; 鸿蒙)',
  'x'.repeat(5000),
  '()',
  '',
]

const hints = objectsOf({
  platform: mostly(textOf('Windows', 'Linux', '')),
  platformVersion: mostly(textOf('15.0.0', '')),
})
const data = objectsOf({ getHighEntropyValues: fc.constant({ kind: 'named', name: 'hints' }) })
const navigators = objectsOf({
  userAgent: mostly(textOf(...AGENTS)),
  userAgentData: oneOf([4, data], [1, values]),
})

export const browsers = property({
  name: 'browser',
  arbitrary: fc.record({
    navigator: oneOf([8, navigators], [1, values]),
    hints: behaviours(oneOf([4, hints], [1, values])),
    stored: fc.record({
      how: fc.constantFrom('returns', 'returns', 'throws'),
      value: fc.oneof(textOf('', 'x', 'a'.repeat(24)), values),
      reason: fc.constant({ kind: 'axios' }),
    }),
    lang: mostly(textOf('zh-CN', 'zh_CN', '中文', '')),
  }),
  async run({ navigator, hints, stored, lang }, { web, clock }) {
    const doors = new Doors()
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
      endOf(client.bind({ wechatCode: SECRET, stateToken: SECRET })).then((end) => (outcome = end))
      await settled()
      // It doesn't wait for hints for ever.
      await clock.advance(5000)
      assert.equal(outcome?.result?.status, 'ACCESS_DENIED', outcome?.thrown)
      for (const name of ['X-operating-sys-version', 'X-agent']) assert.match(headers[name], /^[!-~]([ -~]*[!-~])?$/)
      assert.match(headers['X-device-fingerprint'], /^[0-9a-z]{24,32}$/)
      while (doors.open()) await settled()
    } finally {
      restore()
    }
  },
})

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
