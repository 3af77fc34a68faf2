// Events of the phone-number button, most of them as WeChat gives them.

import fc from 'fast-check'
import { SECRET } from './secret.mjs'
import { build, members, objects, text } from './values.mjs'

/** @import { Members, Recipe } from './values.mjs' */

const MESSAGES = [
  'getPhoneNumber:ok',
  'getPhoneNumber:fail user deny',
  'getPhoneNumber:fail:cancel to bind phone',
  'getPhoneNumber:fail no permission',
  'privacy permission is not authorized',
  'getPhoneNumber:fail no enough quota',
  'getPhoneNumber:fail freq limit',
  'getPhoneNumber:fail 用户绑定的手机需要进行验证',
  'getPhoneNumber:fail 用户未绑定手机，请先在微信客户端进行绑定后重试',
]

const NUMBERS = ['0', '1', '102', '103', '104', '112', '1003', '1400001', 'NaN', '-1']

/**
 * @param {fc.Arbitrary<Recipe>} usual
 * @param {number} [weight]
 */
const mostly = (usual, weight = 8) => fc.oneof({ arbitrary: usual, weight }, { arbitrary: members, weight: 1 })

const details = (/** @type {string[]} */ codes) =>
  objects(
    fc
      .tuple(
        fc.option(mostly(fc.constantFrom(...codes).map(text)), { freq: 2 }),
        // It is shown as it is.
        fc.option(
          mostly(fc.constantFrom(...MESSAGES).map(text)).filter((recipe) => build(recipe) !== SECRET),
          { freq: 4 },
        ),
        fc.option(
          mostly(
            fc.constantFrom(...NUMBERS).chain((number) => fc.constantFrom({ kind: 'number', number }, text(number))),
          ),
          { freq: 1 },
        ),
      )
      .map(
        (found) =>
          /** @type {Members} */ (
            ['code', 'errMsg', 'errno'].flatMap((name, at) => (found[at] ? [[name, found[at]]] : []))
          ),
      ),
  )

/**
 * Events with one of these codes, or without one.
 *
 * @param {string[]} codes
 */
export const eventsOf = (codes) =>
  fc.oneof(
    {
      arbitrary: objects(mostly(details(codes)).map((detail) => /** @type {Members} */ ([['detail', detail]]))),
      weight: 6,
    },
    { arbitrary: details(codes), weight: 1 },
  )

export const events = eventsOf([SECRET, ''])
