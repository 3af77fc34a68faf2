// A `wx` whose functions answer, refuse, throw, hang, answer late or twice, as recipes.

import fc from 'fast-check'
import { replies } from './replies.mjs'
import { mostly, numberOf, objectsOf, oneOf, SECRET, scalars, text, textOf, values } from './values.mjs'

/** @import { Recipe } from './values.mjs' */

/**
 * A function of the host with callbacks.
 *
 * @typedef {{ how: string, success: Recipe, fail: Recipe, returns: string }} Callbacks
 */

const known = objectsOf(
  {
    system: mostly(textOf('iOS 17.5', 'Android 14', '鸿蒙 4')),
    platform: mostly(textOf('ios', 'ohos')),
    model: mostly(textOf('iPhone 15<iPhone15,4>')),
    version: mostly(textOf('8.0.50')),
    SDKVersion: mostly(textOf('3.4.0', '2.13.0')),
    language: mostly(textOf('zh_CN', 'en')),
  },
  { requiredKeys: [] },
)

/** What a getter of facts does. */
export const getters = fc.record({
  how: oneOf([6, fc.constant('returns')], [1, fc.constantFrom('throws', 'is')]),
  value: oneOf([6, known], [1, values]),
})

/** What a storage does. */
export const storages = fc.record({
  how: fc.constantFrom('returns', 'returns', 'throws', 'is'),
  value: oneOf([4, textOf('', 'kept')], [2, values]),
})

const RETURNED = ['nothing', 'empty', 'broken task', 'number', 'promise', 'rejected promise']
const HOW = ['fails', 'fails later', 'throws', 'hangs', 'succeeds twice', 'fails and succeeds', 'succeeds and fails']

/**
 * @param {fc.Arbitrary<Recipe>} success what its `success` gets
 * @returns {fc.Arbitrary<Callbacks>}
 */
const callbacks = (success) =>
  fc.record({
    how: oneOf([8, fc.constant('succeeds')], [6, fc.constant('succeeds later')], [8, fc.constantFrom(...HOW)]),
    success,
    fail: oneOf([6, failures], [1, values]),
    returns: fc.constantFrom('task', 'task', ...RETURNED),
  })

const MESSAGES = [
  'request:fail timeout',
  'request:fail url not in domain list',
  'request:fail errcode:-102 cronet_error_code:-102',
  'createRequestTask:fail suspended',
  'request:fail',
  'login:fail',
  SECRET,
]

const failures = objectsOf({
  errMsg: mostly(textOf(...MESSAGES), 8),
  errno: mostly(numberOf('5', '600001', '600002', '600008', '602300', '0')),
})

const answers = objectsOf({
  statusCode: oneOf([8, numberOf('200', '400')], [1, scalars]),
  data: oneOf(
    [8, replies.map(text)],
    [2, fc.record({ kind: fc.constantFrom('parsed', 'bytes', 'list'), text: replies })],
    [1, values],
  ),
})

export const requests = callbacks(oneOf([12, answers], [1, values]))

export const logins = callbacks(oneOf([6, objectsOf({ code: textOf(SECRET, '') })], [1, values]))
