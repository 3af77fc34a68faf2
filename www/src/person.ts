// Who signs in, as one can choose it: what WeChat knows of them.

import type { Catalogue } from './sandbox'
import { codeFor } from './sandbox'

export interface Person {
  id: string
  /** Their name; none if the service doesn't know them. */
  name?: string
  /** The number that WeChat has. */
  phone: string
  email: string
  /** The WeChat user, if the service knows them. */
  wechatUser?: string
  secondFactor?: boolean
}

/** A number of nobody's. */
const NOBODY: Person = { id: 'nobody', phone: '15500155000', email: 'nobody@example.com' }

/** Everybody with an account, those of a second factor also as new to WeChat's side, and somebody without. */
export function peopleOf({ people }: Catalogue): Person[] {
  const known = people.flatMap(({ wechatUser, ...account }): Person[] => {
    const fresh = { ...account, id: account.phone }
    if (!wechatUser) return [fresh]
    const bound = { ...account, id: wechatUser, wechatUser }
    return account.secondFactor ? [bound, fresh] : [bound]
  })
  return [...known, NOBODY]
}

/** A WeChat user of whom the service knows nothing yet; the same until the next sign-in. */
export const loginCode = ({ wechatUser }: Person, visitor: string) => codeFor(wechatUser ?? visitor)

/** What WeChat can answer to a press of the phone-number button; `ask` leaves it to the user. */
export const ANSWERS = {
  ask: undefined,
  'no-number': { errMsg: 'getPhoneNumber:fail 用户未绑定手机，请先在微信客户端进行绑定后重试' },
  quota: { errMsg: 'getPhoneNumber:fail no enough quota', errno: 1400001 },
  'too-often': { errMsg: 'getPhoneNumber:fail freq limit', errno: 1003 },
  'not-permitted': { errMsg: 'getPhoneNumber:fail no permission', errno: 102 },
  'privacy-not-agreed': { errMsg: 'privacy permission is not authorized', errno: 104 },
} as const
export type Answer = keyof typeof ANSWERS

export const DECLINED = { errMsg: 'getPhoneNumber:fail user deny', errno: 103 }

export const allowed = ({ phone }: Person) => ({ errMsg: 'getPhoneNumber:ok', code: codeFor(phone) })
