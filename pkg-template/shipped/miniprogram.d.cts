/** For WeChat mini programs: the whole package, and what only mini programs need. */
export * from './index.cjs'

import {
  AnyBindError as AnyError,
  BindError,
  BindResult,
  Client,
  ErrorCode,
  LoggedError,
  Recipient,
  Signal,
} from './index.cjs'

/** What WeChat returns for a phone number; other members are not read. */
export interface PhoneNumberResult {
  /** Valid for five minutes and for one use. */
  code?: string
  /** What happened, in WeChat's words. */
  errMsg?: string
  /** What happened, as a number. */
  errno?: number
}

/** The event of a button with `open-type="getPhoneNumber"` or `"getRealtimePhoneNumber"`. */
export interface PhoneNumberEvent {
  /** What WeChat returns. */
  detail: PhoneNumberResult
}

/**
 * The code that the phone-number button or a mini game's `wx.getPhoneNumber` returned: valid for five minutes and for one use.
 * Throws {@link PhoneCodeError} if there is none.
 */
export function phoneCode(event: PhoneNumberEvent | PhoneNumberResult): string

/**
 * Why there is no phone code:
 *
 * - `declined`: the user said no. Let them press again whenever they like.
 * - `privacy-not-agreed`: the user has not agreed to the privacy guidelines; they may be asked again.
 * - `privacy-not-declared`: the guidelines on mp.weixin.qq.com don't declare the phone number, or WeChat hasn't approved them yet.
 * - `not-permitted`: the account is not verified, or a personal one.
 * - `quota`: the quota of phone numbers is used up; offer a text message instead.
 * - `too-often`: the user has to wait.
 * - `no-number`: the user's WeChat account has no phone number; they have to add one in WeChat first.
 * - `unverified-number`: the user has to verify the number in WeChat first.
 * - `no-code`: the base library is older than 2.21.2.
 * - `unknown`: see `errMsg`. A mini game has to call it inside a touch event.
 */
export type PhoneCodeReason =
  | 'declined'
  | 'privacy-not-agreed'
  | 'privacy-not-declared'
  | 'not-permitted'
  | 'quota'
  | 'too-often'
  | 'no-number'
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
  /** Why: by `errno` if WeChat returned one, otherwise by `errMsg`. */
  readonly reason: PhoneCodeReason
  /** WeChat's error number. */
  readonly errno?: number
  /** WeChat's message. */
  readonly errMsg?: string
  protected constructor()
}

/** Every error of the package: `code` narrows to its class. */
export type AnyBindError = AnyError | PhoneCodeError

/** As of the root entry, and for a {@link PhoneCodeError} too. */
export function isBindError(value: unknown): value is AnyBindError
export function isBindError<Code extends ErrorCode>(
  value: unknown,
  code: Code,
): value is AnyBindError & {
  /** The code that was asked for. */
  readonly code: Code
}

/** Aborts a call: pass `signal` as a parameter. Mini programs have no AbortController of their own. */
export class AbortController {
  readonly signal: Signal
  abort(reason?: unknown): void
}

/** The options of a sign-in with a button. */
export interface SignInOptions {
  /** The client, or a function that creates one: if it fails, the next attempt calls it again. */
  client: Client | Promise<Client> | (() => Client | Promise<Client>)
  /** Returns a fresh code of the login. Default: the one of `wx.login`. */
  loginCode?: (() => string | Promise<string>) | undefined
  /** As of {@link Client.signIn}. Default: `bind`. */
  onUnknownUser?: 'bind' | 'register' | undefined
  /**
   * The steps that the sign-in goes through beyond the login and the phone-number button; without them it ends there. Default: none.
   *
   * - `verify-code`: a code by text message or mail, for a user who declines the button, or whose number WeChat doesn't give.
   * - `second-factor`: the code by text message that the service asks for with MFA_AUTH.
   */
  steps?: ('verify-code' | 'second-factor')[] | undefined
  /** How long a user should wait before another message is asked for, in milliseconds: {@link SignInState.resendAt}. Default: 60000. */
  resendMs?: number | undefined
  /**
   * Called at each change: `state` is for `setData({ signIn: state })`, `result` is {@link SignIn.result}. A rejected promise that it
   * returns is ignored.
   */
  onChange?: ((state: SignInState, result?: BindResult) => unknown) | undefined
  /**
   * Called with the Error itself at each failure, after `onChange`: it has what `state.error` leaves out, such as `cause` and
   * `responseText`. It is also called for a bind or a login that `restart` abandoned, which doesn't change the state. A rejected promise
   * that it returns is ignored.
   */
  onError?: ((error: BindError) => unknown) | undefined
}

/**
 * The state of a sign-in, for `setData`: plain data, without any token, because what a page gets is sent to WeChat's view layer and may be
 * printed there.
 */
export interface SignInState {
  /**
   * - `login`: the login is under way, or failed: `error` says why, `restart` tries again.
   * - `phone`: the service asks for the phone number: show the button.
   * - `verify-code`: the user is to enter a phone number or mail address, then the code that was sent to it. The button still works.
   * - `second-factor`: the user is to enter the code that is sent to the number of the account.
   * - `done`: the user is signed in; {@link SignIn.result} has the session.
   * - `ended`: the sign-in can't go on; `error` says who has to act, or `result.status` says why (MFA_AUTH, ACCESS_DENIED …). `restart`
   *   begins again.
   */
  step: 'login' | 'phone' | 'verify-code' | 'second-factor' | 'done' | 'ended'
  /** Whether something is under way. */
  busy: boolean
  /** What a page may show of the service's last result. */
  result?: {
    /** As of {@link BindResult}. */
    status: BindResult['status']
    /** As of {@link BindResult}, if the result has them. */
    nextSteps?: string[]
  }
  /** How a code can be sent: by text message, by mail. Only if `steps` has `verify-code`. */
  ways?: ('mobile' | 'email')[]
  /** A puzzle that waits for its answer, as `data:` URLs: how far the piece has to be moved to the right. */
  captcha?: {
    /** The picture with the gap. */
    original: string
    /** The piece, as high as the picture. */
    jigsaw: string
  }
  /** To whom a code was sent, masked. If its reply was lost, it may have been sent. */
  sentTo?: string
  /** When another message may be asked for, in milliseconds since 1970. Nothing refuses an earlier request but the service. */
  resendAt?: number
  /** When the session ends, in milliseconds since 1970, if the service says so; a `restart` before it gets a new one. */
  expiresAt?: number
  /** Why the last step failed; show its `hint` if `audience` is `user`. If the user declined, the code is USER_DECLINED. */
  error?: LoggedError & Pick<Partial<PhoneCodeError>, 'reason' | 'errno' | 'errMsg'>
}

/** A sign-in with a phone-number button. No method throws or rejects if the user declines or the network fails: see the state. */
export interface SignIn {
  /** The current state. */
  readonly state: SignInState
  /** The service's last result, with the session or the state token: for your own code, not for `setData`. */
  readonly result: BindResult | undefined
  /**
   * Logs in; call it when the page opens. It waits for calls under way, and does nothing if the user is signed in, or the service's answer to
   * the last login is still good.
   */
  start(): Promise<SignInState>
  /**
   * Handles the event of the phone-number button. The user may press before the login has returned, after declining, twice in a
   * row, or when the state token has expired: a code is sent at most once, and only if the service asks for it. The event of
   * a code that was sent already is ignored.
   */
  press(event: PhoneNumberEvent): Promise<SignInState>
  /**
   * Begins a message with a code, with a new puzzle: `captcha` of the state. Without a recipient it is for the last one; in the step
   * `second-factor` always for the number of the account. It works in the steps `phone` and `verify-code` too, if `steps` has the latter.
   */
  requestCode(recipient?: Recipient): Promise<SignInState>
  /** Answers the puzzle by how far the piece was moved, in pixels of the picture, and has the message sent. */
  solveCaptcha(x: number): Promise<SignInState>
  /** Sends the code that the user entered: to bind, or as the second factor. A code that was sent before is ignored. */
  submitCode(verifyCode: string): Promise<SignInState>
  /**
   * Starts again, even if calls are under way: of those only one that returns SUCCESS still counts, and signs the user in. Of `done` no other
   * method makes anything else.
   */
  restart(): Promise<SignInState>
}

/** A sign-in with a phone-number button, for a page. Throws a `ValidationError` if the options are wrong. */
export function createSignIn(options: SignInOptions): SignIn
