/**
 * Binds a user by the mobile phone number that WeChat authorised.
 *
 * Strict before sending: every field is checked, all problems at once. After sending nothing is lost and
 * nothing leaks: a bind that the service accepted is always a result, and no message holds a secret.
 */

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject

/** Any JSON object. */
export type JsonObject = { [name: string]: JsonValue }

/** What ends a call when it aborts: the web's `AbortSignal`, or what works like one. */
export interface Signal {
  /** Whether it has aborted. */
  readonly aborted: boolean
  /** Why it has; the error of the call has it as its `cause`. */
  readonly reason?: unknown
  /** Calls `listener` when it aborts. */
  addEventListener(type: 'abort', listener: () => void): void
  /** Calls `listener` no more. */
  removeEventListener(type: 'abort', listener: () => void): void
}

/** A type of the web's, where the project has it: mini programs are compiled without. */
type Web<Name extends string, Otherwise = never> = typeof globalThis extends {
  [N in Name]: {
    /** What an instance is. */
    prototype: infer T
  }
}
  ? T
  : Otherwise

/** The web's `WebAssembly.Module`, where the project has it. */
type WebModule = typeof globalThis extends {
  /** The namespace of the standard. */
  WebAssembly: {
    /** A compiled module. */
    Module: {
      /** What an instance is. */
      prototype: infer T
    }
  }
}
  ? T
  : never

/** What the host's fetch must answer: the part of the web's `Response` that is used. */
export interface FetchResponse {
  /** The HTTP status. */
  readonly status: number
  /** The whole body as text. */
  text(): Promise<string>
}

/** The second argument of the host's fetch. */
export interface FetchInit {
  /** The interface knows no other. */
  method: 'POST'
  /** Names spelled as the interface's page spells them. They hold secrets. */
  headers: Record<string, string>
  /** JSON text. It holds the WeChat code. */
  body: string
  /** Ends the request at the time-out or the caller's abort; absent where the host has no AbortController. */
  signal?: Web<'AbortSignal', Signal>
  /** Tokens follow no redirect. */
  redirect: 'error'
  /** Tokens meet no cookie. */
  credentials: 'omit'
  /** The reply stays in no cache. */
  cache: 'no-store'
  /** The service isn't told which page asks. */
  referrerPolicy: 'no-referrer'
}

/**
 * Any function shaped like the web's fetch. The third argument is how long the call may take in all, in milliseconds, for hosts
 * whose requests have a limit of their own.
 */
export type Fetch = (url: string, init: FetchInit, timeoutMs: number) => Promise<FetchResponse>

/** The course of one call, for your own logs. Nothing in it is a secret. */
export interface CallRecord {
  /** Which call it was. */
  step: 'login' | 'bind' | 'registerAndBind'
  /** Whether every field kept its rule. */
  checked: boolean
  /** Whether the request left. */
  sent: boolean
  /** Whether there was a whole reply, or its HTTP status. */
  answered: boolean
  /** How long the call took. */
  milliseconds: number
  /** The HTTP status of the reply. */
  httpStatus?: number
  /** The status of the result. */
  status?: BindResult['status']
  /** The code of the error. */
  code?: ErrorCode
  /** The service's code, of a refusal. */
  errorCode?: string
  /** What became of the request, of an error. */
  delivery?: Delivery
}

/**
 * The calling device. Values that a header carries are printable ASCII without a blank at either end;
 * anything else is refused with the index of the offending character, never sent and never changed.
 */
export interface Device {
  /** The operating system and its version, 1 to 256 characters: `X-operating-sys-version`. */
  osVersion: string
  /** Stays the same for one user on one device, 1 to 256 characters: `X-device-fingerprint`. */
  fingerprint: string
  /** The User-Agent, 1 to 4096 characters: `X-agent`. The service only logs it. */
  userAgent: string
  /** The device's IPv4 or IPv6 address: `X-device-ip`. The service only logs it. */
  ip?: string | null | undefined
}

/**
 * Where the wasm is: a path or URL, its bytes, a compiled module, a response that holds it, or a promise of
 * any of these. Node.js takes paths and `file:` URLs; a mini program takes the absolute path in its code package.
 */
export type WasmSource = WasmFile | Promise<WasmFile>

/** Where the wasm is, or what is in it. */
type WasmFile = string | Web<'URL'> | ArrayBuffer | ArrayBufferView | WebModule | Web<'Response'>

/** What holds for every call of a client. */
export interface ClientConfig {
  /**
   * The tenant's host name with an optional port (`acme.example.com`), or its https origin. An
   * internationalised name is given in its ASCII form (punycode).
   */
  domain: string
  /** The application's authorization ID, 1 to 256 characters: `X-client-id`. */
  clientId: string
  /**
   * The device, or a function that finds it out at each call. Fields left out are filled in by the runtime's
   * entry as far as its host knows them: all in a browser and in a mini program, all but `fingerprint` in Node.js.
   */
  device?: Partial<Device> | (() => Partial<Device> | Promise<Partial<Device>>)
  /** The tenant, 1 to 256 characters: `X-tenant-id`. An ISV application has to send it, with the ISV's common domain and the
   * template's client ID. */
  tenantId?: string | null | undefined
  /** Called when a call has ended. What it throws is ignored. */
  onEvent?: (record: CallRecord) => void
  /** The language of the service's messages, a language tag (RFC 5646) such as `zh`: `X-L`. In a browser it
   * defaults to the document's, in a mini program to WeChat's. */
  language?: string | null | undefined
  /** The host's fetch; defaults to the global one, in a mini program to one over `wx.request`. Where one of your own fails,
   * `delivery` is `unknown`, whatever it throws: it may have sent the request before. */
  fetch?: Fetch
  /** How long a call may take, in milliseconds, from 1 to 300000. Default: 10000. */
  timeoutMs?: number
  /** The name of the code in the request's body, for tenants that follow the vendor's misprint. Default:
   * `wechat_code`. */
  bodyField?: 'wechat_code' | 'wchat_code'
  /** Allows plain http for loopback hosts (localhost, 127.0.0.0/8, [::1]). Default: false. */
  allowInsecureLoopback?: boolean
  /** Where the wasm is; by default beside the package's own code. Only the first load looks at it. */
  wasm?: WasmSource
}

/** What one call takes. */
export interface BindParams {
  /** `e.detail.code` of the phone-number button: good for five minutes and for one use. At most 512
   * characters, no white space and no control characters. */
  wechatCode: string
  /** The temporary token from the WeChat Mini Program Login interface, at most 8000 characters:
   * `X-state-token`. */
  stateToken: string
  /** Replaces single fields of the configuration's device. */
  device?: Partial<Device>
  /** Calls the request off. */
  signal?: Signal
}

/** What a login takes. */
export interface LoginParams {
  /** The code that `wx.login` hands over: good for five minutes and for one use. At most 512 characters, no white
   * space and no control characters. */
  code: string
  /** Replaces single fields of the configuration's device. */
  device?: Partial<Device>
  /** Calls the request off. */
  signal?: Signal
}

/** What a sign-in takes. */
export interface SignInParams {
  /** Answers a fresh code of `wx.login`; called once. */
  loginCode: () => string | Promise<string>
  /**
   * Answers a fresh code of the phone-number button, or nothing where the user declines; called once at most, and
   * only when the service asks for a binding. It may wait for the user as long as it likes. A `PhoneCodeError` of the code
   * USER_DECLINED that it throws counts as nothing: the sign-in ends with the login's result.
   */
  phoneCode: () => string | null | undefined | Promise<string | null | undefined>
  /**
   * What is done with a WeChat user whom the service doesn't know: `bind` binds to the account of the phone number,
   * `register` also creates one where there is none. Default: `bind`.
   */
  onUnknownUser?: 'bind' | 'register'
  /** Replaces single fields of the configuration's device. */
  device?: Partial<Device>
  /** Calls the sign-in off, wherever it is. */
  signal?: Signal
}

/** A request for a transport of the caller's own. It holds the secrets: that is its job. */
export interface PreparedRequest {
  /** The first argument of a fetch. */
  url: string
  /** The second argument of a fetch. */
  init: FetchInit
}

/**
 * Who an id_token says the user is, **not verified**: for display only. Whoever decides by it verifies the
 * raw token on a server, with the JWK set at `https://{domain}/api/v1/oauth2/keys`.
 */
export interface Identity {
  /** The JOSE header (RFC 7515 §4). */
  header: JsonObject
  /** The claims, exactly as `JSON.parse` reads them (RFC 7519 §4). */
  claims: JsonObject
  /** The claims, with the claim `api` replaced by the profile that it holds as JSON in a string. */
  profile: JsonObject
  /** When the token was issued (`iat`), in milliseconds since 1970. */
  issuedAt?: number
  /** When the token expires (`exp`), in milliseconds since 1970. */
  expiresAt?: number
  /** Nothing here is proven. */
  verified: false
}

/** Why the id_token of a result can't be read, as plain data. */
export interface IdentityError {
  /** As of the error that `decodeIdToken` throws. */
  name: 'IdTokenError'
  /** As of the error that `decodeIdToken` throws. */
  code: 'BAD_ID_TOKEN'
  /** What is wrong with the token, without a character of it. */
  message: string
}

/** What every result carries. */
export interface Reply {
  /** The status as the service spelled it. */
  rawStatus: string
  /** The HTTP status; 0 where the host's fetch gave none that is valid. */
  httpStatus: number
  /** The service's object as it came. */
  raw: JsonObject
}

/** The user is bound and signed in. */
export interface Success extends Reply {
  /** Also where the service misprints it as `SUCCES`. */
  status: 'SUCCESS'
  /** The user's session with the service. */
  sessionToken: string
  /** How long the session token stays valid, in seconds. */
  expiresIn?: number
  /** The id_token as it came, for your server to verify. */
  idToken?: string
  /** Absent where there is no id_token, or where it can't be read. */
  identity?: Identity
  /** Why the id_token can't be read. The session is good all the same. */
  identityError?: IdentityError
}

/** The process goes on with another step: binding, registration, or a second factor. */
export interface NextStep extends Reply {
  /** Which step it is. */
  status: 'SOCIAL_BIND' | 'USER_REGISTER' | 'MFA_AUTH'
  /** The temporary token for the next step. */
  stateToken?: string
  /** What the service asks for, such as `VERIFY_PHONE`. */
  nextSteps?: string[]
}

/** Access is denied. */
export interface AccessDenied extends Reply {
  /** The service gives no reason. */
  status: 'ACCESS_DENIED'
}

/** A status that this version doesn't know; `rawStatus` and `raw` have it. */
export interface UnknownStatus extends Reply {
  /** Stands for whatever `rawStatus` says. */
  status: 'UNKNOWN'
}

/** What the service answered: plain data, that `JSON.stringify`, `setData` and `postMessage` take as it is. */
export type BindResult = Success | NextStep | AccessDenied | UnknownStatus

/** A client; it keeps nothing between calls, and any number may run at once. */
export interface Client {
  /**
   * The whole job: checks, sends once, reads the reply.
   *
   * Rejects with {@link ValidationError} (nothing was sent), {@link TransportError}, {@link ApiError} or
   * {@link ProtocolError}; each says by `delivery` what became of the code.
   */
  bind(params: BindParams): Promise<BindResult>
  /**
   * Binds as `bind` does, and creates the user where there is none
   * (`/api/v2/sdk/social/wechat-mobile-register-bind`).
   */
  registerAndBind(params: BindParams): Promise<BindResult>
  /**
   * The step before: signs in a WeChat user who is known, and gives one who isn't the state token for `bind`
   * (`/api/v2/sdk/login/wechat-miniprogram`). Rejects as `bind` does; `delivery` then speaks of the login code.
   */
  login(params: LoginParams): Promise<BindResult>
  /**
   * The whole sign-in: logs in, and where the service asks for a binding asks for the phone code and binds. A user who
   * declines, a second factor, a denial and a status of the future end it with the result that says so; `delivery` of
   * an error speaks of the code that was sent last.
   */
  signIn(params: SignInParams): Promise<BindResult>
  /** The request that `bind` would send; sends nothing. Rejects with {@link ValidationError}. */
  prepare(params: BindParams): Promise<PreparedRequest>
  /**
   * Reads a reply that a transport of your own got. Throws {@link ApiError} or {@link ProtocolError}, and
   * {@link ValidationError} where the arguments are no reply at all.
   */
  interpret(httpStatus: number, bodyText: string): BindResult
}

/** Loads the wasm, once per process however often it is called. Rejects with {@link LoadError}. */
export function init(wasm?: WasmSource): Promise<void>

/**
 * A client for one tenant and one application; loads the wasm first. Rejects with {@link ValidationError}
 * (`INVALID_CONFIG`) or {@link LoadError}.
 */
export function createClient(config: ClientConfig): Promise<Client>

/**
 * Reads an id_token's claims **without verifying its signature**: for display only. Throws
 * {@link IdTokenError}, and {@link LoadError} before the wasm is loaded. A token has at most 262144
 * characters.
 */
export function decodeIdToken(token: string): Identity

/** How rows are made. */
export interface DisplayOptions {
  /** The language of the labels. Default: `zh`. */
  locale?: 'zh' | 'en'
  /** Whether phone numbers and mail addresses are masked, wherever they stand. Default: true. */
  mask?: boolean
}

/** One row for people. */
export interface DisplayRow {
  /** The claim's own name. */
  claim: string
  /** Its name for people; of a claim that isn't known, its own. */
  label: string
  /** Its value for people. Invisible and direction-changing characters show as U+FFFD. */
  value: string
}

/**
 * The profile of an identity as rows in reading order, times in the host's time zone; no rows where there is no identity. Throws
 * {@link ValidationError}, and {@link LoadError} before the wasm is loaded.
 */
export function displayRows(identity: Identity | null | undefined, options?: DisplayOptions): DisplayRow[]

/**
 * Whether the identity's token has expired at `now`, in milliseconds since 1970 (default: the present). One
 * that names no expiry hasn't. Throws {@link ValidationError}, and {@link LoadError} before the wasm is
 * loaded.
 */
export function isExpired(identity: Identity, now?: number): boolean

/**
 * What became of the request, and so of the WeChat code, which is good for one use:
 *
 * - `not-sent`: it never left; the code is still good.
 * - `unknown`: it may have arrived; take the code as spent.
 * - `delivered`: it was answered; the code is spent.
 */
export type Delivery = 'not-sent' | 'unknown' | 'delivered'

/** Where something happened: loading the wasm and checking the configuration, finding out the device, or one of the calls. */
export type Step = 'load' | 'device' | 'login' | 'bind' | 'registerAndBind'

/**
 * Who can do something about an error: the `user` who signs in (the hint is fit to be shown), the `developer` of the page or
 * mini program, or the `operator` of the identity service.
 */
export type Audience = 'user' | 'developer' | 'operator'

/** An error as plain data, without anything that may not be logged. */
export interface LoggedError {
  /** The name of its class. */
  name: string
  /** Its stable code. */
  code: ErrorCode
  /** What became of the request. */
  delivery: Delivery
  /** What went wrong, for developers. */
  message: string
  /** Where it happened; absent for what belongs to no call, such as `decodeIdToken`. */
  step?: Step
  /** Who can do something about it. */
  audience: Audience
  /** What to do, in words for the audience. */
  hint: Hint
  /** The service's code, of a refusal. */
  errorCode?: string
  /** The HTTP status of the reply. */
  httpStatus?: number
  /** The fields that broke their rules. */
  issues?: Issue[]
  /** The function of yours that threw. */
  callback?: CallbackError['callback']
}

/** What to do about an error, in both languages. */
export interface Hint {
  /** In Chinese. */
  zh: string
  /** In English. */
  en: string
}

/** Everything that the package throws. No message and no print of it holds a token, a code or a body. */
export class BindError extends Error {
  /** Stable across versions; narrows to the class of the error. */
  readonly code: ErrorCode
  /** What became of the request, and so of the code. */
  readonly delivery: Delivery
  /** Where it happened; absent for what belongs to no call, such as `decodeIdToken`. */
  readonly step?: Step
  /** Who can do something about it. */
  readonly audience: Audience
  /** What to do, in words for the audience. */
  readonly hint: Hint
  /** What the host, or a function of the caller's, threw. */
  readonly cause?: unknown
  /** What may be logged. */
  toJSON(): LoggedError
  protected constructor()
}

/** Every code that an error can have; `switch` over it is complete. */
export type ErrorCode =
  | 'INVALID_CONFIG'
  | 'INVALID_PARAMS'
  | 'CALLBACK'
  | 'NETWORK'
  | 'TIMEOUT'
  | 'ABORTED'
  | 'REFUSED'
  | 'BAD_RESPONSE'
  | 'BAD_ID_TOKEN'
  | 'WASM_UNAVAILABLE'
  | 'USER_DECLINED'
  | 'NO_PHONE_CODE'

/** One problem of one field. */
export interface Issue {
  /** The field as you spell it, such as `device.ip`. */
  field: string
  /** The rule that it broke. */
  rule: 'required' | 'type' | 'unreadable' | 'length' | 'characters' | 'format' | 'range'
  /** What is wrong and what is expected. */
  message: string
  /** Where the first offending character stands, in UTF-16 code units. */
  index?: number
}

/** Fields that break their rules; nothing was sent. */
export class ValidationError extends BindError {
  /** Stable across versions. */
  readonly code: 'INVALID_CONFIG' | 'INVALID_PARAMS'
  /** Nothing left: the code is still good. */
  readonly delivery: 'not-sent'
  /** Every problem at once. */
  readonly issues: Issue[]
  protected constructor()
}

/** A function that you gave threw instead of returning, or a `client` is none; `cause` is what was thrown. */
export class CallbackError extends BindError {
  /** Stable across versions. */
  readonly code: 'CALLBACK'
  /** `not-sent`: nothing left, the code is still good. `unknown`: only of `client`, where its own method threw something else. */
  readonly delivery: 'not-sent' | 'unknown'
  /** Which one; `client` is the one of `createSignIn`. */
  readonly callback: 'device' | 'loginCode' | 'phoneCode' | 'client'
  protected constructor()
}

/** The host's fetch failed, took too long, or was called off. */
export class TransportError extends BindError {
  /** Stable across versions. */
  readonly code: 'NETWORK' | 'TIMEOUT' | 'ABORTED'
  protected constructor()
}

/** The service refused the request, whatever the HTTP status. */
export class ApiError extends BindError {
  /** Stable across versions. */
  readonly code: 'REFUSED'
  /** It was answered: the code is spent. */
  readonly delivery: 'delivered'
  /** Without the `IDAAS.` prefix and blanks, such as `SDK.COMMON.1007`; absent where the service sent
   * something that isn't shaped like a code. */
  readonly errorCode?: string
  /** As it came; not enumerable. */
  readonly rawErrorCode: string
  /** The service's own message, as it came; not enumerable. */
  readonly errorMessage?: string
  /** The HTTP status of the reply. */
  readonly httpStatus: number
  protected constructor()
}

/** The reply is no reply of the interface. */
export class ProtocolError extends BindError {
  /** Stable across versions. */
  readonly code: 'BAD_RESPONSE'
  /** It was answered: the code is spent. */
  readonly delivery: 'delivered'
  /** The HTTP status of the reply. */
  readonly httpStatus: number
  /** The reply as it came; not enumerable. */
  readonly responseText: string
  protected constructor()
}

/** The id_token can't be decoded. */
export class IdTokenError extends BindError {
  /** Stable across versions. */
  readonly code: 'BAD_ID_TOKEN'
  /** It was answered: the code is spent. */
  readonly delivery: 'delivered'
  protected constructor()
}

/**
 * The wasm can't be loaded, isn't yet, or stopped at a bug of its own. Then `delivery` says how far the request of the call had
 * come, and a reply that was there is kept.
 */
export class LoadError extends BindError {
  /** Stable across versions. */
  readonly code: 'WASM_UNAVAILABLE'
  /** The reply that was there; not enumerable. */
  readonly responseText?: string
  protected constructor()
}
