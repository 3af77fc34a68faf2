// Whatever a host does: every call ends, in a result or in an error that says how far the request got, and a reply that arrived is
// read as the native core reads it.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createClient } from 'wechat-mobile-bind'
import { settled } from '../clock.mjs'
import { Call, signal, unsent } from '../hosts/call.mjs'
import { assertOutcome, assertRecords, waitsForTheUser } from '../hosts/outcome.mjs'
import { behaviours, codes, Doors, follow, responses, steps } from '../inputs/hosts.mjs'
import { build, isThenable, oneOf, read, SECRET, values } from '../inputs/values.mjs'
import { statusOf, textOf } from '../model.mjs'
import { endOf, property } from '../oracles.mjs'

const SIGNALS = ['none', 'native', 'aborted', 'calls at once', 'throws', 'only listens', 'reason throws']
const LISTENERS = ['none', 'returns', 'throws', 'rejects', 'throws in then', 'calls in']
const TIMEOUT = 1000

const call = fc.record({
  method: fc.constantFrom('bind', 'registerAndBind', 'login', 'signIn'),
  fetches: fc.array(behaviours(responses), { minLength: 1, maxLength: 2 }),
  loginCode: behaviours(codes),
  phoneCode: behaviours(codes),
  signal: oneOf([3, fc.constant('none')], [2, fc.constantFrom(...SIGNALS)]),
})

const devices = oneOf([3, fc.constant({ kind: 'device' })], [1, values])

const DEVICE = { osVersion: 'o', fingerprint: 'f', userAgent: 'u' }

export const hosts = property({
  name: 'hosts',
  arbitrary: fc.record({
    // At the same time.
    calls: fc.array(call, { minLength: 1, maxLength: 2 }),
    device: fc.option(behaviours(devices), { freq: 1 }),
    onEvent: fc.constantFrom(...LISTENERS),
    // Whether the fetch is the global one.
    isGlobal: fc.boolean(),
    steps,
  }),
  async run({ calls: inputs, device, onEvent, isGlobal, steps }, context) {
    const { clock } = context
    const doors = new Doors()
    const calls = inputs.map((input) => new Call(input))
    /** @type {any[]} */
    const records = []
    /** Calls from inside of a host's function; @type {Promise<any>[]} */
    const inner = []
    let innerEnded = 0
    let isPlain = true

    // Not for ever: a listener is called for these too.
    const callIn = () => {
      if (inner.length === 3) return
      client.interpret(200, '{"status":"ACCESS_DENIED"}')
      const bound = client.bind({ wechatCode: 'inner', stateToken: 's' })
      inner.push(bound)
      const ended = () => void innerEnded++
      bound.then(ended, ended)
    }

    const fetch = (/** @type {string} */ _, /** @type {any} */ init) => {
      const [code] = Object.values(JSON.parse(init.body))
      if (code === 'inner') return { status: 200, text: async () => '{"status":"ACCESS_DENIED"}' }
      // A wrapper may print it, or call its methods.
      isPlain &&= [init, init.headers].every((one) => `${one}` && typeof one.toString === 'function')
      const call = calls[calls.length === 1 ? 0 : Number(init.headers['X-device-fingerprint'])]
      const { fetches } = call.input
      const behaviour = fetches[Math.min(call.requests++, fetches.length - 1)]
      call.seen.called = true
      call.fetchSignal = init.signal
      const { seen } = call
      return doors.act(behaviour, (response) => respond(response, seen, doors, callIn), callIn)
    }

    const listeners = /** @type {Record<string, any>} */ ({
      returns: () => 1,
      throws: build({ kind: 'throwing function' }),
      rejects: () => Promise.reject(new Error('listener')),
      'throws in then': () => Object.defineProperty({}, 'then', { get: build({ kind: 'throwing function' }) }),
      'calls in': callIn,
    })
    const listener = listeners[onEvent]
    if (isGlobal) globalThis.fetch = /** @type {any} */ (fetch)
    const client = await createClient({
      domain: 'acme.example.com',
      clientId: 'c',
      device: device
        ? () => doors.act(device, (value) => (value.kind === 'device' ? DEVICE : build(value)), callIn)
        : DEVICE,
      timeoutMs: TIMEOUT,
      fetch: isGlobal ? undefined : fetch,
      onEvent:
        listener &&
        ((/** @type {any} */ record) => {
          records.push(record)
          return listener()
        }),
    })

    const pending = calls.map((call, index) => {
      const { method } = call.input
      const params = {
        code: SECRET,
        wechatCode: SECRET,
        stateToken: SECRET,
        device: { fingerprint: String(index) },
        signal: signal(call),
        loginCode: () => doors.act(call.input.loginCode, build, callIn),
        phoneCode() {
          call.step = 'phone'
          call.seen = unsent()
          return doors.act(call.input.phoneCode, build, callIn)
        },
      }
      const ended = (/** @type {any} */ outcome) => {
        call.outcome = outcome
        call.at = { ...call.seen }
        call.isFetchAborted = call.fetchSignal?.aborted ?? false
      }
      return endOf(client[method](params)).then(ended)
    })

    const start = clock.time
    const assertNothingIsLeft = () => {
      if (calls.some(({ outcome }) => !outcome) || innerEnded < inner.length) return
      assert.equal(clock.timers.size, 0, 'a timer is left')
      for (const call of calls) assert.equal(call.listeners(), 0, 'a listener of its signal is left')
    }
    const assertInTime = () => {
      for (const { outcome, isAborted } of calls) {
        if (outcome?.thrown?.code === 'TIMEOUT') assert.ok(clock.time >= start + TIMEOUT, 'the time-out comes early')
        if (outcome?.thrown?.code === 'ABORTED') assert.ok(isAborted, 'nobody aborted')
      }
    }
    await settled()
    assertNothingIsLeft()
    await follow(steps, clock, doors, {
      abort: (at) => calls[at % calls.length].abort(),
      check() {
        assertInTime()
        assertNothingIsLeft()
      },
    })
    await clock.advance(TIMEOUT * 3)
    for (const call of calls) call.abort()
    await settled()
    assertInTime()

    for (const call of calls) {
      if (!call.outcome) {
        assert.ok(waitsForTheUser(call), `it never ends: ${call.input.method}, at ${call.step}`)
        continue
      }
      await assertOutcome(call, context)
    }
    const ended = calls.every(({ outcome }) => outcome)
    if (ended) await Promise.all(pending)
    assert.ok(isPlain, 'the arguments of fetch are no plain objects')
    assertNothingIsLeft()
    assert.equal(clock.timers.size, 0, 'a timer is left')
    for (const result of await Promise.all(inner)) assert.equal(result.status, 'ACCESS_DENIED')
    if (listener) assertRecords(records, calls)

    // What comes too late changes nothing, and is nobody's unhandled rejection.
    const before = calls.map(({ outcome }) => outcome)
    while (doors.open()) await settled()
    // A call that had waited for a code goes on, and may come to its time-out.
    await clock.advance(TIMEOUT)
    if (ended)
      assert.deepEqual(
        calls.map(({ outcome }) => outcome),
        before,
      )
  },
})

/**
 * @param {any} response
 * @param {ReturnType<typeof unsent>} seen
 * @param {Doors} doors
 * @param {() => void} callIn
 */
function respond(response, seen, doors, callIn) {
  if (response.kind === 'Response') {
    seen.status = response.status
    if (response.status === 204 || response.status === 205 || response.status === 304)
      return new Response(null, { status: response.status })
    return new Response(response.text, { status: response.status })
  }
  if (!/^response/.test(response.kind)) {
    if (!isThenable(response)) seen.status = statusOf(build(read(response, 'status')))
    return build(response)
  }
  const members = {
    get status() {
      if (response.status.kind === 'throws') throw new Error(SECRET)
      const status = build(response.status)
      seen.status = statusOf(status)
      return status
    },
    get text() {
      if (response.text.how === 'is') {
        const text = build(response.text.value)
        if (text != null && typeof text !== 'function') seen.text = textOf(text)
        return text
      }
      return () =>
        doors.act(
          response.text,
          (body) => {
            const value = build(body)
            if (!isThenable(body)) seen.text ??= textOf(value)
            return value
          },
          callIn,
        )
    },
  }
  return response.kind === 'response' ? members : Object.create(members)
}
