// The crate by itself, as `wasm-pack build --target web` makes it: no shell, no package around it.
//
//   STANDALONE=<folder that wasm-pack wrote> node --test standalone.test.mjs

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { pathToFileURL } from 'node:url'

/** @import { TestFetch } from '../conformance/types.js' */

const FOLDER = process.env.STANDALONE
const CONFIG = {
  domain: 'acme.example.com',
  clientId: 'c',
  device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
}
const PARAMS = { wechatCode: 'code', stateToken: 'state' }

/** @type {any} */
let api
before(async () => {
  api = await import(String(pathToFileURL(join(FOLDER, 'wechat_mobile_bind.js'))))
  await api.default({ module_or_path: await readFile(join(FOLDER, 'wechat_mobile_bind_bg.wasm')) })
})

/**
 * @param {number} status
 * @param {string} body
 */
const answering = (status, body) => async () => ({ status, text: async () => body })

test('it exports the client and three functions', () => {
  for (const name of ['Client', 'decodeIdToken', 'displayRows', 'isExpired'])
    assert.equal(typeof api[name], 'function', name)
})

test('the client performs the POST and resolves to the result', async () => {
  /** @type {any[]} */
  const seen = []
  /** @type {TestFetch} */
  const fetch = async (url, init) => {
    seen.push([url, init.method, init.body, init.headers['X-state-token']])
    return {
      status: 200,
      text: async () => '{"status":"SUCCESS","session_token":"s","id_token":"e30.eyJzdWIiOiJ1IiwiZXhwIjoxfQ.e30"}',
    }
  }
  const result = await new api.Client({ ...CONFIG, fetch }).bind(PARAMS)
  assert.deepEqual(seen, [
    ['https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind', 'POST', '{"wechat_code":"code"}', 'state'],
  ])
  assert.deepEqual([result.status, result.sessionToken, result.identity.claims], ['SUCCESS', 's', { sub: 'u', exp: 1 }])
  assert.deepEqual(api.displayRows(result.identity, { locale: 'en' })[0], {
    claim: 'sub',
    label: 'Subject',
    value: 'u',
  })
  assert.equal(api.isExpired(result.identity), true)
})

test('it rejects with an Error that says what became of the request', async () => {
  /** @type {[() => Promise<unknown>, object, object][]} */
  const cases = [
    [
      answering(400, '{"error_code":"IDAAS.SDK.COMMON.1007"}'),
      {},
      { name: 'ApiError', code: 'REFUSED', delivery: 'delivered', errorCode: 'SDK.COMMON.1007' },
    ],
    [
      answering(502, '<html>'),
      {},
      { name: 'ProtocolError', code: 'BAD_RESPONSE', delivery: 'delivered', responseText: '<html>' },
    ],
    [() => Promise.reject('lost'), {}, { name: 'TransportError', code: 'NETWORK', delivery: 'unknown', cause: 'lost' }],
    [() => new Promise(() => {}), { timeoutMs: 10 }, { name: 'TransportError', code: 'TIMEOUT', delivery: 'unknown' }],
  ]
  for (const [fetch, config, expected] of cases) {
    await assert.rejects(new api.Client({ ...CONFIG, ...config, fetch }).bind(PARAMS), (error) => {
      assert.ok(error instanceof Error)
      for (const [name, value] of Object.entries(expected)) assert.equal(Reflect.get(error, name), value, name)
      return true
    })
  }
  assert.throws(() => new api.Client({}), { name: 'ValidationError', code: 'INVALID_CONFIG', delivery: 'not-sent' })
})
