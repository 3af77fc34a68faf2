// Whatever the phone-number button gives: a code, or an error that says why there is none.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { events } from '../inputs/events.mjs'
import { build, isAbsent, isFunction, read, values } from '../inputs/values.mjs'
import { assertOurs, outcomeOf } from '../oracles.mjs'

/**
 * @import { Recipe } from '../inputs/values.mjs'
 * @import { Context } from '../types.js'
 */

/** Values that are false. */
const isFalse = (/** @type {Recipe} */ recipe) =>
  ['throws', 'null', 'undefined'].includes(recipe.kind) || !(isFunction(recipe) || build(recipe))

export const phoneCodes = {
  name: 'phone code',
  arbitrary: fc.oneof({ arbitrary: events, weight: 4 }, { arbitrary: values, weight: 1 }),
  /**
   * @param {Recipe} event
   * @param {Context} context
   */
  async run(event, { miniProgram }) {
    const outcome = outcomeOf(() => miniProgram.phoneCode(build(event)))
    const detail = read(event, 'detail')
    const code = read(isFalse(detail) ? event : detail, 'code')
    if (code.kind === 'text' && code.text) {
      assert.deepEqual(outcome, { result: code.text })
      return
    }
    assert.ok('thrown' in outcome, 'a code out of nothing')
    assertOurs(outcome.thrown, miniProgram)
    assert.equal(outcome.thrown.delivery, 'not-sent')
    assert.equal(outcome.thrown.code === 'USER_DECLINED', outcome.thrown.reason === 'declined')
    assert.ok(!isAbsent({ kind: outcome.thrown.reason }))
  },
}
