// The event of WeChat's phone-number button.

import type { PhoneNumberEvent } from '../shipped/miniprogram.cjs'
import { BindError, hide } from '../shell/errors.js'
import { hostError } from './fetch.js'

/** The button gave no code. */
export class PhoneCodeError extends BindError {
  declare readonly code: 'USER_DECLINED' | 'NO_PHONE_CODE'
  declare readonly delivery: 'not-sent'
}
hide(PhoneCodeError.prototype, { name: 'PhoneCodeError' })

/** The code of a `getPhoneNumber` event. */
export function phoneCode(event: PhoneNumberEvent): string {
  const detail: PhoneNumberEvent['detail'] = (event && event.detail) || {}
  if (typeof detail.code === 'string' && detail.code) return detail.code
  const [code, message] = reason(String(detail.errMsg))
  throw new PhoneCodeError({ code, delivery: 'not-sent', message }, { cause: hostError(detail) })
}

// WECHAT: `getPhoneNumber:fail user deny`, on some phones `fail:user deny` or `fail user cancel`.
function reason(errMsg: string): [PhoneCodeError['code'], string] {
  if (/deny|denied|cancel/.test(errMsg)) return ['USER_DECLINED', 'the user declined to share the phone number']
  if (/:ok$/.test(errMsg)) {
    return ['NO_PHONE_CODE', 'the event of the phone-number button has no `code`: WeChat gives one from base library 2.21.2 on']
  }
  return ['NO_PHONE_CODE', 'WeChat gave no phone number, `cause.errMsg` says why; expected the event of a `getPhoneNumber` button']
}
