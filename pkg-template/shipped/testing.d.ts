/**
 * For the tests of your own app: the identity service as a fetch, without a process and without a network. It plays the scenarios
 * of the project's sandbox by the same names.
 */

import type { FetchInit, FetchResponse } from './index.js'

/** What a code asks for by its name, `.` and anything unique after it; `SCENARIOS` lists the names. */
export type ScenarioName =
  | 'sandbox-status-success'
  | 'sandbox-status-succes'
  | 'sandbox-status-social-bind'
  | 'sandbox-status-user-register'
  | 'sandbox-status-mfa-auth'
  | 'sandbox-status-access-denied'
  | 'sandbox-status-unknown'
  | 'sandbox-state-expired'
  | 'sandbox-error-common-1001'
  | 'sandbox-error-common-1003'
  | 'sandbox-error-common-1007'
  | 'sandbox-error-common-1012'
  | 'sandbox-error-common-1013'
  | 'sandbox-error-login-1001'
  | 'sandbox-error-login-1002'
  | 'sandbox-error-login-1003'
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

/** The names of all scenarios; `sandbox-fault-slow-<ms>` stands for any number of milliseconds. */
export const SCENARIOS: readonly string[]

/** A person with an account. What is left out is not in the id_token either, but `userName` and `subject`. */
export interface FakeUser {
  /** Eleven digits: what a phone code leads to. */
  phone: string
  /** The WeChat user who is bound to the account from the start: who a login code leads to. */
  wechatUser?: string
  /** The name as people write it. */
  name?: string
  /** What friends call this person. */
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
}

/** The default users of a service. */
export const USERS: readonly FakeUser[]

/** What a fake service is like. */
export interface FakeServiceOptions {
  /**
   * Who has an account, in the place of `USERS`. The first one signs in by every phone code that names no phone, and by every
   * scenario that is a success.
   */
  users?: readonly FakeUser[]
  /** How long `sandbox-fault-slow` takes, in milliseconds. Default: 30000. */
  delay?: number
  /** The only client ID that is not refused. Default: any is good. */
  clientId?: string
  /** The name of the phone code in the request's body. Default: `wechat_code`. */
  bodyField?: 'wechat_code' | 'wchat_code'
}

/** The interface that a request was for, by the method of the client. */
export type FakeStep = 'login' | 'bind' | 'registerAndBind'

/** A request that the service saw. It holds the codes and tokens as they came. */
export interface FakeRequest {
  /** Which interface it was for; `undefined` for a path that is none. */
  step: FakeStep | undefined
  /** Where it was sent to, such as `https://acme.example.com`. */
  origin: string
  /** The path of the URL. */
  path: string
  /** `POST`, where the client sent it. */
  method: string
  /** By their names in lower case. */
  headers: Record<string, string>
  /** What the JSON of the body says; empty where it is no object. */
  body: Record<string, string>
}

/** The second argument of the fetch: what is read of the web's. */
export interface FakeInit {
  /** The interfaces know POST. */
  method?: string
  /** Names in any spelling. */
  headers?: Record<string, string>
  /** JSON text. */
  body?: string | null
  /** Ends a slow answer. */
  signal?: FetchInit['signal']
}

/** The identity service in memory. Each one has users, codes and tokens of its own, and forgets nothing. */
export interface FakeService {
  /** For `createClient({ fetch })`. Needs no `this`. */
  readonly fetch: (url: string, init?: FakeInit) => Promise<FetchResponse>
  /** What the service saw, the first request first; `requests.length = 0` forgets them. */
  readonly requests: FakeRequest[]
  /**
   * A fresh code as `wx.login` gives it, for a WeChat user or a scenario. Default: a WeChat user who has no account yet. Throws a
   * TypeError for a scenario that there isn't.
   */
  loginCode(who?: ScenarioName | (string & {})): string
  /**
   * A fresh code as the phone-number button gives it, for a phone number or a scenario. Default: the phone of the first user.
   * Throws a TypeError for a scenario that there isn't.
   */
  phoneCode(who?: ScenarioName | (string & {})): string
  /** A fresh state token, as a login gives it to this WeChat user. Default: the one that `loginCode()` names. */
  stateToken(wechatUser?: string): string
}

/**
 * An identity service in memory. Codes and state tokens are good once, state tokens for five minutes of `Date.now`; refusals and
 * replies are those of the sandbox. **Its id_tokens have the claims of real ones, but no signature that could be verified.**
 */
export function fakeService(options?: FakeServiceOptions): FakeService
