/** For WeChat mini programs: everything of the package, and what only they need. */
export * from './index.cjs'

import { BindError, BindResult, Client, LoggedError, Signal } from './index.cjs'

/** What WeChat tells of a phone number; what it has beyond this is not read. */
export interface PhoneNumberResult {
  /** Good for five minutes and for one use. */
  code?: string
  /** What happened, in WeChat's words. */
  errMsg?: string
  /** What happened, as a number. */
  errno?: number
}

/** The event of a button with `open-type="getPhoneNumber"` or `"getRealtimePhoneNumber"`. */
export interface PhoneNumberEvent {
  /** What WeChat tells. */
  detail: PhoneNumberResult
}

/**
 * The code that the phone-number button gives, or a mini game's `wx.getPhoneNumber`: good for five minutes and for one use.
 * Throws {@link PhoneCodeError} where there is none.
 */
export function phoneCode(event: PhoneNumberEvent | PhoneNumberResult): string

/**
 * Why there is no phone code:
 *
 * - `declined`: the user said no. Let them press again whenever they like.
 * - `privacy-not-agreed`: the user has not agreed to the privacy guidelines; they may be asked again.
 * - `privacy-not-declared`: the guidelines on mp.weixin.qq.com don't declare the phone number. Takes up to an hour to work.
 * - `not-permitted`: the account is not verified, or a personal one.
 * - `quota`: the quota of phone numbers is used up; offer a text message instead.
 * - `too-often`: the user has to wait.
 * - `unverified-number`: the user has to verify the number in WeChat first.
 * - `no-code`: the base library is older than 2.21.2.
 * - `unknown`: `errMsg` says what WeChat says. A mini game has to ask from inside a touch.
 */
export type PhoneCodeReason =
  | 'declined'
  | 'privacy-not-agreed'
  | 'privacy-not-declared'
  | 'not-permitted'
  | 'quota'
  | 'too-often'
  | 'unverified-number'
  | 'no-code'
  | 'unknown'

/**
 * The phone-number button gave no code: `USER_DECLINED` for the reason `declined`, `NO_PHONE_CODE` for any other. `cause` is an Error
 * with WeChat's `errMsg` and `errno`.
 */
export class PhoneCodeError extends BindError {
  /** Stable across versions. */
  readonly code: 'USER_DECLINED' | 'NO_PHONE_CODE'
  readonly delivery: 'not-sent'
  /** Why, by `errno` where WeChat gives one, else by `errMsg`. */
  readonly reason: PhoneCodeReason
  /** WeChat's number. */
  readonly errno?: number
  /** WeChat's words. */
  readonly errMsg?: string
  protected constructor()
}

/** Calls a bind off: `signal` goes into its parameters. Mini programs have no AbortController of their own. */
export class AbortController {
  readonly signal: Signal
  abort(reason?: unknown): void
}

/** What a sign-in with a button takes. */
export interface SignInOptions {
  /** The client, or a function that makes one: it is called again by the next attempt where that failed. */
  client: Client | Promise<Client> | (() => Client | Promise<Client>)
  /** Returns a fresh code of the login. Default: the one of `wx.login`. */
  loginCode?: () => string | Promise<string>
  /** As of {@link Client.signIn}. Default: `bind`. */
  onUnknownUser?: 'bind' | 'register'
  /** Called at each change, for `setData({ signIn: state })`. */
  onChange?: (state: SignInState) => void
  /**
   * Called with the Error itself at each failure, after `onChange`: it has what `state.error` leaves out, such as `cause` and
   * `responseText`. It is also called for a bind or a login that `restart` left behind, of which the state says nothing.
   */
  onError?: (error: BindError) => void
}

/** Where a sign-in stands: plain data, that `setData` takes as it is. */
export interface SignInState {
  /**
   * - `login`: the login is under way, or failed: `error` says why, `restart` tries again.
   * - `phone`: the service asks for the phone number: show the button.
   * - `done`: the user is signed in; `result` has the session.
   * - `ended`: the service wants something else (MFA_AUTH, ACCESS_DENIED …); `result` says what.
   */
  step: 'login' | 'phone' | 'done' | 'ended'
  /** Whether something is under way. */
  busy: boolean
  /** What the service answered last. */
  result?: BindResult
  /** Why the last step failed; its `hint` is fit for `audience`. A user who declines is an error of the code USER_DECLINED here. */
  error?: LoggedError & Pick<Partial<PhoneCodeError>, 'reason' | 'errno' | 'errMsg'>
}

/** A sign-in with a phone-number button. No method throws or rejects for what a user or a network does: the state tells it. */
export interface SignIn {
  /** Where it stands. */
  readonly state: SignInState
  /** Logs in; call it when the page opens. It waits for what is under way, and changes nothing where the user is signed in. */
  start(): Promise<SignInState>
  /**
   * What the phone-number button's handler calls. It may come before the login has answered, after a decline, twice in a
   * row, or when the state token has expired: a code is sent once at most, and only if the service asks for it. The event of
   * a code that was sent changes nothing.
   */
  press(event: PhoneNumberEvent): Promise<SignInState>
  /**
   * Begins anew, whatever is under way: only a bind that still answers SUCCESS counts, and signs the user in. Nothing else
   * leaves `done`.
   */
  restart(): Promise<SignInState>
}

/** A sign-in with a phone-number button, for a page. */
export function createSignIn(options: SignInOptions): SignIn
