// A sign-in on a client that behaves in any way: whatever is called in whatever order, what is good for one use is sent once, no session is
// lost, no puzzle is shown that is answered already, every promise resolves, and the state says what there is.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Clock, settled } from '../clock.mjs'
import { behaviours, Doors, steps as hostSteps } from '../inputs/hosts.mjs'
import { SECRET, showsSecret } from '../inputs/secret.mjs'
import { build, text, values } from '../inputs/values.mjs'
import { assertOurs, outcomeOf } from '../oracles.mjs'

/**
 * @import { Behaviour } from '../inputs/hosts.mjs'
 * @import { Context } from '../types.js'
 */

/**
 * @typedef {object} Input
 * @property {Behaviour[]} clients
 * @property {Behaviour[]} loginCodes
 * @property {Behaviour[]} logins
 * @property {Behaviour[]} binds
 * @property {Behaviour[]} others what the calls around a verification code answer
 * @property {string[]} goes the option `steps`
 * @property {'bind' | 'register'} onUnknownUser
 * @property {{ does: string, at: number }} listener what `onChange` does from that change on, three times
 * @property {any[]} steps
 * @property {'answers' | 'restart'} end
 */

const STATUSES = ['SUCCESS', 'SOCIAL_BIND', 'USER_REGISTER', 'MFA_AUTH', 'ACCESS_DENIED', 'UNKNOWN']

/** Errors: how far a request got that was lost, or the service's code. */
const errors = (/** @type {string[]} */ ...codes) =>
  fc.constantFrom('not-sent', 'unknown', 'delivered', ...codes).map((error) => ({ kind: 'error', error }))

/** What a client resolves to: a result, an error of the package, or anything. */
const results = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant('result'), status: fc.constantFrom(...STATUSES), hasToken: fc.boolean() }),
    weight: 8,
  },
  { arbitrary: fc.constant({ kind: 'result', status: 'SOCIAL_BIND', hasToken: true }), weight: 8 },
  { arbitrary: errors('SDK.COMMON.1007', 'SDK.LOGIN.1001'), weight: 4 },
  { arbitrary: values, weight: 1 },
)

/** What the calls around a verification code resolve to: mostly what they should. */
const answers = fc.oneof(
  { arbitrary: fc.constant({ kind: 'answer' }), weight: 12 },
  {
    arbitrary: errors(
      ...['SDK.COMMON.1007', 'SDK.CAPTCHA.0002', 'SDK.CAPTCHA.0006', 'SDK.CAPTCHA.0007', 'SDK.COMMON.1013'],
    ),
    weight: 4,
  },
  { arbitrary: values, weight: 1 },
)

const CODES = ['phone-1', 'phone-2', 'phone-3']

/** @param {string} number */
const number = (number) => ({ kind: 'number', number })
const MOBILE = { mobile: `138${SECRET}` }
const EMAIL = { email: `${SECRET}@example.com` }
/** @param {Record<string, string>} recipient */
const requesting = (recipient) => ({
  do: 'requestCode',
  recipient: {
    kind: 'object',
    as: 'plain',
    members: Object.entries(recipient).map(([name, value]) => [name, text(value)]),
  },
})

/** @param {string} code */
const allowed = (code) => ({
  kind: 'object',
  as: 'plain',
  members: [['detail', { kind: 'object', as: 'plain', members: [['code', { kind: 'text', text: code }]] }]],
})

const DECLINED = {
  kind: 'object',
  as: 'plain',
  members: [['errMsg', { kind: 'text', text: 'getPhoneNumber:fail user deny' }]],
}

const steps = fc.array(
  fc.oneof(
    { arbitrary: fc.constantFrom({ do: 'start' }, { do: 'restart' }), weight: 2 },
    { arbitrary: fc.constantFrom(...CODES).map((code) => ({ do: 'press', event: allowed(code) })), weight: 4 },
    { arbitrary: fc.constantFrom(DECLINED).map((event) => ({ do: 'press', event })), weight: 1 },
    { arbitrary: values.map((event) => ({ do: 'press', event })), weight: 1 },
    { arbitrary: fc.constantFrom({ do: 'requestCode' }, ...[MOBILE, EMAIL].map(requesting)), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant('requestCode'), recipient: values }), weight: 1 },
    { arbitrary: fc.constantFrom(number('42'), number('NaN')).map((x) => ({ do: 'solveCaptcha', x })), weight: 3 },
    {
      arbitrary: fc
        .constantFrom('1', '2')
        .map(text)
        .map((code) => ({ do: 'submitCode', code })),
      weight: 3,
    },
    { arbitrary: values.map((code) => ({ do: 'submitCode', code })), weight: 1 },
    { arbitrary: hostSteps.map((steps) => ({ do: 'host', steps })), weight: 3 },
  ),
  { maxLength: 14 },
)

export const signIns = {
  name: 'sign-in',
  arbitrary: fc.record({
    clients: fc.array(behaviours(fc.constant({})), { minLength: 1, maxLength: 2 }),
    loginCodes: fc.array(behaviours(fc.constant({ kind: 'text', text: SECRET })), { minLength: 1, maxLength: 2 }),
    logins: fc.array(behaviours(results), { minLength: 1, maxLength: 4 }),
    binds: fc.array(behaviours(results), { minLength: 1, maxLength: 4 }),
    others: fc.array(behaviours(answers), { minLength: 1, maxLength: 6 }),
    goes: fc.subarray(['verify-code', 'second-factor']),
    onUnknownUser: fc.constantFrom('bind', 'register'),
    listener: fc.record({ does: fc.constantFrom('nothing', 'throws', 'presses', 'restarts'), at: fc.nat(6) }),
    steps,
    end: fc.constantFrom('answers', 'restart'),
  }),
  /**
   * @param {Input} input
   * @param {Context} context
   */
  async run(input, context) {
    const clock = new Clock()
    const real = await context.miniProgram.createClient({ domain: 'acme.example.com', clientId: 'c', fetch() {} })
    clock.install()
    try {
      await play(input, clock, context, real)
    } finally {
      clock.uninstall()
    }
  },
}

/**
 * @param {Input} input
 * @param {Clock} clock
 * @param {Context} context
 * @param {any} real a client that reads replies
 */
async function play(input, clock, { api, miniProgram }, real) {
  const doors = new Doors()
  /** A result of the package. */
  const resultOf = (/** @type {{ status: string, hasToken?: boolean }} */ { status, hasToken }) =>
    real.interpret(200, JSON.stringify({ status, session_token: SECRET, state_token: hasToken ? SECRET : undefined }))
  /** An error of the package: of the service's code, or of a request that got that far. */
  const failure = (/** @type {string} */ error) => {
    if (error.startsWith('SDK.')) {
      const refused = outcomeOf(() => real.interpret(400, JSON.stringify({ error_code: error })))
      return Object(refused).thrown
    }
    const next = error === 'not-sent' ? 'retry' : 'log-in'
    const shown = { code: 'NETWORK', delivery: error, message: 'lost', step: 'bind', audience: 'user', next }
    return new miniProgram.TransportError(
      { ...shown, hint: { zh: '失败', en: 'failed' } },
      { cause: new Error(SECRET) },
    )
  }
  /** Whether the hosts are good at last. */
  let isOver = false
  /** @type {any[]} */
  const sessions = []
  const turns = { client: 0, loginCode: 0, login: 0, bind: 0, other: 0 }

  /**
   * The next of these behaviours.
   *
   * @param {keyof typeof turns} which
   * @param {Behaviour[]} all
   * @param {(value: any) => any} give
   */
  const next = (which, all, give) => doors.act(all[Math.min(turns[which]++, all.length - 1)], give)

  /** @param {any} recipe */
  const give = (recipe) => {
    if (recipe.kind === 'error') throw failure(recipe.error)
    return recipe.kind === 'result' ? resultOf(recipe) : build(recipe)
  }

  // What the client is called with; an exception of it would be taken for a client's.
  /** @type {string[]} */
  const wrong = []
  // The codes that were pressed since the last restart.
  let pressed = new Set()
  const restart = () => {
    pressed = new Set()
    promises.push(signIn.restart())
  }
  const press = (/** @type {any} */ event) => {
    pressed.add(codeOf(event))
    promises.push(signIn.press(event))
  }

  /** What is good for one use, and how the call that used it ended. @type {{ code: string, delivery?: string }[]} */
  const used = []
  /** How many messages may have left, of which each may bring the same code. */
  let messages = 0
  let puzzles = 0
  /**
   * A call of the client.
   *
   * @param {string | undefined} code what it uses up
   * @param {'login' | 'bind' | 'other'} which
   * @param {object} usual what it answers when all is over, or where the recipe says so
   */
  const call = async (code, which, usual) => {
    const use = /** @type {{ code: string, delivery?: string }} */ ({ code: String(code) })
    if (code !== undefined) used.push(use)
    try {
      const answer = (/** @type {any} */ recipe) => (recipe.kind === 'answer' ? usual : give(recipe))
      const result = isOver ? usual : await next(which, input[`${which}s`], answer)
      if (result?.status === 'SUCCESS') sessions.push(result)
      return result
    } catch (error) {
      use.delivery = error?.delivery
      throw error
    }
  }
  const bind = (/** @type {any} */ { wechatCode, stateToken }) => {
    if (!stateToken) wrong.push('a bind without a state token')
    if (!pressed.has(wechatCode)) wrong.push('a code of before the restart is sent')
    return call(`phone ${String(wechatCode)}`, 'bind', resultOf({ status: 'SUCCESS' }))
  }
  const send = (/** @type {any} */ { captchaToken }) =>
    call(captchaToken, 'other', { httpStatus: 200 }).finally(() => messages++)
  const byCode = (/** @type {any} */ { verifyCode, stateToken }) => {
    if (!stateToken) wrong.push('a code without a state token')
    return call(`${messages} ${typeof verifyCode} ${String(verifyCode)}`, 'bind', resultOf({ status: 'SUCCESS' }))
  }
  const client = {
    login: () => call(undefined, 'login', resultOf({ status: 'ACCESS_DENIED' })),
    bind,
    registerAndBind: bind,
    captcha: () => call(undefined, 'other', puzzle(`puzzle-${++puzzles}`)),
    verifyCaptcha(/** @type {any} */ { token, sender }) {
      if (sender === undefined) wrong.push('a puzzle for nobody')
      answered.add(token)
      return call(token, 'other', { captchaToken: `solved-${token}` })
    },
    sendSms: send,
    sendEmail: send,
    bindByCode: byCode,
    registerAndBindByCode: byCode,
    mobileByToken: () => call(undefined, 'other', MOBILE),
    mfaSms: byCode,
    maskRecipient: (/** @type {any} */ { mobile, email }) => {
      if (typeof (mobile ?? email) === 'string') return '***'
      throw failure('not-sent')
    },
  }
  /** The puzzles whose answer may have been sent. @type {Set<string>} */
  const answered = new Set()

  /** @type {any[]} */
  const [states, results, errors] = [[], [], []]
  const signIn = miniProgram.createSignIn({
    client: () => (isOver ? client : next('client', input.clients, () => client)),
    loginCode: () => (isOver ? 'code' : next('loginCode', input.loginCodes, build)),
    onUnknownUser: input.onUnknownUser,
    steps: input.goes,
    onChange(/** @type {any} */ state, /** @type {any} */ result) {
      states.push(state)
      results.push(result)
      const shown = state.captcha?.original.slice('data:image/png;base64,'.length)
      if (answered.has(shown) && isSpent(used, shown)) wrong.push('a puzzle is shown that is answered already')
      assert.equal(result, signIn.result)
      const { does, at } = input.listener
      if (states.length < at || states.length >= at + 3) return
      if (does === 'throws') throw LISTENER
      if (does === 'presses') press(build(allowed('phone-4')))
      if (does === 'restarts') restart()
    },
    onError: (/** @type {any} */ error) => errors.push(error),
  })
  /** @type {Promise<any>[]} */
  const promises = []

  for (const step of input.steps) {
    if (step.do === 'host') {
      for (const { do: what, ms, door } of step.steps) {
        if (what === 'advance') await clock.advance(ms)
        else doors.open(door)
        await settled()
      }
    } else if (step.do === 'press') {
      press(build(step.event))
    } else if (step.do === 'restart') {
      restart()
    } else if (step.do === 'requestCode') {
      promises.push(signIn.requestCode(step.recipient && build(step.recipient)))
    } else if (step.do === 'solveCaptcha') {
      promises.push(signIn.solveCaptcha(build(step.x)))
    } else if (step.do === 'submitCode') {
      promises.push(signIn.submitCode(build(step.code)))
    } else {
      promises.push(signIn.start())
    }
    await settled()
  }

  isOver = true
  if (input.end === 'restart') restart()
  await settled()
  while (doors.open()) await settled()

  const hangs = ['clients', 'loginCodes', 'logins', 'binds', 'others'].some((name) =>
    /** @type {any} */ (input)[name].some(mayHang),
  )
  if (!hangs || input.end === 'restart') {
    for (const state of await Promise.all(promises)) assertState(state)
    assert.equal(signIn.state.busy, false, 'busy with nothing')
  }
  for (const state of states) assertState(state)
  // An error of another entry is one of the package too.
  for (const error of errors) assertOurs(error, error instanceof api.BindError ? api : miniProgram)
  assert.deepEqual(wrong, [])
  assertSentOnce(used)
  if (sessions.length) assert.ok(results.includes(sessions.at(-1)), 'a session is lost')
}

/** @param {string} token */
const puzzle = (token) => ({ token, originalImageBase64: token, jigsawImageBase64: token })

/**
 * Whether something was used by a call that may have been sent.
 *
 * @param {{ code: string, delivery?: string }[]} used
 * @param {string} code
 */
const isSpent = (used, code) => used.some((use) => use.code === code && use.delivery !== 'not-sent')

/** The code of an event. @param {any} event */
function codeOf(event) {
  try {
    return (event.detail || event).code
  } catch {
    return undefined
  }
}

/** What a listener throws: it comes back as an unhandled rejection. */
export const LISTENER = new Error('the listener')

/** @param {Behaviour} behaviour */
const mayHang = ({ how, value }) => how === 'hangs' || value?.members?.length > 0

/** @param {any} state */
function assertState(state) {
  const { step, busy } = state
  assert.ok(['login', 'phone', 'verify-code', 'second-factor', 'done', 'ended'].includes(step), `step ${step}`)
  assert.equal(typeof busy, 'boolean')
  assert.ok(!showsSecret(JSON.stringify(state)), `the state shows a secret: ${JSON.stringify(state)}`)
}

/**
 * A code is good for one request, unless nothing was sent.
 *
 * @param {{ code: string, delivery?: string }[]} sent
 */
function assertSentOnce(sent) {
  sent.forEach(({ code }, at) => {
    const before = sent.slice(0, at).filter((one) => one.code === code)
    assert.ok(
      before.every(({ delivery }) => delivery === 'not-sent'),
      `${code} is sent twice`,
    )
  })
}
