// A `wx` whose functions answer, refuse, throw, hang, answer late or twice, as recipes.

import fc from 'fast-check'
import { replies } from './replies.mjs'
import { SECRET } from './secret.mjs'
import { members, objects, scalars, text, values } from './values.mjs'

/** @import { Members, Recipe } from './values.mjs' */

/**
 * A function of the host with callbacks.
 *
 * @typedef {{ how: string, success: Recipe, fail: Recipe, returns: string }} Callbacks
 */

const FACTS = ['system', 'platform', 'model', 'version', 'SDKVersion', 'language']

/** @param {string[]} usual */
const fact = (...usual) =>
  fc.oneof({ arbitrary: fc.constantFrom(...usual).map(text), weight: 4 }, { arbitrary: members, weight: 1 })

const known = fc
  .tuple(
    fact('iOS 17.5', 'Android 14', '鸿蒙 4'),
    fact('ios', 'ohos'),
    fact('iPhone 15<iPhone15,4>'),
    fact('8.0.50'),
    fact('3.4.0', '2.13.0'),
    fact('zh_CN', 'en'),
  )
  .chain((facts) => fc.subarray(facts.map((fact, at) => /** @type {[string, Recipe]} */ ([FACTS[at], fact]))))

/** What a getter of facts does. */
export const getters = fc.record({
  how: fc.oneof(
    { arbitrary: fc.constant('returns'), weight: 6 },
    { arbitrary: fc.constantFrom('throws', 'is'), weight: 1 },
  ),
  value: fc.oneof({ arbitrary: objects(known), weight: 6 }, { arbitrary: values, weight: 1 }),
})

/** What a storage does. */
export const storages = fc.record({
  how: fc.constantFrom('returns', 'returns', 'throws', 'is'),
  value: fc.oneof({ arbitrary: fc.constantFrom('', 'kept').map(text), weight: 4 }, { arbitrary: values, weight: 2 }),
})

const HOW = ['fails', 'fails later', 'throws', 'hangs', 'succeeds twice', 'fails and succeeds', 'succeeds and fails']

/**
 * @param {fc.Arbitrary<Recipe>} success what its `success` gets
 * @returns {fc.Arbitrary<Callbacks>}
 */
const callbacks = (success) =>
  fc.record({
    how: fc.oneof(
      { arbitrary: fc.constant('succeeds'), weight: 8 },
      { arbitrary: fc.constant('succeeds later'), weight: 6 },
      { arbitrary: fc.constantFrom(...HOW), weight: 8 },
    ),
    success,
    fail: fc.oneof({ arbitrary: failures, weight: 6 }, { arbitrary: values, weight: 1 }),
    returns: fc.constantFrom(
      'task',
      'task',
      'nothing',
      'empty',
      'broken task',
      'number',
      'promise',
      'rejected promise',
    ),
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

const failures = objects(
  fc
    .tuple(
      fc.oneof({ arbitrary: fc.constantFrom(...MESSAGES).map(text), weight: 8 }, { arbitrary: members, weight: 1 }),
      fc.oneof(
        {
          arbitrary: fc
            .constantFrom('5', '600001', '600002', '600008', '602300', '0')
            .map((number) => ({ kind: 'number', number })),
          weight: 4,
        },
        { arbitrary: members, weight: 1 },
      ),
    )
    .map(
      ([errMsg, errno]) =>
        /** @type {Members} */ ([
          ['errMsg', errMsg],
          ['errno', errno],
        ]),
    ),
)

const answers = objects(
  fc
    .tuple(
      fc.oneof(
        { arbitrary: fc.constantFrom('200', '400').map((number) => ({ kind: 'number', number })), weight: 8 },
        { arbitrary: scalars, weight: 1 },
      ),
      fc.oneof(
        { arbitrary: replies.map(text), weight: 8 },
        { arbitrary: fc.record({ kind: fc.constantFrom('parsed', 'bytes', 'list'), text: replies }), weight: 2 },
        { arbitrary: values, weight: 1 },
      ),
    )
    .map(
      ([statusCode, data]) =>
        /** @type {Members} */ ([
          ['statusCode', statusCode],
          ['data', data],
        ]),
    ),
)

export const requests = callbacks(fc.oneof({ arbitrary: answers, weight: 12 }, { arbitrary: values, weight: 1 }))

export const logins = callbacks(
  fc.oneof(
    {
      arbitrary: objects(fc.constantFrom(SECRET, '').map((code) => /** @type {Members} */ ([['code', text(code)]]))),
      weight: 6,
    },
    { arbitrary: values, weight: 1 },
  ),
)
