/** For WeChat mini programs: everything of the package, and what only they need. */
export * from './index.cjs'

import { BindError, Signal } from './index.cjs'

/** The event of `<button open-type="getPhoneNumber" bindgetphonenumber="…">`; what it has beyond this is not read. */
export interface PhoneNumberEvent {
  detail: { code?: string; errMsg?: string; errno?: number }
}

/**
 * The code that the phone-number button gives: good for five minutes and for one use. Throws
 * {@link PhoneCodeError} where it gives none.
 */
export function phoneCode(event: PhoneNumberEvent): string

/** The phone-number button gave no code. `cause` is an Error with WeChat's `errMsg` and `errno`. */
export class PhoneCodeError extends BindError {
  /** `USER_DECLINED`: the user said no. `NO_PHONE_CODE`: WeChat did, or is too old to give a code. */
  readonly code: 'USER_DECLINED' | 'NO_PHONE_CODE'
  readonly delivery: 'not-sent'
  protected constructor()
}

/** Calls a bind off: `signal` goes into its parameters. Mini programs have no AbortController of their own. */
export class AbortController {
  readonly signal: Signal
  abort(reason?: unknown): void
}
