// A reply is read as the native core reads it, by `interpret` and by the call.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createClient } from 'wechat-mobile-bind'
import { CALL_NAMES, callNames, paramsOf } from '../inputs/calls.mjs'
import { bodies, statuses as httpStatuses } from '../inputs/hosts.mjs'
import { replies, sized, sizes } from '../inputs/replies.mjs'
import { build, oneOf, values } from '../inputs/values.mjs'
import { statusOf, textOf } from '../model.mjs'
import { assertAsNatively, assertOurs, assertSame, endOf, outcomeOf, property, told } from '../oracles.mjs'

const CONFIG = {
  domain: 'acme.example.com',
  clientId: 'c',
  device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
}
const statuses = oneOf([8, fc.constantFrom(200, 400, 401, 500)], [1, fc.integer({ min: 100, max: 999 })])

export const reply = property({
  name: 'reply',
  arbitrary: fc.record({
    call: fc.oneof(fc.constant('bind'), fc.constantFrom(...CALL_NAMES)),
    status: statuses,
    reply: replies,
    size: sizes,
  }),
  async run({ call, status, reply, size }, context) {
    const text = sized(reply, size)
    const fetch = async () => ({ status, text: async () => text })
    const client = await createClient({ ...CONFIG, fetch })
    const read = outcomeOf(() => client.interpret(status, text, call))
    const answer = await endOf(client[call](paramsOf(call)))
    for (const outcome of [read, answer]) {
      if ('thrown' in outcome) {
        assertOurs(outcome.thrown, context.api)
        assert.equal(outcome.thrown.delivery, 'delivered')
        if (outcome.thrown.code === 'BAD_RESPONSE') assert.equal(outcome.thrown.responseText, text)
      }
    }
    if (call === 'bind' && isAccepted(text)) assert.ok('result' in read, 'an accepted sign-in is a result')
    // Also if it nests deep: a result can be written.
    assertSame(plain(answer), plain(read), 'the call does not read as interpret does')
    await assertAsNatively(read, text, { call: 'interpret', step: call, status, body: text }, context)
  },
})

const plain = (/** @type {import('../oracles.mjs').Outcome} */ outcome) =>
  'thrown' in outcome ? told(outcome.thrown) : outcome

/** Whether the text is a SUCCESS with a session token, by JSON alone, and not longer than 1 MiB. */
function isAccepted(/** @type {string} */ text) {
  try {
    const { status, session_token: token } = JSON.parse(text)
    return text.length <= 2 ** 20 && /^SUCCESS?$/.test(status.trim()) && token.trim() !== ''
  } catch {
    return false
  }
}

export const argument = property({
  name: 'arguments of interpret',
  arbitrary: fc.record({
    status: fc.oneof(httpStatuses, values),
    body: oneOf([8, bodies], [1, values]),
    name: callNames,
  }),
  async run({ status: givenStatus, body, name: givenName }, context) {
    const name = build(givenName)
    const status = statusOf(build(givenStatus))
    const isCall = name == null || CALL_NAMES.includes(name)
    const value = build(body)
    // Numbers and functions are no replies.
    const text = typeof value === 'string' || (typeof value === 'object' && value) ? textOf(value) : undefined
    const client = await createClient(CONFIG)
    const outcome = outcomeOf(() => client.interpret(build(givenStatus), build(body), name))
    if ('thrown' in outcome) {
      assertOurs(outcome.thrown, context.api)
      assert.equal(outcome.thrown.delivery, 'delivered')
      const { code, issues } = outcome.thrown
      if (text === undefined || status === undefined || !isCall) {
        const wrong =
          text === undefined ? [...(status ? [] : ['httpStatus']), 'bodyText'] : [isCall ? 'httpStatus' : 'call']
        assert.deepEqual([code, ...issues.map((/** @type {any} */ { field }) => field)], ['INVALID_PARAMS', ...wrong])
        return
      }
    }
    assert.ok(text !== undefined, 'a result without a text')
    await assertAsNatively(outcome, text, { call: 'interpret', step: givenName.text, status, body: text }, context)
  },
})
