// The event of WeChat's phone-number button: decided by `errno` first, then by the text, which is less reliable.
// https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html

import { read } from '../../src/wasm/get.js'
import { BindError, named } from '../shell/errors.js'
import type { Audience, Hint, Next } from '../shipped/index.js'
import type { PhoneCodeReason, PhoneNumberEvent, PhoneNumberResult } from '../shipped/miniprogram.cjs'
import { type HostFailure, hostError, readFailure } from './host-error.js'

/** The button gave no code. */
export class PhoneCodeError extends BindError {
  declare readonly code: 'USER_DECLINED' | 'NO_PHONE_CODE'
  declare readonly delivery: 'not-sent'
  declare readonly reason: PhoneCodeReason
  declare readonly errno?: number
  declare readonly errMsg?: string
}
named(PhoneCodeError, 'PhoneCodeError')

interface Reason {
  errno?: number
  text?: RegExp
  audience: Audience
  next: Next
  message: string
  hint: Hint
}

const user = (message: string, zh: string, en: string) => ({
  audience: 'user' as const,
  next: 'press' as const,
  message,
  hint: { zh, en },
})
const developer = (message: string, zh: string, en: string, next: Next = 'fix') => ({
  audience: 'developer' as const,
  next,
  message,
  hint: { zh, en },
})

/** Why there is no code, in the order in which the texts are tried: the most specific first. */
const REASONS: Record<PhoneCodeReason, Reason> = {
  'privacy-not-agreed': {
    errno: 104,
    text: /privacy permission is not authorized/,
    ...user(
      'the user has not agreed to the privacy guidelines',
      '请先同意《隐私保护指引》，再点一次按钮',
      'agree to the privacy guidelines first, then press the button again',
    ),
  },
  'privacy-not-declared': {
    errno: 112,
    text: /scope is not declared in the privacy agreement/,
    ...developer(
      'the privacy guidelines of the mini program do not declare the phone number',
      '请在微信公众平台的“用户隐私保护指引”中声明收集手机号，审核通过后生效',
      'declare the phone number in the privacy guidelines on mp.weixin.qq.com; it works once WeChat has approved them',
    ),
  },
  'not-permitted': {
    errno: 102,
    text: /access denied|no permission|没有权限/,
    ...developer(
      'WeChat does not permit this mini program to ask for the phone number',
      '小程序没有获取手机号的权限：须为已认证的非个人主体',
      'the mini program may not ask for phone numbers: its account has to be verified, and not a personal one',
    ),
  },
  quota: {
    errno: 1400001,
    text: /no enough quota/,
    ...developer(
      'the quota of phone numbers is used up',
      '手机号快速验证额度已用完，请购买资源包，并提供其他登录方式',
      'the quota of phone numbers is used up: buy more, and offer users another way to sign in',
      // The user can still have a code sent.
      'press',
    ),
  },
  'too-often': {
    errno: 1003,
    text: /freq limit/,
    ...user('the button was pressed too often', '操作过于频繁，请稍后再试', 'too many attempts: try again later'),
  },
  'no-number': {
    text: /未绑定手机/,
    ...user(
      'the WeChat account of the user has no phone number',
      '请先在微信中绑定手机号，再点一次按钮',
      'add a phone number to your WeChat account first, then press the button again',
    ),
  },
  'unverified-number': {
    text: /需要进行验证/,
    ...user(
      'the phone number has to be verified in WeChat first',
      '请先在微信中验证手机号，再点一次按钮',
      'verify your phone number in WeChat first, then press the button again',
    ),
  },
  declined: {
    errno: 103,
    text: /user (deny|denied|cancel)|auth deny|cancel to /,
    ...user(
      'the user declined to share the phone number',
      '未获得手机号授权，可再次点击按钮',
      'the phone number was not shared: you can press the button again',
    ),
  },
  'no-code': {
    text: /:ok$/,
    ...developer(
      'the event of the phone-number button has no `code`: WeChat gives one from base library 2.21.2 on',
      '基础库版本过低，请将“最低基础库版本”设为 2.21.2',
      'the base library is too old: set the minimum to 2.21.2',
    ),
  },
  unknown: developer(
    'WeChat gave no phone number, `errMsg` says why; expected the event of a `getPhoneNumber` button',
    '微信没有返回手机号 code，原因见 `errMsg`；小游戏须在触摸事件中调用',
    'WeChat gave no phone number, see `errMsg`; in a mini game call it in a touch event',
  ),
}

/** The code of a `getPhoneNumber` or `getRealtimePhoneNumber` event, or of the result of a mini game's `wx.getPhoneNumber`. */
export function phoneCode(event: PhoneNumberEvent | PhoneNumberResult): string {
  const detail = read(event, 'detail') || event
  const given = read(detail, 'code')
  if (typeof given === 'string' && given) return given
  const failure = readFailure(detail)
  const { errno, errMsg } = failure
  const reason = reasonOf(failure)
  const { message, audience, next, hint } = REASONS[reason]
  const code = reason === 'declined' ? 'USER_DECLINED' : 'NO_PHONE_CODE'
  const shown = {
    code,
    delivery: 'not-sent',
    message,
    step: 'bind',
    audience,
    next,
    hint,
    reason,
    errno,
    errMsg,
  } as const
  throw new PhoneCodeError(shown, { cause: hostError(failure) })
}

function reasonOf({ errno, errMsg = '' }: HostFailure): PhoneCodeReason {
  const reasons = Object.keys(REASONS) as PhoneCodeReason[]
  // Of each reason only its own members: `Object.prototype` may have more.
  const byNumber = reasons.filter((reason) => errno !== undefined && read(REASONS[reason], 'errno') === errno)
  const byText = reasons.filter((reason) => (read(REASONS[reason], 'text') as RegExp | undefined)?.test(errMsg))
  return byNumber[0] || byText[0] || 'unknown'
}
