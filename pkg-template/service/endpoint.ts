// The interfaces of the identity service, and what each is for.

import type { Next } from '../shipped/index.js'
import type { FakeStep } from '../shipped/testing.js'
import type { Answer } from './answer.js'
import type { CodeKind } from './code.js'
import { type Manner, say } from './manner.js'
import type { Purpose } from './message.js'
import type { ServiceCode } from './refusal.js'
import type { StateTokenKind } from './state-token.js'
import type { Call, Tenant } from './tenant.js'

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
  /** From where a client goes on after a lost request that has used up neither a code nor a state token. */
  afterLoss?: Next
  /** Answers a request that the checks have passed. */
  serve(tenant: Tenant, call: Call, manner: Manner): Answer
}

/** The member that a tenant may spell in another way. */
export const PHONE_CODE = 'wechat_code'

const RECIPIENT = ['mobile', 'email'] as const

type Row = Omit<Endpoint, 'step'>
type Rest = Omit<Row, 'method' | 'path' | 'members'>

const get = (path: string, rest: Rest): Row => ({
  method: 'GET',
  path: `/api/v2/sdk${path}`,
  members: [],
  afterLoss: 'retry',
  ...rest,
})

const post = (path: string, members: Row['members'], rest: Rest): Row => ({
  method: 'POST',
  path: `/api/v2/sdk${path}`,
  members,
  ...rest,
})

const SIGN_IN = { answers: 'sign-in', noDevice: 'SDK.COMMON.1003' } as const
const LOGIN = { ...SIGN_IN, code: 'code', codeKind: 'login' } as const
const BIND = { ...SIGN_IN, stateToken: 'bind', code: PHONE_CODE, codeKind: 'phone' } as const
const BY_CODE = { ...SIGN_IN, stateToken: 'bind', code: 'verify_code' } as const
const CAPTCHA = { answers: 'members', noDevice: 'SDK.PARAM.0001' } as const
const SEND: Rest = {
  answers: 'nothing',
  noDevice: 'SDK.PARAM.0001',
  afterLoss: 'captcha',
  serve: (tenant, { members }, manner) => tenant.send(members, manner),
}

const bind: Endpoint['serve'] = (tenant, call) => tenant.bindKnown(call)
const registerAndBind: Endpoint['serve'] = (tenant, call) => tenant.bindOrRegister(call)

/** One row for each call of the client: tsc names one that is missing. */
const ROWS: Record<FakeStep, Row> = {
  login: post('/login/wechat-miniprogram', ['code'], { ...LOGIN, serve: (tenant, call) => tenant.logIn(call) }),
  bind: post('/social/wechat-mobile-bind', [PHONE_CODE], { ...BIND, serve: bind }),
  registerAndBind: post('/social/wechat-mobile-register-bind', [PHONE_CODE], { ...BIND, serve: registerAndBind }),
  captcha: get('/captcha', { ...CAPTCHA, serve: ({ captchas }, _, manner) => say(captchas.issue(), manner) }),
  verifyCaptcha: post('/captcha/verify', ['point_json', 'token', 'sender'], {
    ...CAPTCHA,
    afterLoss: 'captcha',
    serve({ captchas }, { members: { token, point_json: pointJson, sender } }, manner) {
      return say({ captcha_token: captchas.verify(token, pointJson, sender) }, manner)
    },
  }),
  sendSms: post('/sms/send', ['mobile', 'type', 'captcha_token'], SEND),
  sendEmail: post('/email/send', ['email', 'type', 'captcha_token'], SEND),
  bindByCode: post('/social/bind', [RECIPIENT, 'verify_code'], { ...BY_CODE, purpose: 'bind', serve: bind }),
  registerAndBindByCode: post('/social/register-bind', [RECIPIENT, 'verify_code'], {
    ...BY_CODE,
    purpose: 'register',
    serve: registerAndBind,
  }),
  mobileByToken: get('/mobile-by-token', {
    answers: 'members',
    stateToken: 'second-factor',
    noDevice: 'SDK.COMMON.1003',
    serve: (_, { ticket }, manner) => say({ mobile: ticket.account?.phone }, manner),
  }),
  mfaSms: post('/mfa/sms', ['mobile', 'verify_code'], {
    ...SIGN_IN,
    stateToken: 'second-factor',
    code: 'verify_code',
    purpose: 'mfa',
    serve: (tenant, call) => tenant.proveAgain(call),
  }),
}

/** The rows with their names, in the same order. */
export const ENDPOINTS: readonly Endpoint[] = Object.entries(ROWS).map(([step, row]) => ({
  step: step as FakeStep,
  ...row,
}))

/** The path of the JWK set. */
export const KEYS_PATH = '/api/v1/oauth2/keys'

/** The path to sign with a new key from now on. */
export const ROTATE_PATH = '/sandbox/rotate-key'

/** The path that redirects lead to. */
export const ELSEWHERE_PATH = '/sandbox/elsewhere'

/** The endpoint of that path, if there is one. */
export const endpointAt = (path: string): Endpoint | undefined => ENDPOINTS.find((endpoint) => endpoint.path === path)
