// Events of the phone-number button, most of them as WeChat gives them.

import fc from 'fast-check'
import { build, mostly, numberOf, objectsOf, oneOf, SECRET, textOf } from './values.mjs'

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

/** @param {string[]} codes */
const details = (codes) =>
  objectsOf(
    {
      code: mostly(textOf(...codes)),
      // It is shown as it is.
      errMsg: mostly(textOf(...MESSAGES)).filter((recipe) => build(recipe) !== SECRET),
      errno: mostly(fc.oneof(textOf(...NUMBERS), numberOf(...NUMBERS))),
    },
    { requiredKeys: [] },
  )

/**
 * Events with one of these codes, or without one.
 *
 * @param {string[]} codes
 */
export const eventsOf = (codes) => oneOf([6, objectsOf({ detail: mostly(details(codes), 8) })], [1, details(codes)])

export const events = eventsOf([SECRET, ''])
