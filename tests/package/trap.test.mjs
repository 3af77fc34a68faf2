// A trap of the wasm, made on purpose by a build that traps at the reply `trap`: it surfaces as a typed error, and
// the next call works.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, decodeIdToken, init, LoadError } from 'wechat-mobile-bind'
import { assertSilent } from './silence.mjs'

const PARAMS = { wechatCode: 'CANARYwechatcode6213b8e3', stateToken: 'CANARYstatetoken.nEPRiIC4' }
const SUCCESS = '{"status":"SUCCESS","session_token":"s"}'

/** A client whose service answers these texts, one for each call; a promise among them is waited for. */
const clientOf = (...texts) =>
  createClient({
    domain: 'acme.example.com',
    clientId: 'c',
    device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
    wasm: new URL('trap.wasm', import.meta.url),
    timeoutMs: 500,
    fetch: async () => ({ status: 200, text: async () => texts.shift() }),
  })

function stopped(error, delivery) {
  assert.ok(error instanceof LoadError)
  assert.deepEqual([error.code, error.delivery, error.cause.name], ['WASM_UNAVAILABLE', delivery, 'RuntimeError'])
  assert.match(error.message, /stopped at a bug of its own/)
  assertSilent(error, Object.values(PARAMS))
}

test('a trap while a reply is read rejects every call that waits, and the client goes on', async () => {
  const late = Promise.withResolvers?.() ?? {}
  late.promise ??= new Promise((resolve) => (late.resolve = resolve))
  const client = await clientOf(SUCCESS, late.promise, 'trap', SUCCESS)
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')

  const waiting = client.bind(PARAMS).catch((reason) => reason)
  stopped(await client.bind(PARAMS).catch((reason) => reason), 'unknown')
  stopped(await waiting, 'unknown')
  late.resolve(SUCCESS)

  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a trap of a call that waits for nothing is thrown, and what was loaded loads again', async () => {
  const client = await clientOf(SUCCESS)
  assert.throws(() => client.interpret(200, 'trap'), (error) => (stopped(error, 'delivered'), true))
  assert.throws(() => decodeIdToken('a.b'), { name: 'LoadError', message: /is not loaded yet/ })
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  assert.equal(client.interpret(200, SUCCESS).sessionToken, 's')
  assert.throws(() => decodeIdToken('a.b'), { name: 'IdTokenError' })
  await init()
})
