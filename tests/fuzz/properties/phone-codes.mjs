// Whatever the phone-number button gives: a code, or an error that says why there is none.

import assert from 'node:assert/strict'
import { events } from '../inputs/events.mjs'
import { build, isAbsent, isFunction, oneOf, read, values } from '../inputs/values.mjs'
import { assertOurs, outcomeOf, property } from '../oracles.mjs'

/** @import { Recipe } from '../inputs/values.mjs' */

/** Values that are false. */
const isFalse = (/** @type {Recipe} */ recipe) =>
  ['throws', 'null', 'undefined'].includes(recipe.kind) || !(isFunction(recipe) || build(recipe))

export const phoneCodes = property({
  name: 'phone code',
  arbitrary: oneOf([4, events], [1, values]),
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
})
