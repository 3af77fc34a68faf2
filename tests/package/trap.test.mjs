// A trap of the wasm, made on purpose by a build that traps at the reply `trap`: it surfaces as a typed error that keeps
// the reply, and every other call works.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, decodeIdToken, init, LoadError } from 'wechat-mobile-bind'
import { assertSilent } from './silence.mjs'

const PARAMS = { wechatCode: 'CANARYwechatcode6213b8e3', stateToken: 'CANARYstatetoken.nEPRiIC4' }
const SUCCESS = '{"status":"SUCCESS","session_token":"s"}'

const TRAP = new URL('trap.wasm', import.meta.url)

/** A client whose service answers these texts, one for each call; a promise among them is waited for. */
const clientOf = (...texts) => clientWith({ wasm: TRAP }, texts)

const clientWith = (config, texts) =>
  createClient(Object.assign(config, {
    domain: 'acme.example.com',
    clientId: 'c',
    device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
    timeoutMs: 500,
    fetch: async () => ({ status: 200, text: async () => texts.shift() }),
  }))

function promised() {
  let settle
  const promise = new Promise((resolve) => (settle = resolve))
  return { promise, resolve: settle }
}

const failure = (promise) => promise.then(() => assert.fail('bound'), (reason) => reason)

function stopped(error, delivery) {
  assert.ok(error instanceof LoadError)
  assert.deepEqual([error.code, error.delivery, error.cause.name], ['WASM_UNAVAILABLE', delivery, 'RuntimeError'])
  assert.match(error.message, /stopped at a bug of its own/)
  assertSilent(error, Object.values(PARAMS))
}

/** The reply that was there is on the error, where nothing prints it. */
function keeps(error, text) {
  assert.deepEqual([error.responseText, Object.keys(error)], [text, ['code', 'delivery']])
}

test('a trap while a reply is read fails that call and keeps its reply; the calls that wait go on', async () => {
  const late = promised()
  const client = await clientOf(SUCCESS, late.promise, 'trap', SUCCESS)
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')

  const waiting = client.bind(PARAMS)
  const error = await failure(client.bind(PARAMS))
  stopped(error, 'delivered')
  keeps(error, 'trap')
  late.resolve(SUCCESS)
  assert.equal((await waiting).status, 'SUCCESS')

  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a reply that comes when the wasm can’t be loaded again is kept too', async () => {
  await init(TRAP)
  const late = promised()
  // The module is there already: this client's own source counts when it has to be loaded again.
  const sources = [new Uint8Array([0]), TRAP]
  const client = await clientWith({ get wasm() { return sources.shift() } }, [late.promise, 'trap', SUCCESS])
  const waiting = failure(client.bind(PARAMS))
  stopped(await failure(client.bind(PARAMS)), 'delivered')
  late.resolve(SUCCESS)
  const error = await waiting
  assert.deepEqual([error.name, error.code, error.delivery], ['LoadError', 'WASM_UNAVAILABLE', 'delivered'])
  assert.match(error.message, /could not be loaded/)
  assert.ok(error.cause instanceof Error)
  keeps(error, SUCCESS)

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
