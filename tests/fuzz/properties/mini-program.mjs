// Whatever `wx` does: what it knows of the device is never an error of the caller, and every call ends.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { settled } from '../clock.mjs'
import { host } from '../entries.mjs'
import { Doors, follow, steps } from '../inputs/hosts.mjs'
import { build, isThenable, read, SECRET } from '../inputs/values.mjs'
import { getters, logins, requests, storages } from '../inputs/wx.mjs'
import { statusOf, textOf } from '../model.mjs'
import { assertAsNatively, assertOurs, endOf, property } from '../oracles.mjs'

/**
 * @import { Callbacks } from '../inputs/wx.mjs'
 * @import { Recipe } from '../inputs/values.mjs'
 * @import { Outcome } from '../oracles.mjs'
 * @import { Context } from '../types.js'
 */

/** @typedef {{ how: string, value: Recipe }} Getter */

const TIMEOUT = 1000

export const miniPrograms = property({
  name: 'mini program',
  arbitrary: fc.record({
    getters: fc.record({
      getDeviceInfo: getters,
      getAppBaseInfo: getters,
      getSystemInfoSync: getters,
      getStorageSync: storages,
      setStorageSync: storages,
    }),
    requests: fc.array(requests, { minLength: 1, maxLength: 3 }),
    login: logins,
    way: fc.constantFrom('client', 'sign-in'),
    steps,
  }),
  async run(input, context) {
    const { clock } = context
    const api = context.miniProgram
    const doors = new Doors()
    let sent = 0
    /** The reply that the first of the callbacks got. @type {{ status?: number, text?: string } | undefined} */
    let reply

    host.wx = Object.fromEntries(Object.entries(input.getters).map(([name, getter]) => [name, sync(getter)]))
    host.wx.request = (/** @type {any} */ options) => {
      const request = input.requests[Math.min(sent++, input.requests.length - 1)]
      reply = undefined
      return callBack(request, options, doors, (success) => (reply ??= replyOf(success)))
    }
    // With callbacks it returns nothing.
    const login = { ...input.login, returns: 'nothing' }
    host.wx.login = (/** @type {any} */ options) => void callBack(login, options, doors, () => {})

    const config = { domain: 'acme.example.com', clientId: 'c', timeoutMs: TIMEOUT }
    const controller = new api.AbortController()
    const client = await api.createClient(config).catch((/** @type {any} */ error) => {
      assertOurs(error, api)
      assert.fail(`what the host says is the caller's fault: ${error.message}`)
    })
    /** @type {[Outcome, { sent: number, reply: typeof reply }] | undefined} */
    let outcome
    let ends = 0
    /** @type {any[]} */
    const errors = []
    if (input.way === 'client') {
      endOf(client.bind({ wechatCode: SECRET, stateToken: SECRET, signal: controller.signal })).then(
        (end) => (outcome = [end, { sent, reply }]),
      )
    } else {
      const signIn = api.createSignIn({ client, onError: (/** @type {any} */ error) => errors.push(error) })
      for (const promise of [signIn.start(), signIn.press({ detail: { code: SECRET } })]) promise.then(() => ends++)
    }
    await settled()
    await follow(input.steps, clock, doors, { abort: () => controller.abort() })
    await clock.advance(TIMEOUT * 3)
    if (input.way === 'client') {
      assert.ok(outcome, 'it never ends')
      await assertOutcome(...outcome, context)
    }
    for (const error of errors) assertOurs(error, api)
    // A press may need a second login, whose request may come to its time-out too.
    for (let round = 0; round < 4; round++) {
      while (doors.open()) await settled()
      await clock.advance(TIMEOUT * 3)
    }
    if (input.way === 'sign-in' && input.login.how !== 'hangs') assert.equal(ends, 2, 'the sign-in never ends')
  },
})

/**
 * @param {Outcome} outcome
 * @param {{ sent: number, reply?: { status?: number, text?: string } }} seen until it ended
 * @param {Context} context
 */
async function assertOutcome(outcome, { sent, reply }, context) {
  if ('thrown' in outcome) {
    assertOurs(outcome.thrown, context.miniProgram)
    const { code, delivery } = outcome.thrown
    assert.notEqual(code, 'INVALID_PARAMS', outcome.thrown.message)
    if (!sent) assert.equal(delivery, 'not-sent')
    if (reply?.status !== undefined) assert.equal(delivery, 'delivered', code)
  }
  if (reply?.text === undefined) return
  const call = { call: 'interpret', step: 'bind', status: reply.status, body: reply.text }
  await assertAsNatively(outcome, reply.text, call, context)
}

/** @param {Getter} getter */
function sync({ how, value }) {
  if (how === 'is') return build(value)
  return () => {
    if (how === 'throws') throw new Error(SECRET)
    return build(value)
  }
}

/**
 * @param {Callbacks} recipe
 * @param {any} options
 * @param {Doors} doors
 * @param {(success: Recipe) => void} see
 */
function callBack({ how, success, fail, returns }, options, doors, see) {
  const succeed = () => {
    see(success)
    options.success(build(success))
  }
  const refuse = () => options.fail(build(fail))
  const later = (/** @type {() => void} */ run) =>
    doors.act({ how: 'resolves later', value: undefined, reason: { kind: 'null' } }, run)
  /** @type {Record<string, () => unknown>} */
  const acts = {
    throws() {
      throw build(fail)
    },
    succeeds: succeed,
    fails: refuse,
    'succeeds later': () => later(succeed),
    'fails later': () => later(refuse),
    'succeeds twice': () => [succeed(), succeed()],
    'fails and succeeds': () => [refuse(), options.success(build(success))],
    'succeeds and fails': () => [succeed(), refuse()],
    // A wrapper calls no callback.
    hangs: () =>
      returns === 'promise' && read(success, 'statusCode').kind === 'number' && !isThenable(success) && see(success),
  }
  acts[how]()
  /** What it returns; nothing for `nothing`. @type {Record<string, () => unknown>} */
  const tasks = {
    task: () => ({ abort() {} }),
    empty: () => ({}),
    number: () => 1,
    promise: () => Promise.resolve(build(success)),
    'rejected promise': () => Promise.reject(build(fail)),
    'broken task': () => ({ abort: build({ kind: 'throwing function' }) }),
  }
  return tasks[returns]?.()
}

/** @param {Recipe} success */
function replyOf(success) {
  const data = read(success, 'data')
  const status = statusOf(build(read(success, 'statusCode')))
  return { status, text: isThenable(data) ? undefined : textOf(build(data) ?? '', true) }
}
