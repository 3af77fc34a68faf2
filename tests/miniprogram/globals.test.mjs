// What a mini program may or may not have: whether a global is there, missing, or throws when it is looked at, the package
// does the same.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { npm } from './places.mjs'
import { probe } from './simulator/probe.mjs'

/**
 * @import { Probe } from './simulator/types.js'
 * @import { TestFetch } from '../conformance/types.js'
 */

const NAMES =
  `WebAssembly TextEncoder TextDecoder fetch Headers Request Response URL URLSearchParams atob btoa crypto AbortController AbortSignal
  globalThis global self window document navigator location localStorage queueMicrotask setImmediate process Buffer BigInt
  FinalizationRegistry WeakRef performance XMLHttpRequest structuredClone Intl SharedArrayBuffer Atomics`.split(/\s+/)

/**
 * Everything that the package does, with a fetch that says what it was called with.
 *
 * @type {Probe}
 */
const everything = async (api) => {
  /** @type {any[]} */
  const requests = []
  /** @type {TestFetch} */
  const fetch = async (url, init) => {
    requests.push([url, init.method, init.headers['X-L'], init.body, typeof init.signal.addEventListener])
    return {
      status: 200,
      text: async () =>
        JSON.stringify({
          status: 'SUCCESS',
          session_token: '张伟😀',
          id_token: 'eyJhIjoxfQ.eyJzdWIiOiLlvKDkvJ_wn5iAIiwiZXhwIjoxfQ.c2ln',
        }),
    }
  }
  const client = await api.createClient({ domain: 'acme.example.com', clientId: 'c', fetch })
  const result = await client.bind({ wechatCode: 'code', stateToken: 'token' })
  const timed = await api.createClient({
    domain: 'acme.example.com',
    clientId: 'c',
    timeoutMs: 5,
    fetch: () => new Promise(() => {}),
  })
  const timeout = await timed
    .bind({ wechatCode: 'code', stateToken: 'token' })
    .catch((error) => [error.name, error.code, error instanceof api.TransportError])
  const controller = new api.AbortController()
  controller.abort('left')
  const aborted = await client
    .bind({ wechatCode: 'code', stateToken: 'token', signal: controller.signal })
    .catch((error) => [error.code, error.cause])
  const invalid = await client.bind({ wechatCode: '\u5f20 ', stateToken: 's' }).catch((error) => error.toJSON())
  return {
    requests,
    result,
    timeout,
    aborted,
    invalid,
    rows: api.displayRows(result.identity, { locale: 'en' }),
    expired: api.isExpired(result.identity),
  }
}

const EXPECTED = {
  requests: [
    [
      'https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind',
      'POST',
      'zh-CN',
      '{"wechat_code":"code"}',
      'function',
    ],
  ],
  timeout: ['TransportError', 'TIMEOUT', true],
  aborted: ['ABORTED', 'left'],
  expired: true,
}

test('a global that is used all the same is noticed', async (t) => {
  for (const { state, use } of [
    { state: 'present', use: () => new TextEncoder() },
    { state: 'throws', use: () => typeof TextEncoder },
  ]) {
    const { error, program } = await probe(t, npm.raw, use, { switches: { globals: { TextEncoder: state } } })
    assert.deepEqual([error.message, program.seen.used], ['TextEncoder was used', ['TextEncoder']])
  }
  const { program } = await probe(t, npm.raw, () => Reflect.set(global, 'left', 1))
  assert.deepEqual(program.seen.written, ['left'])
})

for (const [name, state] of Object.entries({ missing: 'absent', there: 'present', 'such that they throw': 'throws' })) {
  test(`with all of them ${name} nothing changes`, async (t) => {
    const globals = Object.fromEntries(NAMES.map((name) => [name, state]))
    const { value, error, program } = await probe(t, npm.raw, everything, { switches: { globals } })
    assert.equal(error, undefined)
    const { result, rows, invalid, ...rest } = value
    assert.deepEqual(rest, EXPECTED)
    assert.deepEqual([result.sessionToken, result.identity.claims.sub], ['张伟😀', '张伟😀'])
    assert.ok(rows.some((/** @type {{ value: unknown }} */ { value }) => value === '张伟😀'))
    assert.equal(invalid.code, 'INVALID_PARAMS')
    assert.deepEqual([program.seen.used, program.seen.written], [[], []])
  })
}
