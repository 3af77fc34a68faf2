// The interfaces of the identity service.

import type { FakeStep } from '../shipped/testing.js'
import type { CodeKind } from './code.js'
import type { Purpose } from './message.js'
import type { ServiceCode } from './refusal.js'
import type { StateTokenKind } from './state-token.js'

export interface Endpoint {
  /** The method of the client that calls it. */
  step: FakeStep
  method: 'GET' | 'POST'
  path: string
  /** What its state token has to be for, if it requires one. */
  stateToken?: StateTokenKind
  /** The members of its body, each a text; of a list exactly one. */
  members: readonly (string | readonly string[])[]
  /** What it answers with: a status and tokens, members of its own, or nothing. */
  answers: 'sign-in' | 'members' | 'nothing'
  /** The member that can name a scenario. */
  code?: string
  /** What WeChat issued that code for. */
  codeKind?: CodeKind
  /** What that code was sent for by a message. */
  purpose?: Purpose
  /** The error for a request without the device headers. */
  noDevice: ServiceCode
}

/** The member that a tenant may spell in another way. */
export const PHONE_CODE = 'wechat_code'

const RECIPIENT = ['mobile', 'email'] as const

const get = (step: FakeStep, path: string, more: Pick<Endpoint, 'stateToken' | 'noDevice'>): Endpoint => ({
  step,
  method: 'GET',
  path: `/api/v2/sdk${path}`,
  members: [],
  answers: 'members',
  ...more,
})

const post = (
  step: FakeStep,
  path: string,
  members: Endpoint['members'],
  more: Pick<Endpoint, 'answers' | 'stateToken' | 'code' | 'codeKind' | 'purpose' | 'noDevice'>,
): Endpoint => ({ step, method: 'POST', path: `/api/v2/sdk${path}`, members, ...more })

const LOGIN = { answers: 'sign-in', code: 'code', codeKind: 'login', noDevice: 'SDK.COMMON.1003' } as const
const BIND = {
  answers: 'sign-in',
  stateToken: 'bind',
  code: PHONE_CODE,
  codeKind: 'phone',
  noDevice: 'SDK.COMMON.1003',
} as const
const VERIFY_CODE = { answers: 'sign-in', code: 'verify_code', noDevice: 'SDK.COMMON.1003' } as const
const BY_CODE = { ...VERIFY_CODE, stateToken: 'bind' } as const
const CAPTCHA = { answers: 'members', noDevice: 'SDK.PARAM.0001' } as const
const SEND = { answers: 'nothing', noDevice: 'SDK.PARAM.0001' } as const

export const ENDPOINTS: readonly Endpoint[] = [
  post('login', '/login/wechat-miniprogram', ['code'], LOGIN),
  post('bind', '/social/wechat-mobile-bind', [PHONE_CODE], BIND),
  post('registerAndBind', '/social/wechat-mobile-register-bind', [PHONE_CODE], BIND),
  get('captcha', '/captcha', CAPTCHA),
  post('verifyCaptcha', '/captcha/verify', ['point_json', 'token', 'sender'], CAPTCHA),
  post('sendSms', '/sms/send', ['mobile', 'type', 'captcha_token'], SEND),
  post('sendEmail', '/email/send', ['email', 'type', 'captcha_token'], SEND),
  post('bindByCode', '/social/bind', [RECIPIENT, 'verify_code'], { ...BY_CODE, purpose: 'bind' }),
  post('registerAndBindByCode', '/social/register-bind', [RECIPIENT, 'verify_code'], {
    ...BY_CODE,
    purpose: 'register',
  }),
  get('mobileByToken', '/mobile-by-token', { stateToken: 'second-factor', noDevice: 'SDK.COMMON.1003' }),
  post('mfaSms', '/mfa/sms', ['mobile', 'verify_code'], {
    ...VERIFY_CODE,
    stateToken: 'second-factor',
    purpose: 'mfa',
  }),
]

/** The path of the JWK set. */
export const KEYS_PATH = '/api/v1/oauth2/keys'

/** The path to sign with a new key from now on. */
export const ROTATE_PATH = '/sandbox/rotate-key'

/** The path that redirects lead to. */
export const ELSEWHERE_PATH = '/sandbox/elsewhere'

/** The endpoint of that path, if there is one. */
export const endpointAt = (path: string): Endpoint | undefined => ENDPOINTS.find((endpoint) => endpoint.path === path)
