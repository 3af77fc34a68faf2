// What WeChat says of a failure: `{ errMsg, errno }`, not an Error.

import { define, read } from '../../src/wasm/get.js'
import { tryCall } from '../shell/try-call.js'

export interface HostFailure {
  errMsg?: string
  errno?: number
}

/** The members of a failure; one that has another type is undefined. */
export function readFailure(failure: unknown): HostFailure {
  const [errMsg, errno] = [read(failure, 'errMsg'), read(failure, 'errno')]
  const isText = typeof errMsg === 'string'
  // Some hosts pass a number as a text.
  const isNumber = typeof errno === 'number' || (typeof errno === 'string' && /^\d+$/.test(errno))
  return { errMsg: isText ? errMsg : undefined, errno: isNumber ? Number(errno) : undefined }
}

/** A failure as an Error with these members; an Error, which a wrapper of a function of `wx` may pass, stays what it is. */
export function hostError(failure: unknown): Error & HostFailure {
  // Of a revoked proxy even this can't be asked.
  if (tryCall(() => failure instanceof Error)) return failure as Error
  const { errMsg, errno } = readFailure(failure)
  const error = new Error(errMsg)
  define(error, 'errMsg', errMsg, true)
  define(error, 'errno', errno, true)
  return error
}
