/**
 * Binds a user by the mobile phone number that WeChat authorised.
 *
 * Strict before sending: every field is checked, and all problems are reported at once. After sending nothing is lost and
 * nothing leaks: a bind that the service accepted is always a result, and no message contains a secret.
 */

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject

/** Any JSON object. */
export type JsonObject = { [name: string]: JsonValue }

/** Aborts a call: the web's `AbortSignal`, or an object that works like one. */
export interface Signal {
  /** Whether it has aborted. */
  readonly aborted: boolean
  /** Why it was aborted; this is the `cause` of the call's error. */
  readonly reason?: unknown
  /** Calls `listener` when it aborts. */
  addEventListener(type: 'abort', listener: () => void): void
  /** Removes `listener`. */
  removeEventListener(type: 'abort', listener: () => void): void
}

/** A type of the web, if the project has it: mini programs are compiled without. */
type Web<Name extends string> = typeof globalThis extends {
  [N in Name]: {
    /** What an instance is. */
    prototype: infer T
  }
}
  ? T
  : never

/** The signal that the project's own `fetch` takes: Cloudflare's types have no `AbortSignal` of the web. */
type FetchSignal = typeof globalThis extends {
  /** The web's fetch. */
  fetch: (input: never, init?: infer Init) => unknown
}
  ? NonNullable<
      NonNullable<Init> extends {
        /** Aborts the request. */
        signal?: infer T
      }
        ? T
        : never
    >
  : Signal

/** The web's `WebAssembly.Module`, if the project has it. */
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

/** What `fetch` has to return: the part of the web's `Response` that is used. */
export interface FetchResponse {
  /** The HTTP status. */
  readonly status: number
  /** The whole body as text. */
  text(): Promise<string>
}

/** The second argument of the host's fetch. */
export interface FetchInit {
  /** The HTTP method. */
  method: 'GET' | 'POST'
  /** Names are spelled as on the interface's page. The values are secrets. */
  headers: Record<string, string>
  /** JSON text, which contains secrets; absent with GET. */
  body?: string
  /** Ends the request at the time-out or the caller's abort; absent if the host has no AbortController. */
  signal?: FetchSignal
  /** Tokens must not be sent to another server. */
  redirect: 'error'
  /** No cookie is sent. */
  credentials: 'omit'
  /** The response must not be cached. */
  cache: 'no-store'
  /** The service doesn't get the page's URL. */
  referrerPolicy: 'no-referrer'
}

/**
 * Any function with the signature of the web's fetch. The third argument is the time-out of the whole call, in milliseconds, for
 * request functions that have a time-out option.
 */
export type Fetch = (url: string, init: FetchInit, timeoutMs: number) => Promise<FetchResponse>

/** A record of one call, for your own logs. It contains no secret. */
export interface CallRecord {
  /** Which call it was. */
  step: CallName
  /** Whether all fields were valid. */
  checked: boolean
  /** Whether the request was sent. */
  sent: boolean
  /** Whether a response arrived: an HTTP status, or the whole body. */
  answered: boolean
  /** How long the call took. */
  milliseconds: number
  /** The HTTP status of the response. */
  httpStatus?: number
  /** The status of the result; absent if the call has none. */
  status?: BindResult['status']
  /** The code of the error. */
  code?: ErrorCode
  /** The service's error code, if it refused the request. */
  errorCode?: string
  /** How far the request got, if the call failed. */
  delivery?: Delivery
}

/**
 * The calling device. Values that a header carries are printable ASCII without a blank at either end;
 * anything else is refused with the index of the offending character, never sent and never changed.
 */
export interface Device {
  /** The operating system and its version, 1 to 256 characters: `X-operating-sys-version`. */
  osVersion: string
  /** Identifies one user on one device, 1 to 256 characters: `X-device-fingerprint`. */
  fingerprint: string
  /** The User-Agent, 1 to 4096 characters: `X-agent`. The service only logs it. */
  userAgent: string
  /** The device's IPv4 or IPv6 address: `X-device-ip`. The service only logs it. */
  ip?: string | null | undefined
}

/** Some of the device's fields; the others are filled in. */
export type DeviceFields = { [Name in keyof Device]?: Device[Name] | undefined }

/**
 * Where the wasm is: a path or URL, its bytes, a compiled module, a response with its bytes, or a promise of
 * any of these. Node.js accepts paths and `file:` URLs; a mini program accepts an absolute path in its code package.
 */
export type WasmSource = WasmFile | Promise<WasmFile>

/** Where the wasm is, or what is in it. */
type WasmFile = string | Web<'URL'> | ArrayBuffer | ArrayBufferView | WebModule | Web<'Response'>

/** The configuration of a client. */
export interface ClientConfig {
  /**
   * The tenant's host name with an optional port (`acme.example.com`), or its https origin. An
   * internationalised name must be in its ASCII form (punycode).
   */
  domain: string
  /** The application's authorization ID, 1 to 256 characters: `X-client-id`. */
  clientId: string
  /**
   * The device, or a function that returns it, called for each call. The package fills in missing fields where it can:
   * all in a browser and in a mini program, all but `fingerprint` in Node.js. What the host doesn't tell is `unknown`, and the
   * fingerprint is random, kept in the host's storage.
   */
  device?: DeviceFields | (() => DeviceFields | Promise<DeviceFields>) | undefined
  /** The tenant, 1 to 256 characters: `X-tenant-id`. An ISV application has to send it, with the ISV's common domain and the
   * template's client ID. */
  tenantId?: string | null | undefined
  /** Called when a call has ended. Exceptions are ignored. */
  onEvent?: ((record: CallRecord) => void) | undefined
  /** The language of the service's messages, a language tag (RFC 5646) such as `zh`: `X-L`. In a browser it
   * defaults to the document's, in a mini program to WeChat's. */
  language?: string | null | undefined
  /** Sends the request. Default: the global fetch, in a mini program one that uses `wx.request`. If your own `fetch` throws,
   * `delivery` is `unknown`: it may have sent the request before. */
  fetch?: Fetch | undefined
  /** The time-out of a call in milliseconds, from 1 to 300000. Default: 10000. */
  timeoutMs?: number | undefined
  /** The name of the code in the request's body, for tenants that implement the vendor's misprint. Default:
   * `wechat_code`. */
  bodyField?: 'wechat_code' | 'wchat_code' | undefined
  /** Allows plain http for loopback hosts (localhost, 127.0.0.0/8, [::1]). Default: false. */
  allowInsecureLoopback?: boolean | undefined
  /** Where the wasm is; by default next to the package's code. Only the first load uses it. */
  wasm?: WasmSource | undefined
}

/** What every call takes. */
export interface CallOptions {
  /** Replaces single fields of the configuration's device. */
  device?: DeviceFields | undefined
  /** Aborts the request. */
  signal?: Signal | undefined
}

/** The parameters of a call that goes on with what another one began. */
export interface StateParams extends CallOptions {
  /** The temporary token of the call before, such as `login`; at most 8000 characters: `X-state-token`. */
  stateToken: string
}

/** The parameters of a bind. */
export interface BindParams extends StateParams {
  /** `e.detail.code` of the phone-number button: valid for five minutes and for one use. At most 512
   * characters, no white space and no control characters. */
  wechatCode: string
}

/** The parameters of a login. */
export interface LoginParams extends CallOptions {
  /** The code that `wx.login` returns: valid for five minutes and for one use. At most 512 characters, no white
   * space and no control characters. */
  code: string
}

/** The phone number as a recipient. */
export interface MobileRecipient {
  /** The phone number: 5 to 15 digits, after a `+` if they start with the country code; no blanks and no hyphens. */
  mobile: string
}

/** The mail address as a recipient. */
export interface EmailRecipient {
  /** The mail address, at most 254 characters. */
  email: string
}

/** Whom a verification code was sent to: either by text message or by mail. */
export type Recipient =
  | (MobileRecipient & {
      /** Only one of both. */
      email?: undefined
    })
  | (EmailRecipient & {
      /** Only one of both. */
      mobile?: undefined
    })

/** What a message is for: to bind a user, to register one if there is none, or the second factor. */
export type Purpose = 'bind' | 'register' | 'mfa'

/** The parameters that prove that a puzzle was solved. */
export interface VerifyCaptchaParams extends CallOptions {
  /** The `token` of {@link Captcha}; at most 8000 characters. */
  token: string
  /** How far the user moved the piece: a number of pixels of the picture from 0 to 10000, sent to a thousandth. */
  x: number
  /** Whom the message will be sent to: a phone number or a mail address, at most 254 characters. */
  sender: string
}

/** What each message takes. */
export interface MessageParams extends CallOptions {
  /** What the message is for. */
  purpose: Purpose
  /** The `captchaToken` of {@link VerifiedCaptcha}, for the same recipient; at most 8000 characters. */
  captchaToken: string
}

/** The parameters of a text message. */
export interface SendSmsParams extends MessageParams, MobileRecipient {}

/** The parameters of a mail. */
export interface SendEmailParams extends MessageParams, EmailRecipient {}

/** A verification code that a message brought. */
export interface VerifyCode {
  /** The code: valid for some minutes and for one use. At most 64 characters, no white space and no control characters. */
  verifyCode: string
}

/** The parameters of a bind by a verification code. */
export type BindByCodeParams = StateParams & VerifyCode & Recipient

/** The parameters of a second factor by text message. */
export interface MfaSmsParams extends StateParams, VerifyCode, MobileRecipient {}

/** What a function of a sign-in returns: nothing, if the user gives up. */
export type Answer<T> = T | null | undefined | Promise<T | null | undefined>

/** What a function of a sign-in is called with. */
export interface Question {
  /** Why the last answer came to nothing. */
  error?: BindError
}

/** What `recipient` is called with. */
export interface RecipientQuestion extends Question {
  /** How the service lets a code be sent. */
  ways: ('mobile' | 'email')[]
}

/** What `captcha` is called with. */
export interface CaptchaQuestion extends Question {
  /** The picture with the gap: PNG in base64, without a prefix. */
  originalImageBase64: string
  /** The piece, as high as the picture: PNG in base64, without a prefix. */
  jigsawImageBase64: string
}

/** What `verifyCode` is called with. */
export interface VerifyCodeQuestion extends Question {
  /** The recipient, masked. */
  sentTo: string
}

/** The parameters of a sign-in. */
export interface SignInParams {
  /** Returns a fresh code of `wx.login`; called again before a verification code is used with a state token of four minutes. */
  loginCode: () => string | Promise<string>
  /**
   * Returns a fresh code of the phone-number button, or nothing if the user declines; called at most once, and
   * only if the service asks for a binding. It may wait for the user for any time. Throwing a `PhoneCodeError` with the code
   * USER_DECLINED is the same as returning nothing: `recipient` is called, and without one the sign-in ends with the login's result.
   */
  phoneCode: () => string | null | undefined | Promise<string | null | undefined>
  /**
   * Whom to send a verification code to, after `phoneCode` returned nothing; nothing ends the sign-in. Called again with the `error` if
   * the recipient is wrong. It needs `captcha` and `verifyCode`.
   */
  recipient?: ((question: RecipientQuestion) => Answer<Recipient>) | undefined
  /** How far the user moved the puzzle's piece, in pixels of the picture; nothing ends the sign-in. Called for each message. */
  captcha?: ((question: CaptchaQuestion) => Answer<number>) | undefined
  /**
   * The code that was sent, to bind or as the second factor; nothing ends the sign-in. Called again with the `error` if it was wrong. All
   * three functions together are called again five times at most; then the sign-in rejects.
   */
  verifyCode?: ((question: VerifyCodeQuestion) => Answer<string>) | undefined
  /**
   * What to do with a WeChat user whom the service doesn't know: `bind` binds to the account of the phone number,
   * `register` also creates the account if there is none. Default: `bind`.
   */
  onUnknownUser?: 'bind' | 'register' | undefined
  /** Replaces single fields of the configuration's device. */
  device?: DeviceFields | undefined
  /** Aborts the sign-in, at any step. */
  signal?: Signal | undefined
}

/** A request to send yourself. It contains the token and the code. */
export interface PreparedRequest {
  /** The first argument of a fetch. */
  url: string
  /** The second argument of a fetch. */
  init: FetchInit
}

/**
 * Who the user is according to the id_token, **not verified**: for display only. To decide anything by it, verify the
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
  /** The signature was not verified. */
  verified: false
}

/** Why the id_token of a result can't be decoded, as plain data. */
export interface IdentityError {
  /** The name of the error that `decodeIdToken` throws. */
  name: 'IdTokenError'
  /** The code of the error that `decodeIdToken` throws. */
  code: 'BAD_ID_TOKEN'
  /** What is wrong with the token; it quotes nothing of it. */
  message: string
}

/**
 * From which step of a sign-in the program goes on; every result and every error says it:
 *
 * - `done`: the user is signed in.
 * - `press`: the phone number is wanted, from the phone-number button or by a code that is sent to it; the state token is good.
 * - `second-factor`: a second factor is wanted; the state token is good.
 * - `captcha`: a message is sent only after a new puzzle.
 * - `verify-code`: the verification code was wrong; ask the user again.
 * - `retry`: the same call again: nothing was sent, or nothing is used up by it.
 * - `log-in`: the login, with a fresh code: the state token is used or has expired, or a lost request may have used it.
 * - `fix`: the developer has to change something first.
 * - `stop`: this sign-in ends; the `audience` of an error says who has to act.
 */
export type Next = 'done' | 'press' | 'second-factor' | 'captcha' | 'verify-code' | 'retry' | 'log-in' | 'fix' | 'stop'

/** What was received. */
export interface Received {
  /** The HTTP status; 0 if `fetch` returned no valid one. */
  httpStatus: number
  /** The object that the service sent. */
  raw: JsonObject
}

/** The members of every result of a sign-in. */
export interface Reply extends Received {
  /** The status as the service spelled it. */
  rawStatus: string
}

/** The user is bound and signed in. */
export interface Success extends Reply {
  /** Also if the service spells it `SUCCES`. */
  status: 'SUCCESS'
  /** Nothing is left to do. */
  next: 'done'
  /** The user's session with the service. */
  sessionToken: string
  /** How long the session token stays valid, in seconds. */
  expiresIn?: number
  /** The raw id_token, for your server to verify. */
  idToken?: string
  /** Absent if there is no id_token, or if it can't be decoded. */
  identity?: Identity
  /** Why the id_token can't be decoded. The session is valid. */
  identityError?: IdentityError
}

/** The service wants a binding, and says by which token. */
export interface BindingWanted extends Reply {
  /** `USER_REGISTER`: a user who has no account yet may get one. */
  status: 'SOCIAL_BIND' | 'USER_REGISTER'
  /** By the phone-number button, or by a code that is sent. */
  next: 'press'
  /** The temporary token for the next step. */
  stateToken: string
  /** What the service asks for, such as `VERIFY_PHONE`. */
  nextSteps?: string[]
  /** How the service lets a verification code be sent, by what it asks for; by text message, if it doesn't say. */
  ways: ('mobile' | 'email')[]
}

/** The service wants a second factor, and says by which token. */
export interface SecondFactorWanted extends Reply {
  /** Which step it is. */
  status: 'MFA_AUTH'
  /** By a code that is sent to the phone number of the account. */
  next: 'second-factor'
  /** The temporary token for the next step. */
  stateToken: string
  /** What the service asks for. */
  nextSteps?: string[]
}

/** The service wants another step, and sent no state token for it: the interface's page names none for a bind. */
export interface NoStateToken extends Reply {
  /** Which step it is. */
  status: BindingWanted['status'] | SecondFactorWanted['status']
  /** Without a state token no call can go on. */
  next: 'stop'
  /** There is none. */
  stateToken?: undefined
  /** What the service asks for, such as `VERIFY_PHONE`. */
  nextSteps?: string[]
  /** For a binding: as of {@link BindingWanted}. */
  ways?: ('mobile' | 'email')[]
}

/** Another step is needed: binding, registration, or a second factor. `next` tells which one can be taken. */
export type NextStep = BindingWanted | SecondFactorWanted | NoStateToken

/** Access is denied. */
export interface AccessDenied extends Reply {
  /** The service gives no reason. */
  status: 'ACCESS_DENIED'
  /** There is no next step. */
  next: 'stop'
}

/** A status that this version doesn't know; `rawStatus` and `raw` have it. */
export interface UnknownStatus extends Reply {
  /** `rawStatus` has the service's status. */
  status: 'UNKNOWN'
  /** What comes next isn't known either. */
  next: 'stop'
}

/** The result of a call: plain data, which `JSON.stringify`, `setData` and `postMessage` accept as it is. */
export type BindResult = Success | NextStep | AccessDenied | UnknownStatus

/** A puzzle: the user moves a piece to where it is missing in a picture. */
export interface Captcha extends Received {
  /** Which puzzle it is, for `verifyCaptcha`. */
  token: string
  /** The picture, a PNG in base64 without a prefix. */
  originalImageBase64: string
  /** The piece, a PNG in base64 without a prefix, as high as the picture. */
  jigsawImageBase64: string
}

/** A puzzle that was solved. */
export interface VerifiedCaptcha extends Received {
  /** The proof, for one message to the same recipient. */
  captchaToken: string
}

/** A message that the service accepted to send. */
export interface Sent {
  /** The HTTP status. */
  httpStatus: number
}

/** The phone number for the second factor. */
export interface KnownMobile extends Received {
  /** The phone number as the service has it, perhaps masked. */
  mobile: string
}

/** A client. It has no state between calls, and calls may run concurrently. */
export interface Client {
  /**
   * Checks the parameters, sends the request once, and reads the response.
   *
   * Rejects with {@link ValidationError} (nothing was sent), {@link TransportError}, {@link ApiError} or
   * {@link ProtocolError}; its `delivery` says whether the code is used.
   */
  bind(params: BindParams): Promise<BindResult>
  /**
   * Binds as `bind` does, and creates the user if there is none
   * (`/api/v2/sdk/social/wechat-mobile-register-bind`).
   */
  registerAndBind(params: BindParams): Promise<BindResult>
  /**
   * The step before a bind: signs in a known WeChat user, and returns the state token for `bind` for an unknown one
   * (`/api/v2/sdk/login/wechat-miniprogram`). Rejects as `bind` does; `delivery` is about the login code.
   */
  login(params: LoginParams): Promise<BindResult>
  /**
   * Logs in and does what the service asks for: binds by the phone code or, if there is none, by a verification code; then the second
   * factor. If the user gives up, a function for a step is left out, or the service denies access or returns an unknown status, it resolves
   * with the last result. `delivery` of an error is about the code that was sent last.
   */
  signIn(params: SignInParams): Promise<BindResult>
  /** Gets a puzzle, which has to be solved before a message is sent (`GET /api/v2/sdk/captcha`). */
  captcha(params?: CallOptions): Promise<Captcha>
  /** Checks where the user put the puzzle's piece (`/api/v2/sdk/captcha/verify`). A puzzle can be tried once. */
  verifyCaptcha(params: VerifyCaptchaParams): Promise<VerifiedCaptcha>
  /** Sends a verification code by text message (`/api/v2/sdk/sms/send`). It is sent once: a retry would be a second message. */
  sendSms(params: SendSmsParams): Promise<Sent>
  /** Sends a verification code by mail (`/api/v2/sdk/email/send`). */
  sendEmail(params: SendEmailParams): Promise<Sent>
  /** Binds a user by a verification code (`/api/v2/sdk/social/bind`). `delivery` of an error is about that code. */
  bindByCode(params: BindByCodeParams): Promise<BindResult>
  /** Binds as `bindByCode` does, and creates the user if there is none (`/api/v2/sdk/social/register-bind`). */
  registerAndBindByCode(params: BindByCodeParams): Promise<BindResult>
  /** The phone number for the second factor, after MFA_AUTH (`GET /api/v2/sdk/mobile-by-token`). */
  mobileByToken(params: StateParams): Promise<KnownMobile>
  /** Answers the second factor by the verification code of a text message (`/api/v2/sdk/mfa/sms`). */
  mfaSms(params: MfaSmsParams): Promise<BindResult>
  /**
   * The recipient of a message as its owner may be shown it, such as `138****5678`; sends nothing. Throws {@link ValidationError} where
   * a message to it would reject.
   */
  maskRecipient(recipient: Recipient): string
  /** The request that a call, by default `bind`, would send; sends nothing. Rejects with {@link ValidationError}. */
  prepare<Name extends CallName = 'bind'>(params: Parameters<Client[Name]>[0], call?: Name): Promise<PreparedRequest>
  /**
   * Reads a response that you received yourself, to the call that is named; default: `bind`. Throws {@link ApiError} or
   * {@link ProtocolError}, and {@link ValidationError} if the arguments are not a status and a text.
   */
  interpret<Name extends CallName = 'bind'>(
    httpStatus: number,
    bodyText: string,
    call?: Name,
  ): Awaited<ReturnType<Client[Name]>>
}

/** The name of a call: of the method of {@link Client} that makes it. */
export type CallName = Exclude<Step, 'load' | 'device'>

/** Loads the wasm, once per process; further calls are free. Rejects with {@link LoadError}. */
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
  locale?: 'zh' | 'en' | undefined
  /**
   * `user`: the claims about the user. `all`: also those about the token and the sign-in, such as `iss`, `exp` and `nonce`, for a
   * developer. Default: `user`.
   */
  claims?: 'user' | 'all' | undefined
  /**
   * Whether phone numbers and mail addresses in all values are masked, by the forms that docs/after.md lists; in doubt a number is
   * masked. Default: true.
   */
  mask?: boolean | undefined
}

/** One row to display. */
export interface DisplayRow {
  /** The claim's own name. */
  claim: string
  /** Its name in the chosen language; for an unknown claim, its own name. */
  label: string
  /**
   * Its value to display, on one line. Invisible and direction-changing characters are replaced by U+FFFD, unless a script or an emoji
   * needs them.
   */
  value: string
}

/**
 * The profile of an identity as rows in reading order, times in the host's time zone; no rows if there is no identity. The identity may
 * have been in a store: of an observable or reactive object, or a proxy, each enumerable member is read once. A member that can't be read,
 * or isn't JSON, has no row. Throws {@link ValidationError}, and {@link LoadError} before the wasm is loaded.
 */
export function displayRows(identity: Identity | null | undefined, options?: DisplayOptions): DisplayRow[]

/**
 * Whether the identity's token has expired at `now`, in milliseconds since 1970 (default: now). A token
 * without an expiry never expires. Throws {@link ValidationError}, and {@link LoadError} before the wasm is
 * loaded.
 */
export function isExpired(identity: Identity, now?: number): boolean

/**
 * How far the request got, and so whether a code in it, which can be used once, is used:
 *
 * - `not-sent`: it was not sent; the code is still good.
 * - `unknown`: it may have arrived; the code must be treated as used.
 * - `delivered`: it was answered; the code is used.
 */
export type Delivery = 'not-sent' | 'unknown' | 'delivered'

/** Where an error happened: loading the wasm and checking the configuration, getting the device, or one of the calls. */
export type Step =
  | 'load'
  | 'device'
  | 'login'
  | 'bind'
  | 'registerAndBind'
  | 'captcha'
  | 'verifyCaptcha'
  | 'sendSms'
  | 'sendEmail'
  | 'bindByCode'
  | 'registerAndBindByCode'
  | 'mobileByToken'
  | 'mfaSms'

/**
 * Who can do something about an error: the `user` who signs in (the hint is fit to be shown), the `developer` of the page or
 * mini program, or the `operator` of the identity service.
 */
export type Audience = 'user' | 'developer' | 'operator'

/** An error as plain data that may be logged. */
export interface LoggedError {
  /** The name of its class. */
  name: string
  /** Its stable code. */
  code: ErrorCode
  /** How far the request got. */
  delivery: Delivery
  /** What went wrong, for developers. */
  message: string
  /** Where it happened; absent if there was no call, as in `decodeIdToken`. */
  step?: Step
  /** Who can do something about it. */
  audience: Audience
  /** From which step the program goes on. */
  next: Next
  /** What to do, in words for the audience. */
  hint: Hint
  /** The service's error code, if it refused the request. */
  errorCode?: string
  /** The HTTP status of the reply. */
  httpStatus?: number
  /** The fields that broke their rules. */
  issues?: Issue[]
  /** The function of the caller that threw. */
  callback?: CallbackError['callback']
}

/** What to do about an error, in both languages. */
export interface Hint {
  /** In Chinese. */
  zh: string
  /** In English. */
  en: string
}

/** The base class of everything that the package throws. Neither its message nor its console output contains a token, a code or a body. */
export class BindError extends Error {
  /** Stable across versions; narrows to the class of the error. */
  readonly code: ErrorCode
  /** How far the request got, and so whether the code is used. */
  readonly delivery: Delivery
  /** Where it happened; absent if there was no call, as in `decodeIdToken`. */
  readonly step?: Step
  /** Who can do something about it. */
  readonly audience: Audience
  /** From which step the program goes on. */
  readonly next: Next
  /** What to do, in words for the audience. */
  readonly hint: Hint
  /** What the host, or a function of the caller, threw. */
  readonly cause?: unknown
  /** The error as plain data that may be logged. */
  toJSON(): LoggedError
  protected constructor()
}

/** Every error of the package: `code` narrows to its class. */
export type AnyBindError =
  | ValidationError
  | CallbackError
  | TransportError
  | ApiError
  | ProtocolError
  | IdTokenError
  | LoadError

/**
 * Whether a value is an error of this package, from whichever of its entries or copies, unlike `instanceof`. With a code: whether it has
 * that one.
 */
export function isBindError(value: unknown): value is AnyBindError
export function isBindError<Code extends ErrorCode>(
  value: unknown,
  code: Code,
): value is AnyBindError & {
  /** The code that was asked for. */
  readonly code: Code
}

/** All error codes; a `switch` over them is exhaustive. */
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
  rule: 'required' | 'type' | 'unreadable' | 'length' | 'characters' | 'format' | 'range' | 'unknown' | 'conflict'
  /** What is wrong and what is expected. */
  message: string
  /** The position of the first invalid character, in UTF-16 code units. */
  index?: number
}

/** Fields that break their rules; nothing was sent. */
export class ValidationError extends BindError {
  /** Stable across versions. */
  readonly code: 'INVALID_CONFIG' | 'INVALID_PARAMS'
  /** `not-sent`: the code is still good. `delivered`: only of `interpret`, which reads an answer. */
  readonly delivery: 'not-sent' | 'delivered'
  /** All problems. */
  readonly issues: Issue[]
  protected constructor()
}

/** A function that you passed threw, or the `client` of `createSignIn` is not a client; `cause` is what was thrown. */
export class CallbackError extends BindError {
  /** Stable across versions. */
  readonly code: 'CALLBACK'
  /** `not-sent`: nothing was sent, the code is still good. `unknown`: only for `client`, if its method threw an error of another kind. */
  readonly delivery: 'not-sent' | 'unknown'
  /** The name of the function; `client` is the option of `createSignIn`. */
  readonly callback: 'device' | 'loginCode' | 'phoneCode' | 'recipient' | 'captcha' | 'verifyCode' | 'client'
  protected constructor()
}

/** The host's fetch failed, took too long, or was aborted. */
export class TransportError extends BindError {
  /** Stable across versions. */
  readonly code: 'NETWORK' | 'TIMEOUT' | 'ABORTED'
  protected constructor()
}

/** The service refused the request, with any HTTP status. */
export class ApiError extends BindError {
  /** Stable across versions. */
  readonly code: 'REFUSED'
  /** It was answered: the code is used. */
  readonly delivery: 'delivered'
  /** Without the `IDAAS.` prefix and blanks, such as `SDK.COMMON.1007`; absent if what the
   * service sent doesn't look like a code. */
  readonly errorCode?: string
  /** The error code as the service sent it; not enumerable. */
  readonly rawErrorCode: string
  /** The service's own message; not enumerable. */
  readonly errorMessage?: string
  /** The HTTP status of the reply. */
  readonly httpStatus: number
  protected constructor()
}

/** The response is not one that the interface documents. */
export class ProtocolError extends BindError {
  /** Stable across versions. */
  readonly code: 'BAD_RESPONSE'
  /** It was answered: the code is used. */
  readonly delivery: 'delivered'
  /** The HTTP status of the reply. */
  readonly httpStatus: number
  /** The text of the response; not enumerable. */
  readonly responseText: string
  protected constructor()
}

/** The id_token can't be decoded. */
export class IdTokenError extends BindError {
  /** Stable across versions. */
  readonly code: 'BAD_ID_TOKEN'
  /** It was answered: the code is used. */
  readonly delivery: 'delivered'
  protected constructor()
}

/**
 * The wasm can't be loaded, is not loaded yet, or stopped because of a bug. In the last case `delivery` says how far the request
 * of the call had got, and `responseText` has the response if it had arrived.
 */
export class LoadError extends BindError {
  /** Stable across versions. */
  readonly code: 'WASM_UNAVAILABLE'
  /** The response, if it had arrived; not enumerable. */
  readonly responseText?: string
  protected constructor()
}
