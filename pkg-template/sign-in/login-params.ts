// The parameters of a login.

import { isBindError } from '../shell/errors.js'
import { noLoginCode } from './callback-error.js'
import type { Options } from './options.js'

/** Returns them with a fresh code. */
export async function loginParams(loginCode: Options['loginCode']): Promise<unknown[]> {
  let code: unknown
  try {
    code = await loginCode()
  } catch (error) {
    if (isBindError(error)) throw error
    throw noLoginCode('`loginCode` threw instead of returning, `cause` is what it threw', error)
  }
  // WECHAT: `wx.login` may succeed without a code.
  if (code === undefined || code === null || code === '') throw noLoginCode('`loginCode` returned no code')
  return [{ code }]
}
