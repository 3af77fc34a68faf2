// An id token is decoded, displayed and compared with the time as the native core does it.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { decodeIdToken, displayRows, isExpired } from 'wechat-mobile-bind'
import { json, jsonObject } from '../inputs/json.mjs'
import { claims, tokens } from '../inputs/tokens.mjs'
import { build, members, objectsOf, values } from '../inputs/values.mjs'
import { assertAsNatively, assertOurs, outcomeOf, property } from '../oracles.mjs'

const options = fc.record({
  locale: fc.constantFrom('zh', 'en'),
  claims: fc.constantFrom('user', 'all'),
  mask: fc.boolean(),
})

export const token = property({
  name: 'id token',
  arbitrary: fc.record({ token: tokens, now: fc.double({ noNaN: true, noDefaultInfinity: true }), options }),
  async run({ token, now, options }, context) {
    const outcome = outcomeOf(() => decodeIdToken(token))
    await assertAsNatively(outcome, token, { call: 'decodeIdToken', token: token }, context)
    if ('thrown' in outcome) {
      assertOurs(outcome.thrown, context.api)
      assert.equal(outcome.thrown.code, 'BAD_ID_TOKEN')
      return
    }
    const { profile, expiresAt } = outcome.result
    assert.equal(isExpired(outcome.result, now), expiresAt !== undefined && now >= expiresAt)
    const rows = displayRows(outcome.result, options)
    const call = { call: 'displayRows', profile: JSON.stringify(profile), ...options }
    await assertAsNatively({ result: rows }, token, call, context)
  },
})

export const rows = property({
  name: 'rows',
  arbitrary: fc.record({
    profile: fc.oneof(claims, jsonObject, json),
    store: fc.constantFrom('none', 'accessors', 'proxies'),
    options,
  }),
  async run({ profile, store, options }, context) {
    const parsed = outcomeOf(() => JSON.parse(profile))
    if ('thrown' in parsed) return
    const outcome = outcomeOf(() => displayRows(inStore({ profile: parsed.result }, store), options))
    if ('thrown' in outcome) {
      assertOurs(outcome.thrown, context.api)
      assert.ok(!parsed.result || typeof parsed.result !== 'object' || Array.isArray(parsed.result))
      return
    }
    const call = { call: 'displayRows', profile: profile, ...options }
    await assertAsNatively(outcome, profile, call, context)
  },
})

export const strange = property({
  name: 'identities of any kind',
  arbitrary: fc.record({
    identity: fc.oneof(objectsOf({ profile: values, expiresAt: values }), values),
    options: fc.oneof(objectsOf({ locale: members, claims: members, mask: members }), values),
    now: values,
  }),
  async run({ identity, options, now }, { api }) {
    for (const run of [
      () => displayRows(build(identity)),
      () => displayRows(build(identity), build(options)),
      () => isExpired(build(identity)),
      () => isExpired(build(identity), build(now)),
      () => decodeIdToken(build(identity)),
    ]) {
      const outcome = outcomeOf(run)
      if ('thrown' in outcome) assertOurs(outcome.thrown, api)
      else if (Array.isArray(outcome.result)) outcome.result.forEach(assertRow)
    }
  },
})

/**
 * What a store makes of a value: accessors and a mark, as Vue 2 does, or proxies, as MobX and Vue 3 do.
 *
 * @param {any} value
 * @param {string} store
 * @returns {any}
 */
function inStore(value, store) {
  if (store === 'none' || !value || typeof value !== 'object') return value
  if (store === 'proxies') return new Proxy(value, { get: (target, name) => inStore(target[name], store) })
  const reactive = Array.isArray(value) ? [] : {}
  for (const name of Object.keys(value)) {
    const get = () => inStore(value[name], store)
    Object.defineProperty(reactive, name, { get, enumerable: true, configurable: true })
  }
  return Object.defineProperty(reactive, '__ob__', { value: reactive })
}

/** @param {any} row */
function assertRow(row) {
  assert.deepEqual(Object.keys(row), ['claim', 'label', 'value'])
  for (const text of Object.values(row)) assert.equal(typeof text, 'string')
}
