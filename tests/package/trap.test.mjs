// A trap of the wasm, made on purpose by a build that traps at the reply `trap`: every call that waits in it rejects with what
// became of its request, a reply that is there is kept, and the next call works.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, decodeIdToken, init, LoadError } from 'wechat-mobile-bind'
import { assertSilent } from './silence.mjs'

const PARAMS = { wechatCode: 'CANARYwechatcode6213b8e3', stateToken: 'CANARYstatetoken.nEPRiIC4' }
const SUCCESS = '{"status":"SUCCESS","session_token":"s"}'

const TRAP = process.env.TRAP_WASM

const CONFIG = {
  domain: 'acme.example.com',
  clientId: 'c',
  device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
  timeoutMs: 5000,
}

/** @param {string | undefined} text */
const replies = (text) => ({ status: 200, text: async () => text })

/** @param {object} config */
const clientOf = (config) => createClient({ wasm: TRAP, ...CONFIG, ...config })

function promised() {
  /** @type {any} */
  let resolve
  const promise = new Promise((settle) => (resolve = settle))
  return { promise, resolve }
}

/** @param {Promise<unknown>} promise */
const failure = (promise) =>
  promise.then(
    () => assert.fail('bound'),
    (reason) => reason,
  )

/**
 * @param {any} error
 * @param {string} delivery
 * @param {string} [responseText]
 */
function stopped(error, delivery, responseText) {
  assert.ok(error instanceof LoadError)
  assert.deepEqual([error.code, error.delivery, error.cause.name], ['WASM_UNAVAILABLE', delivery, 'RuntimeError'])
  assert.match(error.message, /stopped because of a bug/)
  // What it keeps of the reply no print enumerates.
  assert.deepEqual(
    [error.responseText, Object.keys(error)],
    [responseText, ['code', 'delivery', 'step', 'audience', 'hint']],
  )
  assertSilent(error, Object.values(PARAMS))
}

test('every call that waits rejects with what became of its request, and the next one works', async () => {
  const [device, fetched, text, phone] = [promised(), promised(), promised(), promised()]
  /** @type {unknown[]} */
  const sent = []
  /**
   * @param {string} step
   * @param {(...args: any) => any} fetch
   * @param {object} [more]
   */
  const client = async (step, fetch, more) =>
    clientOf({
      ...more,
      /** @param {...any} args */
      fetch: (...args) => {
        sent.push(step)
        return fetch(...args)
      },
    })
  const asksForThePhone = JSON.stringify({ status: 'SOCIAL_BIND', state_token: 'st' })

  /** @type {[string, Promise<unknown>][]} */
  const waiting = [
    ['not-sent', (await client('device', async () => replies(SUCCESS), { device: () => device.promise })).bind(PARAMS)],
    ['unknown', (await client('fetch', () => fetched.promise)).bind(PARAMS)],
    ['delivered', (await client('text', async () => ({ status: 200, text: () => text.promise }))).bind(PARAMS)],
    [
      'not-sent',
      (await client('login', async () => replies(asksForThePhone))).signIn({
        loginCode: () => 'l',
        phoneCode: () => phone.promise,
      }),
    ],
  ]
  const failures = waiting.map(([, call]) => failure(call))
  await new Promise((resolve) => setTimeout(resolve))

  const trapping = await client('trap', async () => replies('trap'))
  stopped(await failure(trapping.bind(PARAMS)), 'delivered', 'trap')
  for (const [index, [delivery]] of waiting.entries()) stopped(await failures[index], delivery)

  // What was given up does nothing any more, whatever its hosts answer later.
  device.resolve(CONFIG.device)
  fetched.resolve(replies(SUCCESS))
  text.resolve(SUCCESS)
  phone.resolve('p')
  await new Promise((resolve) => setTimeout(resolve))
  assert.deepEqual(sent.sort(), ['fetch', 'login', 'text', 'trap'])

  const next = await clientOf({ fetch: async () => replies(SUCCESS) })
  assert.equal((await next.bind(PARAMS)).status, 'SUCCESS')
})

test('a client goes on in the new instance', async () => {
  const texts = [SUCCESS, 'trap', SUCCESS]
  const client = await clientOf({ fetch: async () => replies(texts.shift()) })
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  stopped(await failure(client.bind(PARAMS)), 'delivered', 'trap')
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a client made anew keeps the configuration that it was made with', async () => {
  /** @type {any[]} */
  const seen = []
  const texts = ['trap', SUCCESS]
  const config = {
    wasm: TRAP,
    ...CONFIG,
    /** @param {string} url */
    fetch: async (url) => {
      seen.push(new URL(url).host)
      return replies(texts.shift())
    },
  }
  const client = await createClient(config)
  stopped(await failure(client.bind(PARAMS)), 'delivered', 'trap')
  config.domain = 'evil.example.org'
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  assert.deepEqual(seen, ['acme.example.com', 'acme.example.com'])
})

test('a call that waits settles though the stack is used up where the wasm stops', async () => {
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return replies(SUCCESS)
  }
  const client = await clientOf({ fetch: slow, timeoutMs: 1000 })
  const waiting = client.bind(PARAMS).catch((error) => error)
  await new Promise((resolve) => setTimeout(resolve, 20))
  let calls = 0
  const dive = () => {
    try {
      dive()
    } catch {
      // The stack's end; each step up has a little more of it.
    }
    if (++calls > 400) return
    try {
      client.interpret(200, SUCCESS)
    } catch {
      // A RangeError or a LoadError, by what was left of the stack.
    }
  }
  dive()
  const outcome = await waiting
  assert.ok(
    outcome.status === 'SUCCESS' || (outcome.code === 'WASM_UNAVAILABLE' && outcome.delivery === 'unknown'),
    String(outcome),
  )
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a wasm that can’t be loaded again is told, and the call after the next works', async () => {
  await init(TRAP)
  const texts = ['trap', SUCCESS]
  // The module is there already: this client's own source counts when it has to be loaded again.
  const sources = [new Uint8Array([0]), TRAP]
  const config = {
    ...CONFIG,
    get wasm() {
      return sources.shift()
    },
    fetch: async () => replies(texts.shift()),
  }
  const client = await createClient(config)
  stopped(await failure(client.bind(PARAMS)), 'delivered', 'trap')
  const error = await failure(client.bind(PARAMS))
  assert.deepEqual([error.name, error.code, error.delivery], ['LoadError', 'WASM_UNAVAILABLE', 'not-sent'])
  assert.match(error.message, /could not be loaded/)
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a trap of a call that waits for nothing is thrown, and what was loaded loads again', async () => {
  const client = await clientOf({ fetch: async () => replies(SUCCESS) })
  assert.throws(
    () => client.interpret(200, 'trap'),
    (error) => {
      stopped(error, 'delivered')
      return true
    },
  )
  assert.throws(() => decodeIdToken('a.b'), { name: 'LoadError', message: /is not loaded yet/, delivery: 'delivered' })
  assert.throws(() => client.interpret(200, SUCCESS), { name: 'LoadError', delivery: 'delivered' })
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  assert.equal(client.interpret(200, SUCCESS).sessionToken, 's')
  assert.throws(() => decodeIdToken('a.b'), { name: 'IdTokenError' })
  await init()
})
