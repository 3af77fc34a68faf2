// A sign-in on a client that behaves in any way: whatever is called in whatever order, what is good for one use is sent once, no session is
// lost, no puzzle is shown that is answered already, every promise resolves, and the state says what there is.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { assertNoSecrets } from '../../conformance/assert-no-secrets.js'
import { settled } from '../clock.mjs'
import { behaviours, Doors, follow, steps as hostSteps } from '../inputs/hosts.mjs'
import { build, numberOf, oneOf, plain, SECRET, text, textOf, values } from '../inputs/values.mjs'
import { assertOurs, outcomeOf, property } from '../oracles.mjs'

/** @import { Behaviour } from '../inputs/hosts.mjs' */

const STATUSES = ['SUCCESS', 'SOCIAL_BIND', 'USER_REGISTER', 'MFA_AUTH', 'ACCESS_DENIED', 'UNKNOWN']

/** Errors: how far a request got that was lost, or the service's code. */
const errors = (/** @type {string[]} */ ...codes) =>
  fc.constantFrom('not-sent', 'unknown', 'delivered', ...codes).map((error) => ({ kind: 'error', error }))

/** What a client resolves to: a result, an error of the package, or anything. */
const results = oneOf(
  [8, fc.record({ kind: fc.constant('result'), status: fc.constantFrom(...STATUSES), hasToken: fc.boolean() })],
  [8, fc.constant({ kind: 'result', status: 'SOCIAL_BIND', hasToken: true })],
  [4, errors('SDK.COMMON.1007', 'SDK.LOGIN.1001')],
  [1, values],
)

/** What the calls around a verification code resolve to: mostly what they should. */
const answers = oneOf(
  [12, fc.constant({ kind: 'answer' })],
  [4, errors(...['SDK.COMMON.1007', 'SDK.CAPTCHA.0002', 'SDK.CAPTCHA.0006', 'SDK.CAPTCHA.0007', 'SDK.COMMON.1013'])],
  [1, values],
)

const CODES = ['phone-1', 'phone-2', 'phone-3']

const MOBILE = { mobile: `138${SECRET}` }
const RECIPIENTS = [plain({ mobile: text(MOBILE.mobile) }), plain({ email: text(`${SECRET}@example.com`) })]

/** @param {string} code */
const allowed = (code) => plain({ detail: plain({ code: text(code) }) })
const DECLINED = fc.constant(plain({ errMsg: text('getPhoneNumber:fail user deny') }))

const steps = fc.array(
  oneOf(
    [2, fc.constantFrom({ do: 'start' }, { do: 'restart' })],
    [4, fc.record({ do: fc.constant('press'), event: fc.constantFrom(...CODES).map(allowed) })],
    [2, fc.record({ do: fc.constant('press'), event: fc.oneof(DECLINED, values) })],
    [3, fc.record({ do: fc.constant('requestCode'), recipient: fc.constantFrom(undefined, ...RECIPIENTS) })],
    [1, fc.record({ do: fc.constant('requestCode'), recipient: values })],
    [3, fc.record({ do: fc.constant('solveCaptcha'), x: numberOf('42', 'NaN') })],
    [3, fc.record({ do: fc.constant('submitCode'), code: textOf('1', '2') })],
    [1, fc.record({ do: fc.constant('submitCode'), code: values })],
    [3, fc.record({ do: fc.constant('host'), steps: hostSteps })],
  ),
  { maxLength: 14 },
)

export const signIns = property({
  name: 'sign-in',
  arbitrary: fc.record({
    clients: fc.array(behaviours(fc.constant({})), { minLength: 1, maxLength: 2 }),
    loginCodes: fc.array(behaviours(textOf(SECRET)), { minLength: 1, maxLength: 2 }),
    logins: fc.array(behaviours(results), { minLength: 1, maxLength: 4 }),
    binds: fc.array(behaviours(results), { minLength: 1, maxLength: 4 }),
    // What the calls around a verification code answer.
    others: fc.array(behaviours(answers), { minLength: 1, maxLength: 6 }),
    // The option `steps`.
    goes: fc.subarray(['verify-code', 'second-factor']),
    onUnknownUser: fc.constantFrom('bind', 'register'),
    // What `onChange` does from that change on, three times.
    listener: fc.record({ does: fc.constantFrom('nothing', 'throws', 'presses', 'restarts'), at: fc.nat(6) }),
    steps,
    end: fc.constantFrom('answers', 'restart'),
  }),
  async run(input, { api, miniProgram, clock }) {
    // It reads replies.
    const real = await miniProgram.createClient({ domain: 'acme.example.com', clientId: 'c', fetch() {} })
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

    for (const step of /** @type {any[]} */ (input.steps)) {
      if (step.do === 'host') await follow(step.steps, clock, doors)
      else if (step.do === 'press') press(build(step.event))
      else if (step.do === 'restart') restart()
      else if (step.do === 'requestCode') promises.push(signIn.requestCode(step.recipient && build(step.recipient)))
      else if (step.do === 'solveCaptcha') promises.push(signIn.solveCaptcha(build(step.x)))
      else if (step.do === 'submitCode') promises.push(signIn.submitCode(build(step.code)))
      else promises.push(signIn.start())
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
  },
})

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
  assertNoSecrets(JSON.stringify(state), [SECRET])
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
