// Made from src/ by `cargo xtask generate`.

/** The members of a configuration. */
export const CONFIG = [
  'language',
  'clientId',
  'tenantId',
  'domain',
  'allowInsecureLoopback',
  'timeoutMs',
  'bodyField',
  'device',
  'fetch',
  'onEvent',
  'wasm',
] as const

/** The members of a device. */
export const DEVICE = ['osVersion', 'fingerprint', 'ip', 'userAgent'] as const

/** The members of the parameters of all calls and of a sign-in. */
export const PARAMS = [
  'loginCode',
  'phoneCode',
  'recipient',
  'captcha',
  'verifyCode',
  'onUnknownUser',
  'device',
  'signal',
  'code',
  'wechatCode',
  'stateToken',
  'x',
  'token',
  'sender',
  'mobile',
  'purpose',
  'captchaToken',
  'email',
] as const

/** The members of the parameters of a sign-in. */
export const SIGN_IN = [
  'loginCode',
  'phoneCode',
  'recipient',
  'captcha',
  'verifyCode',
  'onUnknownUser',
  'device',
  'signal',
] as const

/** The calls. */
export const CALLS = [
  'login',
  'bind',
  'registerAndBind',
  'captcha',
  'verifyCaptcha',
  'sendSms',
  'sendEmail',
  'bindByCode',
  'registerAndBindByCode',
  'mobileByToken',
  'mfaSms',
] as const

/** How old a state token may be when a code is used with it, in milliseconds. */
export const STATE_TOKEN_MS = 240000

/** Every header, in lower case. */
export const HEADERS = [
  'content-type',
  'x-l',
  'x-client-id',
  'x-tenant-id',
  'x-operating-sys-version',
  'x-device-fingerprint',
  'x-device-ip',
  'x-agent',
  'x-state-token',
] as const

/** The classes of errors. */
export const CLASSES = [
  'BindError',
  'ValidationError',
  'CallbackError',
  'TransportError',
  'ApiError',
  'ProtocolError',
  'IdTokenError',
  'LoadError',
] as const

/** What each call takes, besides what every call does. */
export interface CallParams {
  login: 'code'
  bind: 'wechatCode' | 'stateToken'
  registerAndBind: 'wechatCode' | 'stateToken'
  captcha: never
  verifyCaptcha: 'x' | 'token' | 'sender'
  sendSms: 'mobile' | 'purpose' | 'captchaToken'
  sendEmail: 'email' | 'purpose' | 'captchaToken'
  bindByCode: 'mobile' | 'email' | 'verifyCode' | 'stateToken'
  registerAndBindByCode: 'mobile' | 'email' | 'verifyCode' | 'stateToken'
  mobileByToken: 'stateToken'
  mfaSms: 'mobile' | 'verifyCode' | 'stateToken'
}

/** What results of a sign-in have, besides what each of them has. */
export type SignInResult =
  | 'sessionToken'
  | 'expiresIn'
  | 'idToken'
  | 'identityError'
  | 'identity'
  | 'stateToken'
  | 'nextSteps'
  | 'ways'

/** What each other call resolves to, besides what every call does. */
export interface CallResults {
  captcha: 'token' | 'originalImageBase64' | 'jigsawImageBase64'
  verifyCaptcha: 'captchaToken'
  sendSms: never
  sendEmail: never
  mobileByToken: 'mobile'
}
