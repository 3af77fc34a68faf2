// A sign-in as a state for a page, on a service that answers what a test wants.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

/**
 * @import { SignIn, SignInState } from '../../pkg-template/shipped/miniprogram.cjs'
 * @import { TestContext } from 'node:test'
 */

export const { BindError, createSignIn } = createRequire(import.meta.url)('wechat-mobile-bind/miniprogram')

/** @param {string} status @param {string} next @param {object} [more] */
const result = (status, next, more) => ({ status, next, rawStatus: status, httpStatus: 200, raw: {}, ...more })
export const ASKED = (stateToken = 'st', more = {}) => result('SOCIAL_BIND', 'press', { stateToken, ...more })
export const FACTOR = (stateToken = 'mfa') => result('MFA_AUTH', 'second-factor', { stateToken })
export const DENIED = result('ACCESS_DENIED', 'stop')
export const DONE = result('SUCCESS', 'done', { sessionToken: 's' })
/** A puzzle, with pictures that tell which one it is. */
export const PUZZLE = (token = 'puzzle') => ({
  token,
  originalImageBase64: `${token}A`,
  jigsawImageBase64: `${token}B`,
})

/**
 * @param {string} code
 * @param {string} delivery
 * @param {string | undefined} next
 */
export const failure = (code, delivery, next) =>
  new BindError({
    code,
    delivery,
    message: code,
    step: 'bind',
    audience: 'user',
    next,
    hint: { zh: '失败', en: 'failed' },
  })
/** @param {string | undefined} next */
export const refused = (next) => failure('REFUSED', 'delivered', next)
export const LOST = failure('NETWORK', 'unknown', 'log-in')
export const NOT_SENT = failure('NETWORK', 'not-sent', 'retry')

/**
 * What a client's methods answer, one after the other, and the last answer again and again: a promise is waited for, an error rejects.
 *
 * @type {Record<string, unknown[]>}
 */
const ANSWERS = {
  login: [ASKED()],
  bind: [DONE],
  registerAndBind: [DONE],
  captcha: [PUZZLE()],
  verifyCaptcha: [{ captchaToken: 'solved' }],
  sendSms: [{ httpStatus: 200 }],
  sendEmail: [{ httpStatus: 200 }],
  bindByCode: [DONE],
  registerAndBindByCode: [DONE],
  mobileByToken: [{ mobile: '13900139000' }],
  mfaSms: [DONE],
}

/**
 * A client, and the calls that it has got: each as its name and its parameters.
 *
 * @param {Record<string, unknown[]>} [answers]
 */
export function service(answers) {
  /** @type {string[]} */
  const calls = []
  /** @type {Record<string, any>} */
  const client = {
    /** @param {{ mobile?: string, email?: string }} recipient */
    maskRecipient({ mobile, email }) {
      const address = mobile ?? email
      if (!address) throw failure('INVALID_PARAMS', 'not-sent', 'press')
      return `${address.slice(0, 3)}***`
    },
  }
  for (const [name, list] of Object.entries({ ...ANSWERS, ...answers })) {
    const left = [...list]
    client[name] = async (/** @type {object} */ params) => {
      calls.push([name, ...Object.values(params).filter((value) => value !== undefined)].join(' '))
      const answer = await (left.length > 1 ? left.shift() : left[0])
      if (answer instanceof Error) throw answer
      return answer
    }
  }
  return { client, calls }
}

/**
 * @param {Record<string, unknown[]>} [answers]
 * @param {object} [options]
 */
export function start(answers, options) {
  const { client, calls } = service(answers)
  /** @type {SignInState[]} */
  const states = []
  let codes = 0
  /** @type {SignIn} */
  const signIn = createSignIn({
    client,
    loginCode: () => `login-${++codes}`,
    /** @param {SignInState} state */
    onChange: (state) => states.push(state),
    ...options,
  })
  return { signIn, calls, states }
}

/**
 * What a page shows, in a line.
 *
 * @param {SignInState} state
 */
export function shown({ step, busy, captcha, sentTo, error }) {
  const puzzle = captcha && `puzzle ${/,(.*)A$/.exec(captcha.original)?.[1]}`
  return [step, busy && '…', puzzle, sentTo && `sent to ${sentTo}`, error?.code].filter(Boolean).join(' ')
}

export const allowed = (code = 'phone-1') => ({ detail: { code, errMsg: 'getPhoneNumber:ok' } })
export const DECLINED = { detail: { errMsg: 'getPhoneNumber:fail user deny' } }
/** Older than a state token may be when a code is spent on it. */
export const OLD = 5 * 60_000

/** @typedef {(signIn: SignIn, t: TestContext) => unknown} Tap */
/** What a user does. */
export const tap = {
  /** @type {Tap} */
  start: (signIn) => signIn.start(),
  /** @type {Tap} */
  restart: (signIn) => signIn.restart(),
  /** @returns {Tap} */
  press:
    (code = 'phone-1') =>
    (signIn) =>
      signIn.press(allowed(code)),
  /** @type {Tap} */
  decline: (signIn) => signIn.press(DECLINED),
  /** @type {(recipient?: any) => Tap} */
  request: (recipient) => (signIn) => signIn.requestCode(recipient),
  /** @type {(x?: any) => Tap} */
  solve:
    (x = 42) =>
    (signIn) =>
      signIn.solveCaptcha(x),
  /** @type {(code?: any) => Tap} */
  submit:
    (code = '1') =>
    (signIn) =>
      signIn.submitCode(code),
  /** @type {(milliseconds?: number) => Tap} */
  wait:
    (milliseconds = OLD) =>
    (_, t) =>
      t.mock.timers.tick(milliseconds),
}

/**
 * A test: taps, each with what the page shows afterwards, and all calls that the service got.
 *
 * @param {string} name
 * @param {{ answers?: Record<string, unknown[]>, options?: object, taps: [Tap, string?][], calls: string[] }} course
 */
export function plays(name, { answers, options, taps, calls }) {
  test(name, async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1000 })
    const page = start(answers, options)
    for (const [index, [tap, expected]] of taps.entries()) {
      const state = await tap(page.signIn, t)
      if (expected === undefined) continue
      assert.deepEqual([shown(page.signIn.state), state], [expected, page.signIn.state], `tap ${index + 1}`)
    }
    assert.deepEqual(page.calls, calls)
    const { state, result } = page.signIn
    assert.equal(result?.sessionToken, state.step === 'done' ? 's' : undefined)
    assert.deepEqual(JSON.parse(JSON.stringify(page.states)), page.states, 'plain data for setData')
  })
}

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
