// Sign-ins, and the two calls beside bind that they are made of.

import { CONFIG, equal, isOurs, SUCCESS, thrown, throws } from './support.js'

/** @import { BrokenSignIn, Case, SignIn, TestFetch } from './types.js' */

/**
 * A service that answers by path, and what it received.
 *
 * @param {Record<string, object>} answers
 */
function service(answers) {
  /** @type {any[]} */
  const seen = []
  /** @type {TestFetch} */
  const fetch = async (url, { headers, body }) => {
    const path = url.slice(url.lastIndexOf('/') + 1)
    seen.push([path, body && JSON.parse(body), headers['X-state-token']])
    return { status: 200, text: async () => JSON.stringify(answers[path]) }
  }
  return { seen, fetch }
}

const ASKED = { status: 'SOCIAL_BIND', state_token: 'st-1', data: '{"socialBindOrRegisterFlow":["VERIFY_PHONE"]}' }
const DONE = { status: 'SUCCESS', session_token: 's' }
const LOGIN = 'wechat-miniprogram'
const BIND = 'wechat-mobile-bind'
const REGISTER = 'wechat-mobile-register-bind'
const MESSAGE = {
  captcha: { token: 't', originalImageBase64: 'iVBORw0K', jigsawImageBase64: 'iVBORw0L' },
  verify: { captcha_token: 'solved' },
  send: {},
}
const LOGGED_IN = [LOGIN, { code: 'login-1' }, undefined]

const codes = (asked = /** @type {string[]} */ ([])) => ({
  loginCode: () => {
    asked.push('login')
    return 'login-1'
  },
  phoneCode: async () => {
    asked.push('phone')
    return 'phone-1'
  },
})

/** What a sign-in ends in and sends; what any status leads to is tested natively, in core/sign_in.rs. @type {SignIn[]} */
const settled = [
  { name: 'a known user', answers: { [LOGIN]: DONE }, status: 'SUCCESS', asked: ['login'], seen: [LOGGED_IN] },
  {
    name: 'an unknown user who is bound',
    answers: { [LOGIN]: { ...ASKED, status: 'USER_REGISTER' }, [BIND]: DONE },
    params: { onUnknownUser: 'bind' },
    status: 'SUCCESS',
    asked: ['login', 'phone'],
    seen: [LOGGED_IN, [BIND, { wechat_code: 'phone-1' }, 'st-1']],
  },
  {
    name: 'an unknown user who is registered',
    answers: { [LOGIN]: ASKED, [REGISTER]: DONE },
    params: { onUnknownUser: 'register' },
    status: 'SUCCESS',
    asked: ['login', 'phone'],
    seen: [LOGGED_IN, [REGISTER, { wechat_code: 'phone-1' }, 'st-1']],
  },
  ...[undefined, null].map((nothing) => ({
    name: `a user who declines (${nothing}) keeps the state token`,
    answers: { [LOGIN]: ASKED },
    params: { phoneCode: () => nothing },
    status: 'SOCIAL_BIND',
    stateToken: 'st-1',
    asked: ['login'],
    seen: [LOGGED_IN],
  })),
]

/**
 * @param {SignIn} signIn
 * @returns {Case}
 */
function signInCase({ name, answers, params = {}, status, stateToken, asked, seen }) {
  return {
    name: `sign-in: ${name}`,
    async run(api) {
      /** @type {string[]} */
      const actuallyAsked = []
      const { seen: actuallySeen, fetch } = service(answers)
      const client = await api.createClient({ ...CONFIG, fetch })
      const result = await client.signIn({ ...codes(actuallyAsked), ...params })
      equal([result.status, result.stateToken], [status, stateToken], 'result')
      equal(actuallyAsked, asked, 'codes asked for')
      equal(actuallySeen, seen, 'requests')
    },
  }
}

/** A user who is bound by a message. */
const verification = {
  phoneCode: () => undefined,
  recipient: () => ({ mobile: '13800138000' }),
  captcha: () => 42,
  verifyCode: () => '123456',
}

/** Aborts while the user is asked, and never answers. @param {string} question */
function abortingAt(question, more = {}) {
  const controller = new AbortController()
  const ask = () => {
    queueMicrotask(() => controller.abort())
    return new Promise(() => {})
  }
  return { ...more, [question]: ask, signal: controller.signal }
}

/** Answers a question with a recipient that is refused, again and again. @param {unknown} recipient */
function insisting(recipient) {
  let asked = 0
  return {
    ...verification,
    recipient(/** @type {any} */ { ways, error }) {
      equal([ways, error?.code], [['mobile'], asked++ ? 'INVALID_PARAMS' : undefined], 'question')
      if (asked > 6) throw new Error('asked once too often')
      return recipient
    },
  }
}

/** Sign-ins that end in an error. @type {BrokenSignIn[]} */
const broken = [
  {
    name: 'parameters that are missing',
    params: { loginCode: undefined, phoneCode: 'code', onUnknownUser: 'ask' },
    ends: 'INVALID_PARAMS not-sent',
    issues: 'loginCode required, phoneCode type, onUnknownUser format',
    requests: 0,
  },
  {
    name: 'functions for a verification code that are none',
    params: { recipient: 'r', captcha: {}, verifyCode: 5 },
    ends: 'INVALID_PARAMS not-sent',
    issues: 'recipient type, captcha type, verifyCode type',
    requests: 0,
  },
  ...['characters', 'required'].map((rule) => ({
    name: `a login code that is against the rule: ${rule}`,
    params: { loginCode: () => (rule === 'required' ? undefined : 'a b') },
    ends: 'INVALID_PARAMS not-sent',
    issues: `loginCode ${rule}`,
    requests: 0,
  })),
  {
    name: 'a phone code that can’t be sent',
    params: { phoneCode: () => 42 },
    ends: 'INVALID_PARAMS not-sent',
    issues: 'phoneCode type',
    requests: 1,
  },
  {
    name: 'an x that is no number',
    params: { ...verification, captcha: () => '42' },
    ends: 'INVALID_PARAMS not-sent',
    issues: 'x type',
    requests: 2,
  },
  ...[
    { what: 'a text', recipient: '13800138000', rule: 'type' },
    { what: 'mistyped', recipient: { mobile: '138 0013 8000' }, rule: 'characters' },
    { what: 'nobody', recipient: {}, rule: 'type' },
  ].map(({ what, recipient, rule }) => ({
    name: `a recipient that is ${what}, six times`,
    params: () => insisting(recipient),
    ends: 'INVALID_PARAMS not-sent',
    issues: `mobile ${rule}`,
    step: 'bindByCode',
    requests: 1,
  })),
  ...[
    { callback: 'loginCode', step: 'login', requests: 0, own: throws('wx') },
    { callback: 'phoneCode', step: 'bind', requests: 1, own: () => Promise.reject('wx') },
    { callback: 'recipient', step: 'bindByCode', requests: 1, own: throws('wx') },
    { callback: 'captcha', step: 'verifyCaptcha', requests: 2, own: throws('wx') },
    { callback: 'verifyCode', step: 'bindByCode', requests: 4, own: throws('wx') },
  ].map(({ callback, step, requests, own }) => ({
    name: `a ${callback} that fails`,
    params: { ...(requests > 0 && step !== 'bind' && verification), [callback]: own },
    ends: 'CALLBACK not-sent',
    callback,
    step,
    requests,
    cause: 'wx',
  })),
  {
    name: 'an abort before',
    params: () => ({ signal: AbortSignal.abort() }),
    ends: 'ABORTED not-sent',
    requests: 0,
  },
  {
    name: 'an abort while the user makes up their mind',
    params: () => abortingAt('phoneCode'),
    ends: 'ABORTED not-sent',
    requests: 1,
  },
  {
    name: 'an abort while the user looks at the puzzle',
    params: () => abortingAt('captcha', verification),
    ends: 'ABORTED not-sent',
    requests: 2,
  },
]

const ALL_ANSWERS = { [LOGIN]: ASKED, [BIND]: DONE, ...MESSAGE }

/**
 * @param {BrokenSignIn} signIn
 * @returns {Case}
 */
const brokenSignInCase = ({ name, answers = ALL_ANSWERS, params, ends, issues, callback, step, cause, requests }) => ({
  name: `sign-in: ${name}`,
  async run(api) {
    const { seen, fetch } = service(answers)
    const client = await api.createClient({ ...CONFIG, fetch })
    const call = { ...codes(), ...(typeof params === 'function' ? params() : params) }
    const error = await thrown(() => client.signIn(call), name)
    isOurs(api, error, name)
    equal([`${error.code} ${error.delivery}`, seen.length], [ends, requests], name)
    equal([error.callback, step && error.step], [callback, step], `${name}: where`)
    const told = error.issues?.map(({ field, rule }) => `${field} ${rule}`).join(', ')
    equal(told, issues, `${name}: issues`)
    equal(error.code === 'ABORTED' ? undefined : error.cause, cause, `${name}: cause`)
  },
})

/** @type {Case[]} */
const siblings = [
  {
    name: 'sign-in: a user who gives up at any question keeps the last result',
    async run(api) {
      for (const [question, requests] of [
        ['recipient', 1],
        ['captcha', 2],
        ['verifyCode', 4],
      ]) {
        for (const nothing of [undefined, null, Promise.resolve()]) {
          const { seen, fetch } = service({ [LOGIN]: ASKED, ...MESSAGE })
          const client = await api.createClient({ ...CONFIG, fetch })
          const params = { ...codes(), ...verification, [question]: () => nothing }
          const result = await client.signIn(params)
          equal([result.status, result.stateToken, seen.length], ['SOCIAL_BIND', 'st-1', requests], String(question))
        }
      }
    },
  },
  {
    name: 'sign-in: without all three functions the steps with a code are left to the caller',
    async run(api) {
      for (const left of ['captcha', 'verifyCode']) {
        for (const login of [ASKED, { status: 'MFA_AUTH', state_token: 'st-1' }]) {
          const { seen, fetch } = service({ [LOGIN]: login })
          const client = await api.createClient({ ...CONFIG, fetch })
          const result = await client.signIn({ ...codes(), ...verification, [left]: null })
          equal([result.status, seen.length], [login.status, 1], left)
        }
      }
    },
  },
  {
    name: 'sign-in: a state token that grew old while the user was asked is replaced before the code is used',
    async run(api) {
      const { seen, fetch } = service({ [LOGIN]: ASKED, ...MESSAGE, bind: DONE })
      const client = await api.createClient({ ...CONFIG, fetch })
      const { now } = Date
      const verifyCode = () => {
        Date.now = () => now() + 3_600_000
        return '123456'
      }
      try {
        equal((await client.signIn({ ...codes(), ...verification, verifyCode })).status, 'SUCCESS', 'status')
      } finally {
        Date.now = now
      }
      const paths = seen.map(([path]) => path)
      equal(paths, [LOGIN, 'captcha', 'verify', 'send', LOGIN, 'bind'], 'requests')
    },
  },
  {
    name: 'sign-in: the questions show what the user has to see, and the error of the last answer',
    async run(api) {
      const { fetch } = service({ [LOGIN]: ASKED, ...MESSAGE, bind: { error_code: 'SDK.CAPTCHA.0007' } })
      const client = await api.createClient({ ...CONFIG, fetch })
      /** @type {any[]} */
      const questions = []
      const ask = (/** @type {unknown} */ answer) => (/** @type {any} */ question) => {
        questions.push(question)
        return question.error ? undefined : answer
      }
      const params = { ...codes(), ...verification, captcha: ask(42), verifyCode: ask('123456') }
      equal((await client.signIn(params)).status, 'SOCIAL_BIND', 'status')
      const [puzzle, code, { error, ...again }] = questions
      equal(puzzle, { originalImageBase64: 'iVBORw0K', jigsawImageBase64: 'iVBORw0L' }, 'captcha')
      equal([code, again], [{ sentTo: '138****8000' }, { sentTo: '138****8000' }], 'verifyCode')
      isOurs(api, error, 'wrong code')
      equal([error.next, error.step], ['verify-code', 'bindByCode'], 'wrong code')
    },
  },
  {
    name: 'a recipient is masked, or refused by the rules of a message',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: async () => SUCCESS })
      equal(client.maskRecipient({ mobile: '13800138000' }), '138****8000', 'mobile')
      equal(client.maskRecipient({ email: 'zhangwei@example.com' }), 'z***@example.com', 'email')
      for (const wrong of [
        undefined,
        null,
        'CANARY',
        {},
        { mobile: 'CANARY' },
        { mobile: '13800138000', email: 'a@b.cn' },
      ]) {
        const error = await thrown(() => client.maskRecipient(wrong), 'rows')
        isOurs(api, error, 'rows')
        equal(
          [error.code, error.delivery, error.audience, error.next],
          ['INVALID_PARAMS', 'not-sent', 'user', 'press'],
          'error',
        )
      }
    },
  },
  {
    name: 'a user who declines inside phoneCode ends the sign-in with the login’s result',
    async run(api) {
      const declined = Object.assign(new Error('declined'), { code: 'USER_DECLINED' })
      for (const phoneCode of [throws(declined), () => Promise.reject(declined)]) {
        const { seen, fetch } = service({ [LOGIN]: ASKED })
        const client = await api.createClient({ ...CONFIG, fetch })
        const result = await client.signIn({ ...codes(), phoneCode })
        equal([result.status, result.stateToken, seen.length], ['SOCIAL_BIND', 'st-1', 1], 'result')
      }
    },
  },
  {
    name: 'an error of the package that phoneCode throws comes through as it is',
    async run(api) {
      const { fetch } = service({ [LOGIN]: ASKED })
      const client = await api.createClient({ ...CONFIG, fetch })
      const declined = await thrown(() => api.decodeIdToken('x'), 'token')
      const error = await thrown(() => client.signIn({ ...codes(), phoneCode: throws(declined) }), 'signIn')
      if (error !== declined) throw new Error(`got ${error}`)
    },
  },
]

export const signIns = [...siblings, ...settled.map(signInCase), ...broken.map(brokenSignInCase)]
