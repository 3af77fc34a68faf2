// Hosts that are stranger than a browser can play: other realms, replaced built-ins, answers that come too late.
// The test runner fails a test that leaves an unhandled rejection.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createContext, runInContext } from 'node:vm'
import { BindError, createClient, displayRows } from 'wechat-mobile-bind'
import { CONFIG, PARAMS, SUCCESS, thrown, throws } from '../conformance/support.js'
import { open } from './sign-in-double.mjs'

/** @import { TestFetch } from '../conformance/types.js' */

const TEXT = await SUCCESS.text()

/** @param {Promise<unknown>} promise */
async function fails(promise) {
  const error = await thrown(() => promise, 'bind')
  assert.ok(error instanceof BindError)
  return error
}

test('a Response that is given to interpret is not read', async () => {
  const client = await createClient(CONFIG)
  const response = new Response(TEXT)
  const used = new Response(TEXT)
  await used.text()
  for (const body of [response, used]) {
    assert.throws(() => client.interpret(200, body), { code: 'INVALID_PARAMS', message: '`bodyText` is not a string' })
  }
  assert.equal(await response.text(), TEXT)
  await turn()
})

test('everything from another realm', async () => {
  const realm = createContext({ TEXT })
  const [config, params, identity] = runInContext(
    `[
      { domain: 'acme.example.com', clientId: 'c', device: async () => ({ osVersion: 'o', fingerprint: 'f', userAgent: 'u' }),
        fetch: () => Promise.resolve({ status: 200, text: () => Promise.resolve(TEXT) }) },
      { wechatCode: 'c', stateToken: 's' },
      { profile: { name: '张三', tags: ['a', 'b'] } },
    ]`,
    realm,
  )
  const client = await createClient(config)
  assert.equal((await client.bind(params)).sessionToken, 's')
  assert.deepEqual(
    displayRows(identity).map(({ value }) => value),
    ['张三', 'a, b'],
  )
})

for (const does of /** @type {const} */ (['resolve', 'reject'])) {
  test(`a fetch that ${does}s after the time-out changes nothing, and is nobody’s unhandled rejection`, async () => {
    const late = open()
    const client = await createClient({ ...CONFIG, timeoutMs: 20, fetch: () => late })
    const error = await fails(client.bind(PARAMS))
    assert.deepEqual([error.code, error.delivery], ['TIMEOUT', 'unknown'])
    late[does](SUCCESS)
    await turn()
    assert.equal(error.code, 'TIMEOUT')
  })
}

test('a host without AbortController', async (t) => {
  const { AbortController } = globalThis
  t.after(() => (globalThis.AbortController = AbortController))
  /** @type {any} */
  let seen
  const client = await createClient({
    ...CONFIG,
    timeoutMs: 20,
    /** @type {TestFetch} */
    fetch: (_, init) => {
      seen = init
      return new Promise(() => {})
    },
  })
  Reflect.deleteProperty(globalThis, 'AbortController')
  assert.equal((await fails(client.bind(PARAMS))).code, 'TIMEOUT')
  assert.equal('signal' in seen, false)
})

const REPLACED = { throws: throws(new Error('replaced')), lies: () => null }
for (const name of /** @type {const} */ (['parse', 'stringify'])) {
  for (const [does, replaced] of Object.entries(REPLACED)) {
    test(`a JSON.${name} that ${does} once the package is there changes nothing`, async (t) => {
      const client = await createClient({ ...CONFIG, fetch: async () => SUCCESS })
      t.mock.method(JSON, name, replaced)
      const result = await client.bind(PARAMS)
      const rows = displayRows({ profile: { name: '张三', addresses: ['a', 'b'] } })
      t.mock.restoreAll()
      assert.equal(result.sessionToken, 's')
      assert.deepEqual(
        rows.map(({ value }) => value),
        ['张三', 'a, b'],
      )
    })
  }
}

test('a global Promise of another make', async (t) => {
  const { Promise: Original } = globalThis
  t.after(() => (globalThis.Promise = Original))
  const client = await createClient({ ...CONFIG, fetch: async () => SUCCESS })
  /** @extends {Promise<any>} */
  class Replaced extends Promise {}
  globalThis.Promise = Replaced
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a client keeps the configuration that it was made with', async () => {
  /** @type {unknown[]} */
  const sent = []
  /** @type {TestFetch} */
  const fetch = async (url, { headers }) => {
    sent.push(url, headers['X-client-id'], headers['X-device-fingerprint'])
    return SUCCESS
  }
  const config = { ...CONFIG, device: { ...CONFIG.device }, fetch }
  const making = createClient(config)
  Object.assign(config, { domain: 'evil.example.org', clientId: 'other', fetch: () => assert.fail('called') })
  config.device.fingerprint = 'other'
  await (await making).bind(PARAMS)
  assert.deepEqual(sent, [
    'https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind',
    CONFIG.clientId,
    CONFIG.device.fingerprint,
  ])
})

test('a reply that is a Blob, a Response or shared memory is read', async () => {
  const bytes = new TextEncoder().encode('{"status":"SUCCESS","session_token":"令"}')
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  for (const reply of [new Blob([bytes]), new Response(bytes), shared, shared.buffer]) {
    const client = await createClient({ ...CONFIG, fetch: async () => ({ status: 200, text: async () => reply }) })
    assert.equal((await client.bind(PARAMS)).sessionToken, '令')
  }
})
