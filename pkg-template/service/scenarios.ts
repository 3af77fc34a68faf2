// The scenarios. A row says all that is known of one: the documentation, the types, the pages and the tests of outcomes are made of it.

import type { Next } from '../shipped/index.js'
import type { FakeStep, ScenarioError } from '../shipped/testing.js'
import { half, json } from './answer.js'
import { ENDPOINTS, type Endpoint } from './endpoint.js'
import * as fault from './fault.js'
import { MESSAGES, Refusal, type ServiceCode } from './refusal.js'
import * as wording from './reply.js'
import type { Scenario } from './scenario.js'

const SUCCESS = { status: 'SUCCESS', next: 'done' } as const
/** The result of a call that doesn't sign in. */
const FOUND = { httpStatus: 200 } as const
const SOCIAL_BIND = { status: 'SOCIAL_BIND', next: 'press' } as const
const MFA_AUTH = { status: 'MFA_AUTH', next: 'second-factor' } as const
/** The reply can't be read. */
const BAD_RESPONSE = { code: 'BAD_RESPONSE', delivery: 'delivered', next: 'log-in' } as const
/** The request may have arrived. */
const LOST = { code: 'NETWORK', delivery: 'unknown', next: 'log-in' } as const
const refused = (errorCode: ServiceCode, next: ScenarioError['next']) =>
  ({ code: 'REFUSED', errorCode, delivery: 'delivered', next }) as const

/** The step from which a client goes on, for each call where `next` returns one. */
const nextAt = (next: (endpoint: Endpoint) => Next | undefined): Scenario['nextAt'] =>
  Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint.step, next(endpoint)]).filter(([, next]) => next))

/** After a lost request or reply, at calls that use up neither a code nor a state token. */
const AFTER_LOSS = nextAt(({ afterLoss }) => afterLoss)
/** After an unknown user, at calls that can't be repeated with another phone number. */
const WITHOUT_NUMBER = nextAt(({ answers, stateToken }) =>
  answers === 'sign-in' && stateToken !== 'bind' ? 'stop' : undefined,
)

const stepsOf = (...answers: (typeof ENDPOINTS)[number]['answers'][]): readonly FakeStep[] =>
  ENDPOINTS.filter((endpoint) => answers.includes(endpoint.answers)).map(({ step }) => step)
/** The calls that sign in. */
const SIGN_IN = stepsOf('sign-in')
/** The calls whose reply has a body. */
const WITH_BODY = stepsOf('sign-in', 'members')
const MEMBERS = stepsOf('members')
const SENDS = stepsOf('nothing')
const VERIFY_CODE = ENDPOINTS.filter(({ purpose }) => purpose !== undefined).map(({ step }) => step)
const ALL = stepsOf('sign-in', 'members', 'nothing')
/** The calls that take a code of WeChat. */
const BY_WECHAT = ENDPOINTS.filter(({ codeKind }) => codeKind !== undefined).map(({ step }) => step)

/** Refuses with a code, in the service's ordinary way. */
const refusal = (name: string, code: ServiceCode, next: ScenarioError['next'], at = ALL): Scenario => {
  const [en, zh] = MESSAGES[code]
  return { name, en, zh, at, gets: refused(code, next), does: () => refuse(code) }
}

/** Answers with what isn't documented. */
const unreadable = (name: string, en: string, zh: string, does: Scenario['does'], at = ALL): Scenario => ({
  name,
  en,
  zh,
  at,
  gets: BAD_RESPONSE,
  nextAt: AFTER_LOSS,
  does,
})

function refuse(...of: ConstructorParameters<typeof Refusal>): never {
  throw new Refusal(...of)
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'sandbox-status-success',
    en: 'success',
    zh: '成功',
    at: SIGN_IN,
    gets: SUCCESS,
    does: (turn) => turn.succeed(),
  },
  {
    name: 'sandbox-status-succes',
    en: 'success, misprinted as `SUCCES`',
    zh: '成功，状态误写为 `SUCCES`',
    at: SIGN_IN,
    gets: { ...SUCCESS, rawStatus: 'SUCCES' },
    does: (turn) => turn.succeed({ wording: wording.misprint }),
  },
  {
    name: 'sandbox-status-social-bind',
    en: 'SOCIAL_BIND with a state token',
    zh: '需要绑定，附临时令牌',
    at: SIGN_IN,
    gets: SOCIAL_BIND,
    does: (turn) => turn.askFor('SOCIAL_BIND'),
  },
  {
    name: 'sandbox-status-verify-phone',
    en: 'SOCIAL_BIND, by the phone alone',
    zh: '需要绑定，只能用手机号',
    at: SIGN_IN,
    gets: SOCIAL_BIND,
    does: (turn) => turn.askFor('SOCIAL_BIND', { ways: ['VERIFY_PHONE'] }),
  },
  {
    name: 'sandbox-status-verify-email',
    en: 'SOCIAL_BIND, by mail alone',
    zh: '需要绑定，只能用邮箱',
    at: SIGN_IN,
    gets: SOCIAL_BIND,
    does: (turn) => turn.askFor('SOCIAL_BIND', { ways: ['VERIFY_EMAIL'] }),
  },
  {
    name: 'sandbox-status-user-register',
    en: 'USER_REGISTER with a state token',
    zh: '需要绑定或注册，附临时令牌',
    at: SIGN_IN,
    gets: { status: 'USER_REGISTER', next: 'press' },
    does: (turn) => turn.askFor('USER_REGISTER'),
  },
  {
    name: 'sandbox-status-mfa-auth',
    en: 'MFA_AUTH with a state token',
    zh: '需要二次认证，附临时令牌',
    at: SIGN_IN,
    gets: MFA_AUTH,
    does: (turn) => turn.askFor('MFA_AUTH'),
  },
  {
    name: 'sandbox-status-access-denied',
    en: 'ACCESS_DENIED',
    zh: '拒绝访问',
    at: SIGN_IN,
    gets: { status: 'ACCESS_DENIED', next: 'stop' },
    does: () => json(200, { status: 'ACCESS_DENIED' }),
  },
  {
    name: 'sandbox-status-unknown',
    en: '`RISK_REVIEW`, a status that is not documented',
    zh: '文档之外的状态 `RISK_REVIEW`',
    at: SIGN_IN,
    gets: { status: 'UNKNOWN', rawStatus: 'RISK_REVIEW', next: 'stop' },
    does: () => json(200, { status: 'RISK_REVIEW' }),
  },
  {
    name: 'sandbox-state-expired',
    en: 'SOCIAL_BIND with a state token that has expired already',
    zh: '需要绑定，但临时令牌已过期',
    at: SIGN_IN,
    gets: SOCIAL_BIND,
    does: (turn) => turn.askFor('SOCIAL_BIND', { lifetime: 0 }),
  },
  {
    name: 'sandbox-state-expired-second-factor',
    en: 'MFA_AUTH with a state token that has expired already',
    zh: '需要二次认证，但临时令牌已过期',
    at: SIGN_IN,
    gets: MFA_AUTH,
    does: (turn) => turn.askFor('MFA_AUTH', { lifetime: 0 }),
  },

  refusal('sandbox-error-common-1001', 'SDK.COMMON.1001', 'fix'),
  refusal('sandbox-error-common-1003', 'SDK.COMMON.1003', 'fix'),
  refusal('sandbox-error-common-1007', 'SDK.COMMON.1007', 'log-in'),
  refusal('sandbox-error-common-1012', 'SDK.COMMON.1012', 'fix'),
  { ...refusal('sandbox-error-common-1013', 'SDK.COMMON.1013', 'press', SIGN_IN), nextAt: WITHOUT_NUMBER },
  { ...refusal('sandbox-error-login-1001', 'SDK.LOGIN.1001', 'press', BY_WECHAT), nextAt: { login: 'log-in' } },
  refusal('sandbox-error-login-1002', 'SDK.LOGIN.1002', 'stop', SIGN_IN),
  refusal('sandbox-error-login-1003', 'SDK.LOGIN.1003', 'stop', SIGN_IN),
  refusal('sandbox-error-param-0001', 'SDK.PARAM.0001', 'fix'),
  refusal('sandbox-error-captcha-0002', 'SDK.CAPTCHA.0002', 'captcha', ['verifyCaptcha', ...SENDS]),
  refusal('sandbox-error-captcha-0006', 'SDK.CAPTCHA.0006', 'captcha', SENDS),
  refusal('sandbox-error-captcha-0007', 'SDK.CAPTCHA.0007', 'verify-code', VERIFY_CODE),
  refusal('sandbox-error-unlisted', 'SDK.COMMON.1099', 'stop'),
  {
    name: 'sandbox-error-without-prefix',
    en: 'the code without `IDAAS.`: `SDK.COMMON.1007`',
    zh: '错误码没有 `IDAAS.` 前缀：`SDK.COMMON.1007`',
    at: ALL,
    gets: refused('SDK.COMMON.1007', 'log-in'),
    does: () => refuse('SDK.COMMON.1007', { prefix: '' }),
  },
  {
    name: 'sandbox-error-leading-blank',
    en: 'the code after a blank: ` IDAAS.SDK.LOGIN.1001`',
    zh: '错误码前有空格：` IDAAS.SDK.LOGIN.1001`',
    at: BY_WECHAT,
    gets: refused('SDK.LOGIN.1001', 'press'),
    nextAt: { login: 'log-in' },
    does: () => refuse('SDK.LOGIN.1001', { prefix: ' IDAAS.' }),
  },
  {
    name: 'sandbox-error-http-200',
    en: 'an error under HTTP 200',
    zh: 'HTTP 200 下的错误',
    at: ALL,
    gets: refused('SDK.COMMON.1007', 'log-in'),
    does: () => refuse('SDK.COMMON.1007', { httpStatus: 200 }),
  },
  {
    name: 'sandbox-error-http-401',
    en: 'an error under HTTP 401',
    zh: 'HTTP 401 下的错误',
    at: ALL,
    gets: refused('SDK.COMMON.1007', 'log-in'),
    does: () => refuse('SDK.COMMON.1007', { httpStatus: 401 }),
  },
  {
    name: 'sandbox-error-http-500',
    en: 'an error under HTTP 500',
    zh: 'HTTP 500 下的错误',
    at: BY_WECHAT,
    gets: refused('SDK.LOGIN.1001', 'press'),
    nextAt: { login: 'log-in' },
    does: () => refuse('SDK.LOGIN.1001', { httpStatus: 500 }),
  },

  {
    name: 'sandbox-odd-leading-blanks',
    en: 'success, with blanks before the status and the tokens',
    zh: '成功，状态与令牌前有空格',
    at: [...SIGN_IN, 'captcha', 'verifyCaptcha'],
    gets: SUCCESS,
    does: (turn) => turn.succeed({ wording: wording.leadingBlanks }),
  },
  {
    name: 'sandbox-odd-abbreviated-id-token',
    en: 'success, with an id_token abbreviated by `…`',
    zh: '成功，id_token 被 `…` 省略',
    at: SIGN_IN,
    gets: { ...SUCCESS, identity: undefined, identityError: { code: 'BAD_ID_TOKEN' } },
    does: (turn) => turn.succeed({ wording: wording.abbreviatedIdToken }),
  },
  {
    name: 'sandbox-odd-expire-string',
    en: 'success, with expire as the string `"432000"`',
    zh: '成功，expire 为字符串 `"432000"`',
    at: SIGN_IN,
    gets: { ...SUCCESS, expiresIn: 432_000 },
    does: (turn) => turn.succeed({ wording: wording.expireAsString }),
  },
  {
    name: 'sandbox-odd-no-expire',
    en: 'success, without expire',
    zh: '成功，没有 expire',
    at: SIGN_IN,
    gets: { ...SUCCESS, expiresIn: undefined },
    does: (turn) => turn.succeed({ wording: wording.noExpire }),
  },
  {
    name: 'sandbox-odd-no-id-token',
    en: 'success, without id_token',
    zh: '成功，没有 id_token',
    at: SIGN_IN,
    gets: { ...SUCCESS, identity: undefined },
    does: (turn) => turn.succeed({ wording: wording.noIdToken }),
  },
  {
    name: 'sandbox-odd-no-session-token',
    en: 'success, but without session_token',
    zh: '成功，但没有 session_token',
    at: SIGN_IN,
    gets: BAD_RESPONSE,
    does: (turn) => turn.succeed({ wording: wording.noSessionToken }),
  },
  {
    name: 'sandbox-odd-data-null',
    en: 'success, with data null',
    zh: '成功，data 为 null',
    at: SIGN_IN,
    gets: SUCCESS,
    does: (turn) => turn.succeed({ wording: wording.dataNull }),
  },
  {
    name: 'sandbox-odd-byte-order-mark',
    en: 'success, with a byte order mark before the JSON',
    zh: '成功，JSON 前有字节顺序标记',
    at: WITH_BODY,
    gets: SUCCESS,
    does: (turn) => turn.succeed({ edit: (text) => `\ufeff${text}` }),
  },
  {
    name: 'sandbox-odd-secret-key',
    en: 'a puzzle with a `secretKey`',
    zh: '拼图带有 `secretKey`',
    at: ['captcha'],
    gets: FOUND,
    does: (turn) => turn.succeed({ wording: wording.secretKey }),
  },
  unreadable(
    'sandbox-odd-no-members',
    'success, but an empty object',
    '成功，但只有空对象',
    (turn) => turn.succeed({ wording: wording.noMembers }),
    MEMBERS,
  ),
  {
    name: 'sandbox-odd-body-after-sending',
    en: 'the message is sent, and the reply is an empty object',
    zh: '消息已发送，响应体为空对象',
    at: SENDS,
    gets: FOUND,
    does: (turn) => turn.succeed({ edit: () => '{}' }),
  },

  {
    name: 'sandbox-fault-slow',
    en: 'success after 30 seconds',
    zh: '30 秒后成功',
    at: ALL,
    gets: { ...LOST, code: 'TIMEOUT' as const },
    nextAt: AFTER_LOSS,
    does: (turn) => turn.succeed({ milliseconds: turn.delay }),
  },
  {
    name: 'sandbox-fault-slow-<ms>',
    en: 'success after that many milliseconds',
    zh: '若干毫秒后成功',
    at: ALL,
    gets: SUCCESS,
    does: (turn, milliseconds) => turn.succeed({ milliseconds }),
  },
  {
    name: 'sandbox-fault-cut',
    en: 'success, but the connection closes in the middle of the body',
    zh: '成功，但响应体传到一半连接断开',
    at: WITH_BODY,
    gets: { ...LOST, delivery: 'delivered' as const },
    nextAt: AFTER_LOSS,
    // WECHAT: a request fails as a whole.
    getsInMiniProgram: LOST,
    does: (turn) => turn.succeed({ lost: 'within' }),
  },
  unreadable(
    'sandbox-fault-truncated-json',
    'success, but the JSON is incomplete',
    '成功，但 JSON 不完整',
    (turn) => turn.succeed({ edit: half }),
    WITH_BODY,
  ),
  {
    name: 'sandbox-fault-reset',
    en: 'the connection is reset before the answer',
    zh: '响应之前连接被重置',
    at: ALL,
    gets: LOST,
    nextAt: AFTER_LOSS,
    does: () => fault.RESET,
  },
  unreadable('sandbox-fault-garbage', '200 with a body that is not JSON', '200，响应体不是 JSON', () => fault.GARBAGE),
  unreadable('sandbox-fault-html-502', "502 with a gateway's HTML", '502，网关的 HTML', () => fault.BAD_GATEWAY),
  unreadable(
    'sandbox-fault-too-many-requests',
    "429 with a gateway's HTML",
    '429，网关的 HTML',
    () => fault.TOO_MANY_REQUESTS,
  ),
  unreadable('sandbox-fault-empty', '200 with an empty body', '200，响应体为空', () => fault.EMPTY, WITH_BODY),
  unreadable('sandbox-fault-no-content', '204', '204', () => fault.NO_CONTENT, WITH_BODY),
  unreadable('sandbox-fault-array', '200 with a JSON array', '200，响应体为 JSON 数组', () => fault.ARRAY),
  {
    name: 'sandbox-fault-redirect',
    en: '302 to another origin, which must not get the tokens',
    zh: '302 重定向到另一个源，令牌不能发到那里',
    at: ALL,
    gets: LOST,
    nextAt: AFTER_LOSS,
    // WECHAT: by `redirect: 'manual'` the redirect itself is the response.
    getsInMiniProgram: BAD_RESPONSE,
    does: ({ origin }) => fault.redirect(302, origin),
  },
  {
    name: 'sandbox-fault-redirect-307',
    en: '307 to another origin, with the body',
    zh: '307 重定向到另一个源，包括请求体',
    at: ALL,
    gets: LOST,
    nextAt: AFTER_LOSS,
    // WECHAT: by `redirect: 'manual'` the redirect itself is the response.
    getsInMiniProgram: BAD_RESPONSE,
    does: ({ origin }) => fault.redirect(307, origin),
  },
]
