// The options of a sign-in, of any kind: every problem is named at once, and what is accepted can be used.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { settled } from '../clock.mjs'
import { host } from '../entries.mjs'
import {
  build,
  isAbsent,
  isFunction,
  isObject,
  isThenable,
  members,
  numberOf,
  objectsOf,
  oneOf,
  plain,
  read,
  scalars,
  text,
  textOf,
  values,
} from '../inputs/values.mjs'
import { assertOurs, outcomeOf, property } from '../oracles.mjs'

/** @import { Members, Recipe } from '../inputs/values.mjs' */

const functions = oneOf(
  [6, fc.constantFrom('function', 'throwing function', 'undefined').map((kind) => ({ kind }))],
  [1, members],
)

/** An array of texts. @param {readonly string[]} texts */
const list = (texts) => ({ ...plain(texts.map(text)), as: 'array' })

const options = objectsOf({
  client: oneOf([1, values], [1, functions]),
  onUnknownUser: fc.oneof(textOf('bind', 'register', 'Register'), members),
  loginCode: functions,
  steps: oneOf(
    [3, fc.constantFrom([], ['verify-code'], ['verify-code', 'second-factor'], ['phone']).map(list)],
    [1, scalars],
  ),
  resendMs: oneOf([3, numberOf('0', '60000', '-1', 'NaN')], [1, scalars]),
  onChange: functions,
  onError: functions,
})

export const signInOptions = property({
  name: 'options of a sign-in',
  arbitrary: oneOf([6, options], [1, values]),
  async run(options, { miniProgram }) {
    fc.pre(!isThenable(read(options, 'client')))
    host.wx = { login: (/** @type {any} */ { fail }) => fail({ errMsg: 'login:fail' }) }
    const outcome = outcomeOf(() => miniProgram.createSignIn(build(options)))
    const issues = issuesOf(options)
    if ('thrown' in outcome) {
      assertOurs(outcome.thrown, miniProgram)
      assert.deepEqual(
        outcome.thrown.issues
          .filter((/** @type {any} */ { rule }) => rule !== 'unknown')
          .map((/** @type {any} */ { field, rule }) => [field, rule]),
        issues,
      )
      return
    }
    assert.deepEqual(issues, [])
    const isQuiet = ['onChange', 'onError'].every((name) => read(options, name).kind !== 'throwing function')
    // An exception of a listener becomes an unhandled rejection.
    if (!isQuiet) return
    /** @type {any} */
    let state
    outcome.result.start().then((/** @type {any} */ end) => (state = end))
    await settled()
    assert.equal(state?.busy, false, 'it never ends')
  },
})

/**
 * The problems, as field and rule.
 *
 * @param {Recipe} options
 */
function issuesOf(options) {
  /** @type {[string, string][]} */
  const issues = isObject(options) || isFunction(options) ? [] : [['options', 'type']]
  const check = (/** @type {string} */ name, /** @type {(recipe: Recipe) => string | undefined} */ ruleOf) => {
    const recipe = read(options, name)
    const rule = recipe.kind === 'throws' ? 'unreadable' : ruleOf(recipe)
    if (rule) issues.push([name, rule])
  }
  check('client', (recipe) =>
    isAbsent(recipe) ? 'required' : isObject(recipe) || isFunction(recipe) ? undefined : 'type',
  )
  check('onUnknownUser', (recipe) =>
    isAbsent(recipe) || ['bind', 'register'].includes(recipe.text) ? undefined : 'format',
  )
  const checkFunction = (/** @type {string} */ name) =>
    check(name, (recipe) => (isAbsent(recipe) || isFunction(recipe) ? undefined : 'type'))
  checkFunction('loginCode')
  check('steps', (recipe) => {
    const isList = recipe.kind === 'object' && recipe.as === 'array'
    const areKnown =
      isList &&
      recipe.members.every((/** @type {Members[number]} */ [, { text }]) =>
        ['verify-code', 'second-factor'].includes(text),
      )
    return isAbsent(recipe) || areKnown ? undefined : 'format'
  })
  check('resendMs', (recipe) => {
    const isValid = recipe.kind === 'number' && Number(recipe.number) >= 0 && Number(recipe.number) < Infinity
    return isAbsent(recipe) || isValid ? undefined : 'range'
  })
  checkFunction('onChange')
  checkFunction('onError')
  return issues
}
