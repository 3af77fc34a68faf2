// A trap of the wasm, made on purpose by a build that traps at the reply `trap`: every call that waits in it rejects with what
// became of its request, a reply that is there is kept, and the next call works.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, decodeIdToken, displayRows, init, LoadError } from 'wechat-mobile-bind'
import { CONFIG as SHARED, thrown } from '../conformance/support.js'
import { assertNoSecrets } from './assert-no-secrets.mjs'
import { run } from './entries.mjs'
import { open } from './sign-in-double.mjs'

const PARAMS = { wechatCode: 'CANARYwechatcode6213b8e3', stateToken: 'CANARYstatetoken.nEPRiIC4' }
const SUCCESS = '{"status":"SUCCESS","session_token":"s"}'

const TRAP = process.env.TRAP_WASM

const CONFIG = { ...SHARED, timeoutMs: 5000 }

/** @param {string | undefined} text */
const replies = (text) => ({ status: 200, text: async () => text })

/** @param {object} config */
const clientOf = (config) => createClient({ wasm: TRAP, ...CONFIG, ...config })

/** @param {Promise<unknown>} promise */
const failure = (promise) => thrown(() => promise, 'bind')

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
    [responseText, ['code', 'delivery', 'step', 'audience', 'next', 'hint']],
  )
  assertNoSecrets(error, Object.values(PARAMS))
}

test('every call that waits rejects with what became of its request, and the next one works', async () => {
  const [device, fetched, text, phone] = [open(), open(), open(), open()]
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
    ['not-sent', (await client('device', async () => replies(SUCCESS), { device: () => device })).bind(PARAMS)],
    ['unknown', (await client('fetch', () => fetched)).bind(PARAMS)],
    ['delivered', (await client('text', async () => ({ status: 200, text: () => text }))).bind(PARAMS)],
    [
      'not-sent',
      (await client('login', async () => replies(asksForThePhone))).signIn({
        loginCode: () => 'l',
        phoneCode: () => phone,
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

test('a client goes on in the new instance, with the configuration that it was made with', async () => {
  /** @type {string[]} */
  const seen = []
  const texts = [SUCCESS, 'trap', SUCCESS]
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
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  stopped(await failure(client.bind(PARAMS)), 'delivered', 'trap')
  config.domain = 'evil.example.org'
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  assert.deepEqual(seen, Array(3).fill('acme.example.com'))
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

test('what was loaded first is loaded again, whatever a client names as its source', async () => {
  const texts = ['trap', SUCCESS]
  const client = await createClient({
    ...CONFIG,
    wasm: './nowhere.wasm',
    fetch: async () => replies(texts.shift()),
  })
  stopped(await failure(client.bind(PARAMS)), 'delivered', 'trap')
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
})

test('a trap of a call that waits for nothing is thrown, and the next one works at once', async () => {
  const client = await clientOf({ fetch: async () => replies(SUCCESS) })
  const traps = () =>
    assert.throws(
      () => client.interpret(200, 'trap'),
      (error) => {
        stopped(error, 'delivered')
        return true
      },
    )
  traps()
  assert.throws(() => decodeIdToken('a.b'), { name: 'IdTokenError' })
  traps()
  assert.equal(client.interpret(200, SUCCESS).sessionToken, 's')
  traps()
  assert.equal((await client.bind(PARAMS)).status, 'SUCCESS')
  traps()
  await init()
  assert.deepEqual(displayRows({ profile: { name: 'A' } }, { locale: 'en' }), [
    { claim: 'name', label: 'Name', value: 'A' },
  ])
})

test('a discarded instance that stops once more leaves its successor alone', async () => {
  const [first, second] = [open(), open()]
  const waiting = await clientOf({ fetch: () => first })
  const call = failure(waiting.bind(PARAMS))
  const trapping = await clientOf({ fetch: async () => replies('trap') })
  stopped(await failure(trapping.bind(PARAMS)), 'delivered', 'trap')
  stopped(await call, 'unknown')
  const next = await clientOf({ fetch: () => second })
  const bound = next.bind(PARAMS)
  first.resolve(replies(SUCCESS))
  await new Promise((resolve) => setTimeout(resolve))
  second.resolve(replies(SUCCESS))
  assert.equal((await bound).status, 'SUCCESS')
})

/** For a process of its own. */
const HEAD = `
  import { readFileSync } from 'node:fs'
  import { createClient, decodeIdToken, init } from 'wechat-mobile-bind'
  const TRAP = ${JSON.stringify(TRAP)}
  const PARAMS = ${JSON.stringify(PARAMS)}
  const config = ${JSON.stringify({ ...CONFIG, timeoutMs: 300_000 })}
  const replies = (text) => ({ status: 200, text: async () => text })
  const told = (error) => console.log(error.code, error.delivery);`

test('a wasm that was given as bytes is started again, for every client and function', async () => {
  const script = `
    await init(readFileSync(TRAP))
    const texts = ['trap', '${SUCCESS}', 'trap']
    const client = await createClient({ ...config, fetch: async () => replies(texts.shift()) })
    await client.bind(PARAMS).catch(told)
    console.log((await client.bind(PARAMS)).status)
    await client.bind(PARAMS).catch(told)
    try { decodeIdToken('x') } catch (error) { console.log(error.code) }`
  assert.deepEqual(await run('module', HEAD + script), [
    'WASM_UNAVAILABLE delivered',
    'SUCCESS',
    'WASM_UNAVAILABLE delivered',
    'BAD_ID_TOKEN',
  ])
})

test('nothing of a call that a trap ended keeps the process alive', async () => {
  const script = `
    const hangs = await createClient({ ...config, wasm: TRAP, fetch: (_, { signal }) => new Promise((_, reject) => {
      const open = setTimeout(() => {}, 300_000)
      signal.addEventListener('abort', () => { clearTimeout(open); reject(signal.reason) })
    }) })
    const waits = hangs.bind(PARAMS).catch(told)
    const device = await createClient({ ...config, device: () => new Promise(() => {}), fetch: () => {} })
    const asks = device.prepare(PARAMS).catch(told)
    await new Promise((resolve) => setTimeout(resolve))
    try { hangs.interpret(200, 'trap') } catch (error) { told(error) }
    await Promise.all([waits, asks])`
  assert.deepEqual(await run('module', HEAD + script), [
    'WASM_UNAVAILABLE delivered',
    'WASM_UNAVAILABLE unknown',
    'WASM_UNAVAILABLE not-sent',
  ])
})
