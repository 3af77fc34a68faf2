// Programs replace `wx.request`: whatever theirs returns, hands over or throws, a bind ends as the service answered, and nothing is thrown
// to nobody. The test runner fails a test that leaves an unhandled rejection or an uncaught exception.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { CONFIG, PARAMS, thrown } from '../conformance/support.js'
import { loadMiniProgram } from './entries.mjs'
import { hostile, refuse, revoked, throwing } from './hostile-values.mjs'

/** @import { Client, Failure } from '../conformance/types.js' */

const TEXT = '{"status":"SUCCESS","session_token":"s"}'
const SUCCESS = { statusCode: 200, data: TEXT }
const NO_DOMAIN = { errno: 600002, errMsg: 'request:fail url not in domain list' }

/** @typedef {{ success(reply?: unknown): void, fail(failure?: unknown): void }} Options */
/** @typedef {(options: Options) => unknown} Request */

/** @type {{ request?: Request }} */
const wx = {}
const api = loadMiniProgram(wx)

/**
 * A client of a program whose `wx.request` is this.
 *
 * @param {Request | undefined} request
 * @param {object} [config]
 * @returns {Promise<Client>}
 */
function clientOf(request, config) {
  wx.request = request
  return api.createClient({ ...CONFIG, ...config })
}

/**
 * The error of a bind.
 *
 * @param {Client} client
 * @param {object} [more]
 * @returns {Promise<Failure>}
 */
async function fails(client, more) {
  const error = await thrown(() => client.bind({ ...PARAMS, ...more }), 'bind')
  assert.ok(error instanceof api.TransportError || error instanceof api.ProtocolError, String(error))
  return error
}

/** What a wrapper may return. @type {Record<string, () => unknown>} */
const RETURNED = {
  nothing: () => undefined,
  null: () => null,
  'a number': () => 7,
  'a text': () => 'task',
  'an empty object': () => ({}),
  'a function': () => () => {},
  'a list': () => [null, {}],
  'a proxy that throws': () => hostile,
  'a revoked proxy': revoked,
  'a promise of nothing': () => Promise.resolve(),
  'a promise of a task': async () => ({ abort() {} }),
  'a promise that never settles': () => new Promise(() => {}),
  'a rejected promise': () => Promise.reject(new Error('of the wrapper')),
  'a promise rejected with nothing': () => Promise.reject(),
  'a thenable that throws': () => ({ then: refuse }),
  'an object whose then throws': () => throwing('then'),
  'a task without abort': () => ({ onHeadersReceived() {} }),
  'a task whose abort is no function': () => ({ abort: 1 }),
  'a task whose abort throws': () => ({ abort: refuse }),
  'a task whose abort rejects': () => ({ abort: async () => refuse() }),
  'a task whose abort can’t be read': () => throwing('abort'),
}

for (const [name, returned] of Object.entries(RETURNED)) {
  describe(`a wrapper that returns ${name}:`, () => {
    test('a reply is read', async () => {
      const client = await clientOf(({ success }) => {
        queueMicrotask(() => success(SUCCESS))
        return returned()
      })
      assert.equal((await client.bind(PARAMS)).sessionToken, 's')
    })

    test('a reply that is there at once is read', async () => {
      const client = await clientOf(({ success }) => {
        success(SUCCESS)
        return returned()
      })
      assert.equal((await client.bind(PARAMS)).sessionToken, 's')
    })

    test('a failure is told as what it is', async () => {
      const client = await clientOf(({ fail }) => {
        queueMicrotask(() => fail(NO_DOMAIN))
        return returned()
      })
      const { code, delivery, audience } = await fails(client)
      assert.deepEqual([code, delivery, audience], ['NETWORK', 'not-sent', 'developer'])
    })

    test('the time-out and an abort throw nowhere', async () => {
      const client = await clientOf(returned, { timeoutMs: 5 })
      const { code, delivery } = await fails(client)
      assert.deepEqual([code, delivery], ['TIMEOUT', 'unknown'])
      const controller = new api.AbortController()
      const aborted = fails(await clientOf(returned), { signal: controller.signal })
      await turn()
      controller.abort('left')
      assert.deepEqual([(await aborted).code, (await aborted).cause], ['ABORTED', 'left'])
      await turn()
    })
  })
}

test('the caller’s abort reaches the task that a wrapper passes on', async () => {
  let aborts = 0
  const client = await clientOf(() => ({ abort: () => aborts++ }), { timeoutMs: 5 })
  await fails(client)
  assert.equal(aborts, 1)
})

describe('a wrapper that answers by a promise:', () => {
  /** @param {Request} old */
  const promised = (old) => (/** @type {object} */ options) =>
    new Promise((success, fail) => old({ ...options, success, fail }))

  test('a reply is read', async () => {
    const client = await clientOf(promised(({ success }) => queueMicrotask(() => success(SUCCESS))))
    assert.equal((await client.bind(PARAMS)).sessionToken, 's')
  })

  test('a failure is told as what it is', async () => {
    const client = await clientOf(promised(({ fail }) => queueMicrotask(() => fail(NO_DOMAIN))))
    const { code, delivery, audience, cause } = await fails(client)
    assert.deepEqual([code, delivery, audience, cause.errMsg], ['NETWORK', 'not-sent', 'developer', NO_DOMAIN.errMsg])
  })

  test('a wrapper of its own that fails after the request was sent loses no reply', async () => {
    const client = await clientOf(async ({ success }) => {
      setImmediate(() => success(SUCCESS))
      throw new TypeError('of the wrapper')
    })
    assert.equal((await client.bind(PARAMS)).sessionToken, 's')
  })
})

test('the first answer counts', async () => {
  const client = await clientOf(({ success, fail }) => {
    success(SUCCESS)
    fail(NO_DOMAIN)
    success({ statusCode: 500, data: '' })
    return Promise.resolve({ statusCode: 500, data: '' })
  })
  assert.equal((await client.bind(PARAMS)).sessionToken, 's')
})

// What a host may hand over as a reply: it has answered.
/** @type {[string, unknown, string][]} */
const REPLIES = [
  ['nothing', undefined, 'BAD_RESPONSE'],
  ['null', null, 'BAD_RESPONSE'],
  ['a text', 'ok', 'BAD_RESPONSE'],
  ['an empty object', {}, 'BAD_RESPONSE'],
  ['a proxy that throws', hostile, 'BAD_RESPONSE'],
  ['an object whose status throws', throwing('statusCode'), 'BAD_RESPONSE'],
  ['without data', { statusCode: 200 }, 'BAD_RESPONSE'],
  ['with data that is null', { statusCode: 204, data: null }, 'BAD_RESPONSE'],
  ['with data that is a number', { statusCode: 200, data: 7 }, 'BAD_RESPONSE'],
  ['with data that throws', { statusCode: 200, data: hostile }, 'NETWORK'],
]
for (const [name, reply, code] of REPLIES) {
  test(`a reply that is ${name} is ${code}, delivered`, async () => {
    const error = await fails(await clientOf(({ success }) => success(reply)))
    assert.deepEqual([error.code, error.delivery], [code, 'delivered'])
  })
}

test('a reply that a host has parsed is read', async () => {
  const client = await clientOf(({ success }) => success({ statusCode: 200, data: JSON.parse(TEXT) }))
  assert.equal((await client.bind(PARAMS)).sessionToken, 's')
})

// What a host may hand over as a failure: it proves nothing.
/** @type {[string, unknown][]} */
const FAILURES = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'request:fail'],
  ['a proxy that throws', hostile],
  ['a revoked proxy', revoked()],
  ['members that throw', Object.defineProperties({}, { errno: { get: refuse }, errMsg: { get: refuse } })],
  ['a message that is a symbol', { errMsg: Symbol('m'), errno: Symbol('n') }],
  ['a message without a text', { errMsg: Object.create(null), errno: Object.create(null) }],
  ['a number that is none', { errMsg: 'request:fail', errno: 'many' }],
]
for (const [name, failure] of FAILURES) {
  test(`a failure that is ${name} is NETWORK, unknown`, async () => {
    const client = await clientOf(({ fail }) => queueMicrotask(() => fail(failure)))
    const { code, delivery, cause } = await fails(client)
    assert.deepEqual([code, delivery, cause instanceof Error], ['NETWORK', 'unknown', true])
  })
}

test('an Error of a wrapper stays the cause', async () => {
  const own = Object.assign(new Error('of the wrapper'), { errno: 600002 })
  const { delivery, cause } = await fails(await clientOf(({ fail }) => fail(own)))
  assert.deepEqual([delivery, cause], ['not-sent', own])
})

test('a number that is a text counts', async () => {
  const { delivery } = await fails(await clientOf(({ fail }) => fail({ errMsg: 'request:fail', errno: '600002' })))
  assert.equal(delivery, 'not-sent')
})

test('a request that throws, or is missing, is NETWORK', async () => {
  for (const request of [refuse, undefined]) {
    const { code, delivery } = await fails(await clientOf(request))
    assert.deepEqual([code, delivery], ['NETWORK', 'unknown'])
  }
})
