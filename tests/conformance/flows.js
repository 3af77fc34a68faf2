// A sign-in by `createSignIn`, whatever the service answers, whatever the user does, and whatever fails: each one ends signed in, or where
// the state says who has to act.

import { assertNoSecrets } from './assert-no-secrets.js'
import { CONFIG, equal, flatMap } from './support.js'
import { createTenant, OWN_NUMBER } from './tenant.js'

/** @import { Api, Case, SignInFlow, Trouble, User } from './types.js' */

const MOBILE = '13800138000'
const EMAIL = 'zhangwei@example.com'

/** @param {string} status */
const result = (status, more = {}) => ({ name: status, text: JSON.stringify({ status, ...more }) })
/**
 * @param {string} code
 * @param {string} [audience] who has to act before a sign-in can go on; nobody, if the user can
 */
const refusal = (code, audience) => ({
  name: code,
  status: 400,
  text: JSON.stringify({ error_code: `IDAAS.SDK.${code}`, error_msg: 'SECRET-message' }),
  audience,
})

/** What may happen to any request. @type {Trouble[]} */
const FAULTS = [
  { name: 'the connection is lost before', isLost: true },
  { name: 'the connection is lost after', isLost: true, isDone: true },
  { name: 'an HTML page', status: 502, text: '<html>502</html>' },
  { name: 'an HTML page after it was done', status: 502, text: '<html>502</html>', isDone: true },
  { name: 'a reply that was cut off', text: '{"status":"SUCC', isDone: true },
  { name: 'an abort before it was sent', isAborted: true },
  refusal('COMMON.1001', 'developer'),
  refusal('COMMON.1003', 'developer'),
  refusal('COMMON.1007'),
  refusal('COMMON.1012', 'developer'),
  refusal('LOGIN.1002', 'user'),
  refusal('LOGIN.1003', 'user'),
  refusal('LOGIN.1004', 'operator'),
  refusal('PARAM.0001', 'developer'),
  refusal('PARAM.0023'),
  refusal('OTHER.9999', 'operator'),
]

/** What only some calls are answered with. The status of a result that ends the sign-in is what the state says. */
const STATUSES = [
  { ...result('ACCESS_DENIED'), status: 200, ends: 'ACCESS_DENIED' },
  { ...result('PASSKEY'), status: 200, ends: 'UNKNOWN' },
  { ...result('SOCIAL_BIND'), name: 'SOCIAL_BIND without a state token', ends: 'SOCIAL_BIND' },
  { ...result('MFA_AUTH'), name: 'MFA_AUTH without a state token', ends: 'MFA_AUTH' },
  { name: 'SUCCESS without a session token', text: '{"status":"SUCCESS"}' },
]

/** A number that the service doesn't know can be replaced by another one, where there was one. */
const UNKNOWN_NUMBER = { bind: refusal('COMMON.1013'), other: refusal('COMMON.1013', 'user') }

/** @type {Record<string, Trouble[]>} */
const MORE = {
  login: [...STATUSES, UNKNOWN_NUMBER.other, refusal('LOGIN.1001')],
  bind: [...STATUSES, UNKNOWN_NUMBER.bind, refusal('LOGIN.1001')],
  captcha: [{ name: 'a puzzle without pictures', text: '{"token":"t"}' }],
  verifyCaptcha: [refusal('CAPTCHA.0002'), { name: 'no captcha token', text: '{}' }],
  sendSms: [refusal('CAPTCHA.0002'), refusal('CAPTCHA.0006')],
  sendEmail: [refusal('CAPTCHA.0002'), refusal('CAPTCHA.0006')],
  bindByCode: [...STATUSES, UNKNOWN_NUMBER.bind, refusal('CAPTCHA.0007')],
  mobileByToken: [{ name: 'no number', text: '{"mobile":null}' }],
  mfaSms: [...STATUSES, UNKNOWN_NUMBER.other, refusal('CAPTCHA.0007')],
}

/** How a user gives the phone number, and the calls on the way. @type {Record<string, { calls: string[], user: User }>} */
const WAYS = {
  'presses the button': { calls: ['login', 'bind'], user: { presses: true } },
  'declines, and enters a number': {
    calls: ['login', 'captcha', 'verifyCaptcha', 'sendSms', 'bindByCode'],
    user: { declines: true, recipient: { mobile: MOBILE } },
  },
  'enters a mail address at once': {
    calls: ['login', 'captcha', 'verifyCaptcha', 'sendEmail', 'bindByCode'],
    user: { recipient: { email: EMAIL } },
  },
}
const SECOND_FACTOR = ['mobileByToken', 'captcha', 'verifyCaptcha', 'sendSms', 'mfaSms']

/** @param {string} code */
const allowed = (code) => ({ detail: { code, errMsg: 'getPhoneNumber:ok' } })
const DECLINED = { detail: { errMsg: 'getPhoneNumber:fail user deny', errno: 103 } }

/** The client, whose method `name` is aborted the first time before it sends anything. @param {any} client @param {string} name */
function abortingOnce(client, name) {
  let isOver = false
  const method = (/** @type {object} */ params) => {
    const signal = isOver ? undefined : AbortSignal.abort()
    isOver = true
    return client[name]({ ...params, signal })
  }
  return { ...client, [name]: method }
}

/**
 * Plays a sign-in to its end: the user does what the state asks for. Fails if a tap leads to nothing.
 *
 * @param {Api} api
 * @param {User} user
 * @param {Parameters<typeof createTenant>[0]} options
 */
async function play(api, user, options) {
  const tenant = createTenant(options)
  const { trouble } = options
  const created = await api.createClient({ ...CONFIG, fetch: tenant.fetch })
  const client = trouble?.isAborted ? abortingOnce(created, trouble.call) : created
  let codes = 0
  /** @type {any[]} */
  const states = []
  const signIn = /** @type {SignInFlow} */ (
    api.createSignIn?.({
      client,
      loginCode: () => `SECRET-login-${++codes}`,
      steps: ['verify-code', 'second-factor'],
      onChange: (/** @type {any} */ state) => states.push(state),
    })
  )
  let declines = user.declines ? 1 : 0
  const tap = (/** @type {any} */ { step, captcha, sentTo, error }) => {
    if (step === 'login') return signIn.restart()
    if (step === 'phone' && user.presses) return signIn.press(allowed(`SECRET-phone-${++codes}`))
    if (step === 'phone' && declines-- > 0) return signIn.press(DECLINED)
    if (captcha) return signIn.solveCaptcha(42)
    const recipient = step === 'second-factor' ? { mobile: OWN_NUMBER } : user.recipient
    const code = tenant.code(recipient?.mobile ?? recipient?.email)
    // Whoever has been told that the code is wrong asks for another one.
    if (sentTo && code && error?.next !== 'verify-code') return signIn.submitCode(code)
    return signIn.requestCode(step === 'second-factor' ? undefined : recipient)
  }
  await signIn.start()
  for (let taps = 0; !['done', 'ended'].includes(signIn.state.step); taps++) {
    const before = signIn.state
    await tap(before)
    if (signIn.state === before || taps > 14) throw new Error(`a tap leads to nothing at ${JSON.stringify(before)}`)
  }
  return { signIn, states, requests: tenant.requests }
}

/**
 * What holds whatever happens: nothing that is good for one use is sent twice, and no state shows a secret.
 *
 * @param {{ states: any[], requests: any[] }} played
 */
function assertOnce({ states, requests }) {
  const used = flatMap(requests, ({ call, body }) => {
    if (call === 'login') return [body.code]
    if (call === 'bind') return [body.wechat_code]
    if (call === 'verifyCaptcha') return [body.token]
    if (call === 'sendSms' || call === 'sendEmail') return [body.captcha_token]
    return call === 'bindByCode' || call === 'mfaSms' ? [body.verify_code] : []
  })
  equal(used, [...new Set(used)], 'what is good for one use')
  const shown = JSON.stringify(states)
  // Of an address the host is shown.
  assertNoSecrets(shown, ['SECRET', MOBILE, OWN_NUMBER, EMAIL.split('@')[0]])
  equal(JSON.parse(shown), states, 'plain data')
}

/**
 * @param {string} way
 * @param {boolean} hasSecondFactor
 * @param {string} call
 * @param {Trouble} trouble
 * @returns {Case}
 */
const flowCase = (way, hasSecondFactor, call, trouble) => ({
  name: `flow: ${trouble.name} at ${call}, where the user ${way}${hasSecondFactor ? ', then the second factor' : ''}`,
  async run(api) {
    if (!api.createSignIn) return
    const played = await play(api, WAYS[way].user, { hasSecondFactor, trouble: { ...trouble, call } })
    assertOnce(played)
    const { state, result } = played.signIn
    if (trouble.ends) equal([state.step, state.result?.status, state.error], ['ended', trouble.ends, undefined], 'end')
    else if (trouble.audience) equal([state.step, state.error?.audience], ['ended', trouble.audience], 'end')
    else equal([state.step, state.error, Boolean(result?.sessionToken)], ['done', undefined, true], 'end')
  },
})

/**
 * Plays the same by `client.signIn`, as a program does that begins again after each error, unless someone has to act first.
 *
 * @param {Api} api
 * @param {User} user
 * @param {Parameters<typeof createTenant>[0]} options
 */
async function playCalls(api, user, options) {
  const tenant = createTenant(options)
  const client = await api.createClient({ ...CONFIG, fetch: tenant.fetch })
  /** @type {any[]} */
  const questions = []
  let codes = 0
  /** @type {any} */
  let last
  const asked = (/** @type {any} */ question) => {
    questions.push(question)
    return question
  }
  const signIn = () => {
    let recipient = /** @type {any} */ ({ mobile: OWN_NUMBER })
    return client.signIn({
      loginCode: () => `SECRET-login-${++codes}`,
      phoneCode: () => (user.presses ? `SECRET-phone-${++codes}` : undefined),
      recipient(/** @type {any} */ question) {
        asked(question)
        recipient = user.recipient
        return recipient
      },
      captcha: (/** @type {any} */ question) => asked(question) && 42,
      // Whoever has been told that the code is wrong gives up, and begins again.
      verifyCode: async (/** @type {any} */ question) => {
        asked(question)
        const own = tenant.code(OWN_NUMBER)
        return question.error ? undefined : own || tenant.code(recipient.mobile ?? recipient.email)
      },
    })
  }
  for (let attempts = 0; attempts < 4; attempts++) {
    last = await signIn().catch((/** @type {any} */ error) => error)
    const isEnd = last instanceof Error && ['fix', 'stop'].includes(/** @type {any} */ (last).next)
    if (isEnd || ['done', 'stop'].includes(last.next)) break
  }
  return { last, questions, requests: tenant.requests }
}

/**
 * @param {string} way
 * @param {string} call
 * @param {Trouble} trouble
 * @returns {Case}
 */
const callCase = (way, call, trouble) => ({
  name: `sign-in: ${trouble.name} at ${call}, where the user ${way}`,
  async run(api) {
    const { last, questions, requests } = await playCalls(api, WAYS[way].user, {
      hasSecondFactor: true,
      trouble: { ...trouble, call },
    })
    assertOnce({
      states: questions.map(({ error, ...question }) => ({ ...question, error: error?.toJSON?.() })),
      requests,
    })
    if (trouble.ends) equal([last.status, last.next], [trouble.ends, 'stop'], 'end')
    else if (trouble.audience) equal([last.code, last.audience], ['REFUSED', trouble.audience], 'end')
    else equal([last.status, Boolean(last.sessionToken)], ['SUCCESS', true], 'end')
  },
})

const ways = Object.keys(WAYS)

/** @type {Case[]} */
export const flows = [
  ...flatMap(ways, (way) =>
    flatMap([false, true], (hasSecondFactor) => {
      const calls = [...WAYS[way].calls, ...(hasSecondFactor ? SECOND_FACTOR : [])]
      return flatMap(calls, (call) =>
        [...FAULTS, ...MORE[call]].map((trouble) => flowCase(way, hasSecondFactor, call, trouble)),
      )
    }),
  ),
  ...flatMap(ways, (way) =>
    flatMap([...WAYS[way].calls, ...SECOND_FACTOR], (call) =>
      [...FAULTS, ...MORE[call]].filter(({ isAborted }) => !isAborted).map((trouble) => callCase(way, call, trouble)),
    ),
  ),
]
