// A sign-in with a phone-number button, on a service that answers what a test wants.

import { createRequire } from 'node:module'

/**
 * @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs'
 * @import { TestContext } from 'node:test'
 */

export const { BindError, createSignIn } = createRequire(import.meta.url)('wechat-mobile-bind/miniprogram')

export const ASKED = (stateToken = 'st') => ({
  status: 'SOCIAL_BIND',
  next: 'press',
  stateToken,
  rawStatus: 'SOCIAL_BIND',
  httpStatus: 200,
  raw: {},
})
export const DONE = {
  status: 'SUCCESS',
  next: 'done',
  sessionToken: 's',
  rawStatus: 'SUCCESS',
  httpStatus: 200,
  raw: {},
}
/** What a code of the service leads to; a lost request leads to the login. */
const NEXT = /** @type {Record<string, string>} */ ({
  'SDK.COMMON.1007': 'log-in',
  'SDK.LOGIN.1001': 'press',
  'SDK.LOGIN.1003': 'stop',
})
export const allowed = (code = 'phone-1') => ({ detail: { code, errMsg: 'getPhoneNumber:ok' } })
export const DECLINED = { detail: { errMsg: 'getPhoneNumber:fail user deny' } }
/**
 * @param {string} code
 * @param {string} delivery
 * @param {{ errorCode?: string, next?: string }} [more]
 */
export const failure = (code, delivery, more) =>
  new BindError({
    code,
    delivery,
    message: code,
    step: 'bind',
    audience: 'user',
    next: delivery === 'not-sent' ? 'retry' : NEXT[more?.errorCode ?? ''] || 'log-in',
    hint: { zh: '失败', en: 'failed' },
    ...more,
  })

export const FACTOR = (stateToken = 'mfa') => ({
  status: 'MFA_AUTH',
  next: 'second-factor',
  stateToken,
  rawStatus: 'MFA_AUTH',
  httpStatus: 200,
  raw: {},
})

/** A puzzle, with pictures that tell which one it is. */
export const PUZZLE = (token = 'puzzle') => ({
  token,
  originalImageBase64: `${token}A`,
  jigsawImageBase64: `${token}B`,
  httpStatus: 200,
  raw: {},
})

/**
 * A service that answers the calls of each kind one after the other, the last answer again and again where the user may ask for another
 * message; a promise is waited for, an error rejects.
 *
 * @param {Record<string, unknown[]>} answers
 */
export function service({
  logins = [ASKED()],
  binds = [DONE],
  puzzles = [PUZZLE()],
  solutions = [{ captchaToken: 'solved', httpStatus: 200, raw: {} }],
  sends = [{ httpStatus: 200 }],
  codes = [DONE],
  numbers = [{ mobile: '13900139000', httpStatus: 200, raw: {} }],
  factors = [DONE],
}) {
  /** @type {any[]} */
  const seen = []
  /**
   * @param {string} call
   * @param {unknown[]} answers
   */
  const method =
    (call, answers) =>
    /** @param {Record<string, unknown>} params */
    async ({ device, signal, ...params }) => {
      seen.push([call, ...Object.values(params)])
      const answer = await (answers.length > 1 ? answers.shift() : answers[0])
      if (answer instanceof Error) throw answer
      return answer
    }
  /** @param {unknown[]} answers */
  const next = async (answers) => {
    const answer = await answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  const client = {
    /** @param {{ code: string }} options */
    login: ({ code }) => {
      seen.push(['login', code])
      return next(logins)
    },
    /** @param {{ wechatCode: string, stateToken: string }} params */
    bind: ({ wechatCode, stateToken }) => {
      seen.push(['bind', wechatCode, stateToken])
      return next(binds)
    },
    /** @param {{ wechatCode: string, stateToken: string }} params */
    registerAndBind: ({ wechatCode, stateToken }) => {
      seen.push(['register', wechatCode, stateToken])
      return next(binds)
    },
    captcha: method('captcha', puzzles),
    verifyCaptcha: method('verifyCaptcha', solutions),
    sendSms: method('sendSms', sends),
    sendEmail: method('sendEmail', sends),
    bindByCode: method('bindByCode', codes),
    registerAndBindByCode: method('registerAndBindByCode', codes),
    mobileByToken: method('mobileByToken', numbers),
    mfaSms: method('mfaSms', factors),
    /** @param {{ mobile?: string, email?: string }} recipient */
    maskRecipient({ mobile, email }) {
      const address = mobile ?? email
      if (!address) throw failure('INVALID_PARAMS', 'not-sent', { next: 'press' })
      return `${address.slice(0, 3)}***`
    },
  }
  return { client, seen }
}

/**
 * @param {Record<string, unknown[]>} answers
 * @param {object} [options]
 */
export function start(answers, options) {
  const { client, seen } = service(answers)
  /** @type {SignInState[]} */
  const states = []
  let codes = 0
  const signIn = createSignIn({
    client,
    loginCode: () => `login-${++codes}`,
    /** @param {SignInState} state */
    onChange: (state) => states.push(state),
    ...options,
  })
  return { signIn, seen, states }
}

/** @param {SignInState} state */
export const shown = ({ step, busy, error }) => [step, busy, error?.code]

/** @typedef {ReturnType<typeof open>} Opened */

/** A promise, and how it ends. */
export function open() {
  /** @type {any} */
  const ends = {}
  const promise = new Promise((resolve, reject) => Object.assign(ends, { resolve, reject }))
  return Object.assign(promise, ends)
}

/** Lets everything happen that waits for nothing from outside. */
export const rest = () => new Promise((resolve) => setImmediate(resolve))
/** @param {any[]} seen */
export const calls = (seen) => seen.map(([call, code]) => `${call} ${code}`)

/**
 * The messages of the errors that nobody handles, until the test ends.
 *
 * @param {TestContext} t
 */
export function unhandled(t) {
  const event = 'unhandledRejection'
  /** @type {string[]} */
  const messages = []
  const before = process.listeners(event)
  process.removeAllListeners(event).on(event, (/** @type {any} */ error) => messages.push(error.message))
  t.after(() => before.reduce((on, listener) => on.on(event, listener), process.removeAllListeners(event)))
  return messages
}
