// Values that cross into the wasm and back, on every engine: the oldest has no instruction beyond the first release of
// wasm, so what the compiler makes of newer ones shows here.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { npm } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { probe } from './simulator/probe.mjs'

/** @import { Probe } from './simulator/types.js' */

// Rust's `as` saturates: what is out of range must not come back as some number within it.
const STATUSES = [
  [100, 'BAD_RESPONSE'],
  [200, 'BAD_RESPONSE'],
  [999, 'BAD_RESPONSE'],
  [0, 'INVALID_PARAMS'],
  [-0, 'INVALID_PARAMS'],
  [99, 'INVALID_PARAMS'],
  [1000, 'INVALID_PARAMS'],
  [65536, 'INVALID_PARAMS'],
  [-1, 'INVALID_PARAMS'],
  [0.5, 'INVALID_PARAMS'],
  [2 ** 31, 'INVALID_PARAMS'],
  [2 ** 32, 'INVALID_PARAMS'],
  [2 ** 32 + 200, 'INVALID_PARAMS'],
  [2 ** 53, 'INVALID_PARAMS'],
  [1e20, 'INVALID_PARAMS'],
  [-1e20, 'INVALID_PARAMS'],
  ['NaN', 'INVALID_PARAMS'],
  ['Infinity', 'INVALID_PARAMS'],
  ['-Infinity', 'INVALID_PARAMS'],
]

const TIMEOUTS = [
  [1, 'taken'],
  [300_000, 'taken'],
  [0, 'INVALID_CONFIG'],
  [300_001, 'INVALID_CONFIG'],
  [2 ** 32 + 1, 'INVALID_CONFIG'],
  [1e20, 'INVALID_CONFIG'],
  ['NaN', 'INVALID_CONFIG'],
  ['-Infinity', 'INVALID_CONFIG'],
]

// Each comes back in the request's body as it went in.
const STRINGS = ['ascii', '张伟', '阿依古丽·买买提', '😀🐼👨‍👩‍👧', 'é߿ࠀ\uffff𐀀\u{10ffff}', '张'.repeat(500)]

const LONG = '张a😀'.repeat(5000)

// Half a surrogate pair is U+FFFD on the other side. A long text is decoded piece by piece.
const SHOWN = [
  [LONG, LONG],
  ['\ud800', '\ufffd'],
  ['\udc00', '\ufffd'],
  ['a\ud83db', 'a\ufffdb'],
  ['\udc00\ud800', '\ufffd\ufffd'],
  ['\ud83d\ud83d\ude00', '\ufffd😀'],
  ['张\udfff', '张\ufffd'],
]

// Seconds since 1970 as a token has them, and the row that people read, in the zone of the host.
const TIMES = [0, 1, 951_782_400, 1_700_000_000, 2_147_483_647, 2_147_483_648, 4_294_967_296, 253_402_300_799]

/** @type {Probe} */
const run = async (api, { statuses, timeouts, strings, shown, times }) => {
  const config = { domain: 'acme.example.com', clientId: 'c' }
  const client = await api.createClient(config)
  /** @param {() => Promise<any>} run */
  const code = (run) => run().catch((error) => error.code)
  /** @param {number | string} given */
  const number = (given) => (typeof given === 'string' ? Number(given) : given)
  /** @param {number} part */
  const two = (part) => String(part).padStart(2, '0')
  /** @param {number} seconds */
  const clock = (seconds) => {
    const date = new Date(seconds * 1000)
    const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
    return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
  }
  /** @type {Record<string, unknown[]>} */
  const answers = { statuses: [], timeouts: [], strings: [], shown: [], times: [], expected: times.map(clock) }
  for (const status of statuses) answers.statuses.push(await code(async () => client.interpret(number(status), '')))
  for (const timeoutMs of timeouts)
    answers.timeouts.push(
      await code(() => api.createClient(Object.assign({ timeoutMs: number(timeoutMs) }, config)).then(() => 'taken')),
    )
  for (const wechatCode of strings) {
    answers.strings.push(
      await client.prepare({ wechatCode, stateToken: 's' }).then(
        ({ init }) => JSON.parse(String(init.body)).wechat_code,
        (error) => error.message,
      ),
    )
  }
  for (const name of shown) answers.shown.push(api.displayRows({ profile: { name } })[0].value)
  for (const time of times) answers.times.push(api.displayRows({ profile: { updated_at: time } })[0].value)
  return answers
}

describe('values', () => {
  for (const engine of Object.keys(ENGINES)) {
    for (const variant of Object.keys(npm)) {
      test(`${engine}, ${variant}`, async (t) => {
        const [statuses, timeouts, shown] = [STATUSES, TIMEOUTS, SHOWN].map((table) => table.map(([given]) => given))
        const { value, error } = await probe(t, npm[variant], run, {
          engine,
          switches: { oldBuiltIns: false },
          given: { statuses, timeouts, strings: STRINGS, shown, times: TIMES },
        })
        assert.equal(error, undefined)
        assert.deepEqual(
          value.statuses,
          STATUSES.map(([, expected]) => expected),
        )
        assert.deepEqual(
          value.timeouts,
          TIMEOUTS.map(([, expected]) => expected),
        )
        assert.deepEqual(value.strings, STRINGS)
        assert.deepEqual(
          value.shown,
          SHOWN.map(([, expected]) => expected),
        )
        assert.deepEqual(value.times, value.expected)
      })
    }
  }
})
