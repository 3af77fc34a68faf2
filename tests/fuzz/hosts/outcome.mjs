// What a call on a host may end in.

import assert from 'node:assert/strict'
import { assertNoSecrets } from '../../conformance/assert-no-secrets.js'
import { SECRET } from '../inputs/values.mjs'
import { assertAsNatively, assertOurs } from '../oracles.mjs'

/**
 * @import { Context } from '../types.js'
 * @import { Call } from './call.mjs'
 */

/**
 * Only a signal ends the wait for a code.
 *
 * @param {Call} call
 */
export function waitsForTheUser({ input, step, requests }) {
  if (input.method !== 'signIn' || ['native', 'only listens', 'reason throws'].includes(input.signal)) return false
  return step === 'phone' || (step === 'login' && requests === 0)
}

/**
 * @param {Call} call
 * @param {Context} context
 */
export async function assertOutcome({ outcome, at, step, input, isFetchAborted }, context) {
  const { called, status, text } = at
  if ('thrown' in outcome) {
    assertOurs(outcome.thrown, context.api)
    const { code, delivery } = outcome.thrown
    // An error of the package that a function of the caller throws is passed on.
    if (code === 'BAD_ID_TOKEN') return
    const expected = !called ? 'not-sent' : status !== undefined || text !== undefined ? 'delivered' : 'unknown'
    const isOver = called && (code === 'TIMEOUT' || code === 'ABORTED')
    if (isOver) assert.ok(isFetchAborted, `the fetch is not aborted by ${code}`)
    assert.equal(delivery, expected, `delivery of ${code} at ${step}, ${JSON.stringify(at)}`)
  }
  // A `Response` gives its text unseen.
  if (text === undefined || input.fetches.some(({ value }) => value.kind === 'Response')) return
  await assertAsNatively(outcome, text, { call: 'interpret', step, status, body: text }, context)
}

/**
 * @param {any[]} records
 * @param {Call[]} calls
 */
export function assertRecords(records, calls) {
  assertNoSecrets(JSON.stringify(records), [SECRET])
  const [call] = calls
  if (calls.length > 1 || call.input.method === 'signIn' || !call.outcome) return
  const [record] = records.filter(({ step }) => step === call.step).slice(-1)
  const { result, thrown } = call.outcome
  assert.ok(record, 'a call has a record')
  if (records.length > 1) return
  assert.deepEqual([record.status, record.code, record.delivery], [result?.status, thrown?.code, thrown?.delivery])
  assert.equal(record.sent, call.at.called)
  assert.equal(record.answered, call.at.status !== undefined || call.at.text !== undefined)
}
