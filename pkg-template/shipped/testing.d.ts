/**
 * For tests of your app: a fake identity service as a fetch, without a process and without a network. `npx wechat-mobile-bind` runs the
 * same service over HTTP.
 */

import type { BindResult, CallName, Delivery, ErrorCode, FetchInit, FetchResponse, Next } from './index.js'

/** The name of a scenario: a code with this name, or with this name, `.` and any text, triggers it, and so does `next`. */
export type ScenarioName =
  | 'sandbox-status-success'
  | 'sandbox-status-succes'
  | 'sandbox-status-social-bind'
  | 'sandbox-status-verify-phone'
  | 'sandbox-status-verify-email'
  | 'sandbox-status-user-register'
  | 'sandbox-status-mfa-auth'
  | 'sandbox-status-access-denied'
  | 'sandbox-status-unknown'
  | 'sandbox-state-expired'
  | 'sandbox-state-expired-second-factor'
  | 'sandbox-error-common-1001'
  | 'sandbox-error-common-1003'
  | 'sandbox-error-common-1007'
  | 'sandbox-error-common-1012'
  | 'sandbox-error-common-1013'
  | 'sandbox-error-login-1001'
  | 'sandbox-error-login-1002'
  | 'sandbox-error-login-1003'
  | 'sandbox-error-param-0001'
  | 'sandbox-error-captcha-0002'
  | 'sandbox-error-captcha-0006'
  | 'sandbox-error-captcha-0007'
  | 'sandbox-error-unlisted'
  | 'sandbox-error-without-prefix'
  | 'sandbox-error-leading-blank'
  | 'sandbox-error-http-200'
  | 'sandbox-error-http-401'
  | 'sandbox-error-http-500'
  | 'sandbox-odd-leading-blanks'
  | 'sandbox-odd-abbreviated-id-token'
  | 'sandbox-odd-expire-string'
  | 'sandbox-odd-no-expire'
  | 'sandbox-odd-no-id-token'
  | 'sandbox-odd-no-session-token'
  | 'sandbox-odd-data-null'
  | 'sandbox-odd-byte-order-mark'
  | 'sandbox-odd-secret-key'
  | 'sandbox-odd-no-members'
  | 'sandbox-odd-body-after-sending'
  | 'sandbox-fault-slow'
  | `sandbox-fault-slow-${number}`
  | 'sandbox-fault-cut'
  | 'sandbox-fault-truncated-json'
  | 'sandbox-fault-reset'
  | 'sandbox-fault-garbage'
  | 'sandbox-fault-html-502'
  | 'sandbox-fault-too-many-requests'
  | 'sandbox-fault-empty'
  | 'sandbox-fault-no-content'
  | 'sandbox-fault-array'
  | 'sandbox-fault-redirect'
  | 'sandbox-fault-redirect-307'

/** What the service does instead of what a call is for. */
export interface Scenario {
  /** Its name; `<ms>` stands for any number of milliseconds. */
  readonly name: string
  /** What the service does. */
  readonly en: string
  /** The same in Chinese. */
  readonly zh: string
  /** The calls that it is for. */
  readonly at: readonly FakeStep[]
  /**
   * What your app gets with the default settings: members of the result, or of the error. `undefined` is a member that is missing.
   * Where it has `status: 'SUCCESS'`, a call that doesn't sign in gets its own result.
   */
  readonly gets: ScenarioResult | ScenarioError
  /** The calls at which `next` is another one. */
  readonly nextAt?: Readonly<Partial<Record<FakeStep, Next>>>
  /** The same in a mini program, if it differs. */
  readonly getsInMiniProgram?: ScenarioError
}

/** Members of the result. */
export interface ScenarioResult {
  /** The status of the result, from a call that signs in. */
  readonly status?: BindResult['status']
  /** From which step the program goes on, after a call that signs in. */
  readonly next?: Next
  /** The HTTP status of the reply. */
  readonly httpStatus?: number
  /** The status as the service spells it. */
  readonly rawStatus?: string
  /** How long the session stays valid, in seconds. */
  readonly expiresIn?: number | undefined
  /** `undefined` where there is none. */
  readonly identity?: undefined
  /** Why the id_token can't be decoded. */
  readonly identityError?: {
    /** The code of the error. */
    readonly code: ErrorCode
  }
}

/** Members of the error. */
export interface ScenarioError {
  /** The code of the error. */
  readonly code: ErrorCode
  /** How far the request got. */
  readonly delivery: Delivery
  /** From which step the program goes on. */
  readonly next: Next
  /** The service's error code. */
  readonly errorCode?: string
}

/** Every scenario. */
export const SCENARIOS: readonly Scenario[]

/** A person with an account. Missing members are missing in the id_token too, except for `userName` and `subject`. */
export interface FakeUser {
  /** Eleven digits; a phone code refers to it. */
  phone: string
  /** The WeChat user who is bound to the account from the start; a login code refers to it. */
  wechatUser?: string
  /** The display name. */
  name?: string
  /** The nickname. */
  nickName?: string
  /** `男` or `女`. */
  gender?: string
  /** The mail address. */
  email?: string
  /** The postal address. */
  address?: string
  /** The name to sign in with. Default: `u` and the phone number. */
  userName?: string
  /** The `sub` claim. Default: a number from 10001 on. */
  subject?: string
  /** Whether signing in takes a code by text message to `phone` as well. */
  secondFactor?: boolean
}

/** The default users of a service. */
export const USERS: readonly FakeUser[]

/** The options of a fake service. */
export interface FakeServiceOptions {
  /**
   * The users with an account, instead of `USERS`. A phone code without a phone number, and every scenario that succeeds, signs in
   * the first one.
   */
  users?: readonly FakeUser[] | undefined
  /** How long `sandbox-fault-slow` takes, in milliseconds. Default: 30000. */
  delay?: number | undefined
  /** The only client ID that is accepted. Default: all are accepted. */
  clientId?: string | undefined
  /** The name of the phone code in the request's body. Default: `wechat_code`. */
  bodyField?: 'wechat_code' | 'wchat_code' | undefined
}

/** The interface that a request was for, named after the method of the client. */
export type FakeStep = CallName

/** For each call the scenario that answers it next. */
export type FakePlan = { readonly [Step in FakeStep]?: ScenarioName | undefined }

/** A message that the service would have sent. */
export interface FakeMessage {
  /** The mobile number or mail address. */
  to: string
  /** What for, in the words of the interface. */
  type: 'BIND_MOBILE_SMS' | 'REGISTER_SMS' | 'MFA_AUTH_SMS' | 'BIND_EMAIL_EMS' | 'REGISTER_EMS' | 'MFA_AUTH_EMS'
  /** The verification code: six digits. */
  code: string
}

/** A puzzle that the service issued. */
export interface FakeCaptcha {
  /** Its token. */
  token: string
  /** Its answer: how far from the left its piece belongs, in pixels of the picture. Up to 5 pixels beside that count as right. */
  x: number
}

/** A request that the service received, including codes and tokens. */
export interface FakeRequest {
  /** Which interface it was for; `undefined` for another path. */
  step: FakeStep | undefined
  /** The origin of the URL, such as `https://acme.example.com`. */
  origin: string
  /** The path of the URL. */
  path: string
  /** `POST` or `GET`, if the client sent it. */
  method: string
  /** Names are in lower case. */
  headers: Record<string, string>
  /** The parsed JSON body; empty if it is not an object. */
  body: Record<string, string>
}

/** The second argument of the fetch: the members that are used. */
export interface FakeInit {
  /** Default: `GET`. */
  method?: string
  /** Names in upper or lower case: an object, pairs, or the web's `Headers`. */
  headers?: Record<string, string> | readonly (readonly [string, string])[] | FakeHeaders
  /** JSON text. */
  body?: string | null
  /** Aborts a slow response. */
  signal?: FetchInit['signal'] | null
}

/** What is used of the web's `Headers`. */
export interface FakeHeaders {
  /** Calls `callback` for each header. */
  forEach(callback: (value: string, name: string) => void): void
}

/** What is used of the web's `Request`. */
export interface FakeRequestInput {
  /** The address. */
  readonly url: string
  /** The method. */
  readonly method: string
  /** The headers. */
  readonly headers: FakeHeaders
  /** Aborts a slow response. */
  readonly signal?: FetchInit['signal']
  /** The body. */
  text(): Promise<string>
}

/** The response: the members of the web's `Response` that are used. */
export interface FakeResponse extends FetchResponse {
  /** Whether the HTTP status is a success. */
  readonly ok: boolean
  /** The headers, by names in upper or lower case. */
  readonly headers: {
    /** The value of a header; `null` if there is none. */
    get(name: string): string | null
  }
  /** The body as JSON. */
  json(): Promise<unknown>
}

/** An identity service in memory. Each one has its own users, codes and tokens, and keeps its state. */
export interface FakeService {
  /**
   * For `createClient({ fetch })`. It doesn't use `this`. It accepts what is passed to the web's fetch: an address or a `Request`. Also
   * answers `GET /api/v1/oauth2/keys` with the JWK set, on any domain, and signs with a new key after `POST /sandbox/rotate-key`.
   */
  readonly fetch: (
    input: string | { readonly href: string } | FakeRequestInput,
    init?: FakeInit,
  ) => Promise<FakeResponse>
  /** The requests that the service received, in order; `requests.length = 0` removes them. */
  readonly requests: FakeRequest[]
  /**
   * A fresh code as `wx.login` returns it, for a WeChat user or a scenario. Default: a WeChat user without an account. Throws a
   * TypeError for an unknown scenario.
   */
  loginCode(who?: ScenarioName | (string & {})): string
  /**
   * A fresh code as the phone-number button returns it, for a phone number or a scenario. Default: the phone of the first user.
   * Throws a TypeError for an unknown scenario.
   */
  phoneCode(who?: ScenarioName | (string & {})): string
  /**
   * A fresh state token, as a login returns it for this WeChat user: for a second factor, if the user is bound and has one. Default: the
   * user of `loginCode()`.
   */
  stateToken(wechatUser?: string): string
  /** The messages that it would have sent, in order, with their verification codes. */
  readonly messages: readonly FakeMessage[]
  /** The puzzles that it issued, in order, with their answers. */
  readonly captchas: readonly FakeCaptcha[]
  /**
   * Answers the next call of a kind by a scenario, once, such as `next({ sendSms: 'sandbox-fault-reset' })`; for calls without a code.
   * Replaces what was set before: `next({})` removes it. Throws a TypeError for an unknown scenario, or one that isn't for that call.
   */
  next(plan: FakePlan): void
}

/**
 * An identity service in memory. Codes, state tokens and captcha tokens can be used once; codes by message and state tokens expire after
 * five minutes by `Date.now`. Its
 * id_tokens are signed by RS256 and verify with its JWK set; on a host without WebCrypto their header says `"alg":"none"`.
 */
export function fakeService(options?: FakeServiceOptions): FakeService
