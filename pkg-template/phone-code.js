// The event of WeChat's phone-number button.

import { BindError, hide } from './errors.js'
import { hostError } from './miniprogram-fetch.js'

/** The button gave no code. */
export class PhoneCodeError extends BindError {}
hide(PhoneCodeError.prototype, { name: 'PhoneCodeError' })

/** The code of a `getPhoneNumber` event. */
export function phoneCode(event) {
  const detail = (event && event.detail) || {}
  if (typeof detail.code === 'string' && detail.code) return detail.code
  const [code, message] = reason(String(detail.errMsg))
  throw new PhoneCodeError({ code, delivery: 'not-sent', message }, { cause: hostError(detail) })
}

// WECHAT: `getPhoneNumber:fail user deny`, on some phones `fail:user deny` or `fail user cancel`.
function reason(errMsg) {
  if (/deny|denied|cancel/.test(errMsg)) return ['USER_DECLINED', 'the user declined to share the phone number']
  if (/:ok$/.test(errMsg)) {
    return ['NO_PHONE_CODE', 'the event of the phone-number button has no `code`: WeChat gives one from base library 2.21.2 on']
  }
  return ['NO_PHONE_CODE', 'WeChat gave no phone number, `cause.errMsg` says why; expected the event of a `getPhoneNumber` button']
}
