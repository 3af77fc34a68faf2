// Codes by message, without the phone-number button and as a second factor: whatever comes in whatever order, a code is sent once at
// most, and no puzzle is shown that is answered already.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ASKED,
  allowed,
  DECLINED,
  DENIED,
  DONE,
  FACTOR,
  failure,
  LOST,
  NOT_SENT,
  open,
  PUZZLE,
  plays,
  refused,
  rest,
  shown,
  start,
  tap,
} from './sign-in-double.mjs'

/** @import { Tap } from './sign-in-double.mjs' */

const MOBILE = { mobile: '13800138000' }
const EMAIL = { email: 'zhangwei@example.com' }
const STEPS = { steps: ['verify-code', 'second-factor'] }
const WRONG = refused('verify-code')
const UNSOLVED = refused('captcha')

/** The taps and the calls until a user has received a code. @type {[Tap, string?][]} */
const MESSAGED = [
  [tap.start, 'phone'],
  [tap.request(MOBILE), 'verify-code puzzle puzzle'],
  [tap.solve(), 'verify-code sent to 138***'],
]
const CAPTCHA = ['captcha', 'verifyCaptcha puzzle 42 13800138000', 'sendSms 13800138000 bind solved']
const CALLED = ['login login-1', ...CAPTCHA]

/** @param {string} name @param {Parameters<typeof plays>[1]} course */
const playsByCode = (name, { options, ...course }) => plays(name, { options: { ...STEPS, ...options }, ...course })

test('a user who declines has a code sent, and is bound by it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1000 })
  const ways = ['mobile', 'email']
  const { signIn, calls } = start({ login: [ASKED('st', { ways })] }, STEPS)
  await signIn.start()
  assert.deepEqual([shown(signIn.state), signIn.state.ways], ['phone', ways])
  assert.equal(shown(await signIn.press(DECLINED)), 'verify-code USER_DECLINED')
  const state = { step: 'verify-code', busy: false, result: { status: 'SOCIAL_BIND' }, ways }
  const captcha = { original: 'data:image/png;base64,puzzleA', jigsaw: 'data:image/png;base64,puzzleB' }
  assert.deepEqual(await signIn.requestCode(MOBILE), { ...state, captcha })
  assert.deepEqual(await signIn.solveCaptcha(42), { ...state, sentTo: '138***', resendAt: 61_000 })
  assert.equal(shown(await signIn.submitCode('123456')), 'done')
  assert.deepEqual(calls, [...CALLED, 'bindByCode 13800138000 123456 st'])
})

test('the time until another message is the page’s to choose', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1000 })
  const { signIn } = start({}, { ...STEPS, resendMs: 0 })
  await signIn.requestCode(MOBILE)
  assert.equal((await signIn.solveCaptcha(42)).resendAt, 1000)
})

playsByCode('a code by mail, and one that registers, go to their own calls', {
  options: { onUnknownUser: 'register' },
  taps: [
    [tap.request(EMAIL), 'verify-code puzzle puzzle'],
    [tap.solve(), 'verify-code sent to zha***'],
    [tap.submit(), 'done'],
  ],
  calls: [
    'login login-1',
    'captcha',
    'verifyCaptcha puzzle 42 zhangwei@example.com',
    'sendEmail zhangwei@example.com register solved',
    'registerAndBindByCode zhangwei@example.com 1 st',
  ],
})

playsByCode('the button still works after a decline, and beside a puzzle', {
  taps: [
    [tap.start, 'phone'],
    [tap.decline, 'verify-code USER_DECLINED'],
    [tap.request(MOBILE), 'verify-code puzzle puzzle'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1', 'captcha', 'bind phone-1 st'],
})

plays('without the step a decline leaves the button, and nothing else does anything', {
  taps: [
    [tap.start, 'phone'],
    [tap.decline, 'phone USER_DECLINED'],
    [tap.request(MOBILE), 'phone USER_DECLINED'],
    [tap.solve(), 'phone USER_DECLINED'],
    [tap.submit(), 'phone USER_DECLINED'],
  ],
  calls: ['login login-1'],
})

playsByCode('a recipient that the client refuses is told at once, and nothing is asked of the service', {
  taps: [
    [tap.start, 'phone'],
    ...[undefined, null, 'text', {}, { mobile: '' }].map(
      (recipient) => /** @type {[Tap, string]} */ ([tap.request(recipient), 'verify-code INVALID_PARAMS']),
    ),
    [tap.request(MOBILE), 'verify-code puzzle puzzle'],
  ],
  calls: ['login login-1', 'captcha'],
})

test('a puzzle has one answer: it is gone at once, and a wrong one is followed by another puzzle', async () => {
  const puzzles = [PUZZLE('first'), PUZZLE('second')]
  const { signIn, calls } = start({ captcha: puzzles, verifyCaptcha: [UNSOLVED, { captchaToken: 'solved' }] }, STEPS)
  await signIn.requestCode(MOBILE)
  const answered = signIn.solveCaptcha(7)
  assert.equal(shown(signIn.state), 'verify-code …')
  assert.equal(signIn.solveCaptcha(8), answered, 'a second answer is ignored')
  assert.equal(shown(await answered), 'verify-code puzzle second REFUSED')
  assert.equal((await signIn.solveCaptcha(42)).sentTo, '138***')
  assert.deepEqual(
    calls.filter((call) => call.startsWith('verifyCaptcha')),
    ['verifyCaptcha first 7 13800138000', 'verifyCaptcha second 42 13800138000'],
  )
})

for (const [error, puzzle, more] of /** @type {[Error, string, string[]][]} */ ([
  [NOT_SENT, 'first', []],
  [failure('NETWORK', 'unknown', 'captcha'), 'second', ['captcha']],
])) {
  playsByCode(`after an answer that fails the ${puzzle} puzzle is asked`, {
    answers: { captcha: [PUZZLE('first'), PUZZLE('second')], verifyCaptcha: [error, { captchaToken: 'solved' }] },
    taps: [
      [tap.request(MOBILE), 'verify-code puzzle first'],
      [tap.solve(7), `verify-code puzzle ${puzzle} NETWORK`],
      [tap.solve(), 'verify-code sent to 138***'],
    ],
    calls: [
      'login login-1',
      'captcha',
      'verifyCaptcha first 7 13800138000',
      ...more,
      `verifyCaptcha ${puzzle} 42 13800138000`,
      'sendSms 13800138000 bind solved',
    ],
  })
}

playsByCode('a message that was not sent is sent by one tap: with the same answer where that is still good', {
  answers: { sendSms: [NOT_SENT, UNSOLVED, {}] },
  taps: [
    ...MESSAGED.slice(0, 2),
    [tap.solve(), 'verify-code NETWORK'],
    [tap.request(), 'verify-code REFUSED'],
    [tap.request(), 'verify-code puzzle puzzle'],
    [tap.solve(), 'verify-code sent to 138***'],
  ],
  calls: [...CALLED, 'sendSms 13800138000 bind solved', ...CAPTCHA],
})

for (const error of [failure('TIMEOUT', 'unknown', 'captcha'), failure('BAD_RESPONSE', 'delivered', 'captcha')]) {
  playsByCode(`the code of a message whose reply was lost can be entered: ${error.code}`, {
    answers: { sendSms: [error] },
    taps: [...MESSAGED.slice(0, 2), [tap.solve(), `verify-code sent to 138*** ${error.code}`], [tap.submit(), 'done']],
    calls: [...CALLED, 'bindByCode 13800138000 1 st'],
  })
}

playsByCode('a code is sent once: a wrong one is asked for again, and the next message may bring the same', {
  answers: { bindByCode: [WRONG, WRONG, DONE] },
  taps: [
    ...MESSAGED,
    [tap.submit('1'), 'verify-code sent to 138*** REFUSED'],
    [tap.submit('1'), 'verify-code sent to 138*** REFUSED'],
    [tap.submit('2'), 'verify-code sent to 138*** REFUSED'],
    [tap.request(), 'verify-code puzzle puzzle sent to 138***'],
    [tap.solve(), 'verify-code sent to 138***'],
    [tap.submit('1'), 'done'],
  ],
  calls: [
    ...CALLED,
    'bindByCode 13800138000 1 st',
    'bindByCode 13800138000 2 st',
    ...CAPTCHA,
    'bindByCode 13800138000 1 st',
  ],
})

playsByCode('a code that was not sent is sent by the next tap', {
  answers: { bindByCode: [NOT_SENT, DONE] },
  taps: [...MESSAGED, [tap.submit(), 'verify-code sent to 138*** NETWORK'], [tap.submit(), 'done']],
  calls: [...CALLED, 'bindByCode 13800138000 1 st', 'bindByCode 13800138000 1 st'],
})

for (const [answer, end, more] of /** @type {[object, string, string[]][]} */ ([
  [DONE, 'done', []],
  [ASKED('new'), 'verify-code puzzle puzzle', ['captcha']],
])) {
  playsByCode(`a code whose reply was lost is spent, and the next tap logs in first: ${end}`, {
    answers: { login: [ASKED(), answer], bindByCode: [LOST] },
    taps: [
      ...MESSAGED,
      [tap.submit(), 'verify-code NETWORK'],
      [tap.submit(), 'verify-code NETWORK'],
      [tap.request(), end],
    ],
    calls: [...CALLED, 'bindByCode 13800138000 1 st', 'login login-2', ...more],
  })
}

playsByCode('a number that no account has can be replaced, and the state token is used again', {
  answers: { bindByCode: [refused('press'), DONE] },
  taps: [
    ...MESSAGED,
    [tap.submit(), 'verify-code REFUSED'],
    [tap.request(EMAIL), 'verify-code puzzle puzzle'],
    [tap.solve(), 'verify-code sent to zha***'],
    [tap.submit('2'), 'done'],
  ],
  calls: [
    ...CALLED,
    'bindByCode 13800138000 1 st',
    'captcha',
    'verifyCaptcha puzzle 42 zhangwei@example.com',
    'sendEmail zhangwei@example.com bind solved',
    'bindByCode zhangwei@example.com 2 st',
  ],
})

playsByCode('an old state token is replaced before a code is spent on it, and a login that fails keeps the code', {
  answers: { login: [ASKED('old'), LOST, ASKED('new')] },
  taps: [...MESSAGED, [tap.wait()], [tap.submit(), 'verify-code sent to 138*** NETWORK'], [tap.submit(), 'done']],
  calls: [...CALLED, 'login login-2', 'login login-3', 'bindByCode 13800138000 1 new'],
})

playsByCode('another recipient begins anew, and its code alone counts', {
  taps: [
    ...MESSAGED,
    [tap.request({ mobile: '13600136000' }), 'verify-code puzzle puzzle'],
    [tap.submit('1'), 'verify-code puzzle puzzle'],
    [tap.solve(), 'verify-code sent to 136***'],
    [tap.submit('1'), 'done'],
  ],
  calls: [
    ...CALLED,
    ...CAPTCHA.map((call) => call.replace('13800138000', '13600136000')),
    'bindByCode 13600136000 1 st',
  ],
})

playsByCode('the same recipient keeps the code of the last message beside the new puzzle', {
  taps: [...MESSAGED, [tap.request(), 'verify-code puzzle puzzle sent to 138***'], [tap.submit(), 'done']],
  calls: [...CALLED, 'captcha', 'bindByCode 13800138000 1 st'],
})

test('of two taps in a row the first one counts, whatever the second one is', async () => {
  const puzzle = open()
  const { signIn, calls } = start({ captcha: [puzzle] }, STEPS)
  await signIn.start()
  const first = signIn.requestCode(MOBILE)
  for (const second of [signIn.requestCode(EMAIL), signIn.press(allowed()), signIn.press(DECLINED), signIn.start()])
    assert.equal(second, first)
  puzzle.resolve(PUZZLE())
  assert.equal(shown(await first), 'verify-code puzzle puzzle')
  assert.deepEqual(calls, ['login login-1', 'captcha'])
})

test('a request before the login has answered waits for it', async () => {
  const login = open()
  const { signIn, calls } = start({ login: [login] }, STEPS)
  const [, requested] = [signIn.start(), signIn.requestCode(MOBILE)]
  login.resolve(ASKED())
  assert.equal(shown(await requested), 'verify-code puzzle puzzle')
  assert.deepEqual(calls, ['login login-1', 'captcha'])
})

playsByCode('a restart forgets the puzzle, the message and the code', {
  taps: [
    ...MESSAGED,
    [tap.request(), 'verify-code puzzle puzzle sent to 138***'],
    [tap.restart, 'phone'],
    [tap.solve(), 'phone'],
    [tap.submit(), 'phone'],
  ],
  calls: [...CALLED, 'captcha', 'login login-2'],
})

for (const [answer, end] of /** @type {[any, string][]} */ ([
  [DONE, 'done'],
  [FACTOR(), 'phone'],
  [WRONG, 'phone'],
])) {
  test(`after a restart a session that a code brings counts, and nothing else: ${answer.status ?? answer.code}`, async () => {
    const bound = open()
    const { signIn } = start({ bindByCode: [bound] }, STEPS)
    for (const [tap] of MESSAGED) await tap(signIn, /** @type {any} */ (undefined))
    const submitted = signIn.submitCode('1')
    await rest()
    await signIn.restart()
    if (answer instanceof Error) bound.reject(answer)
    else bound.resolve(answer)
    await rest()
    assert.deepEqual([shown(signIn.state), Boolean(signIn.result?.sessionToken)], [end, end === 'done'])
    assert.equal((await submitted).busy, false)
  })
}

for (const [call, answer] of Object.entries({ captcha: {}, verifyCaptcha: undefined, bindByCode: {} })) {
  test(`a client whose ${call} answers what no client answers is told as such`, async () => {
    const { signIn } = start({ [call]: [answer] }, STEPS)
    for (const [tap] of MESSAGED) await tap(signIn, /** @type {any} */ (undefined))
    const { error } = signIn.state.sentTo ? await signIn.submitCode('1') : signIn.state
    assert.deepEqual(
      [error?.code, error?.callback, error?.step, error?.delivery],
      ['CALLBACK', 'client', call, 'unknown'],
    )
  })
}

// The second factor: a code to the number of the account.

const SECOND = { steps: ['second-factor'] }
const BY_FACTOR = CAPTCHA.map((call) =>
  call.replace('13800138000 bind', '13900139000 mfa').replace('13800138000', '13900139000'),
)
/** @type {typeof MESSAGED} */
const SENT = [
  [tap.start, 'second-factor'],
  [tap.request(), 'second-factor puzzle puzzle'],
  [tap.solve(), 'second-factor sent to 139***'],
]

plays('a known user answers the second factor, where a press, allowed or declined, does nothing', {
  answers: { login: [FACTOR()], mfaSms: [WRONG, DONE] },
  options: SECOND,
  taps: [
    ...SENT,
    [tap.press(), 'second-factor sent to 139***'],
    [tap.decline, 'second-factor sent to 139***'],
    [tap.submit('1'), 'second-factor sent to 139*** REFUSED'],
    [tap.submit('2'), 'done'],
  ],
  calls: ['login login-1', 'mobileByToken mfa', ...BY_FACTOR, 'mfaSms 13900139000 1 mfa', 'mfaSms 13900139000 2 mfa'],
})

playsByCode('it comes after a press and after a code, with a message of its own, to the number of the account', {
  answers: { bind: [FACTOR()], bindByCode: [FACTOR()] },
  taps: [
    [tap.start, 'phone'],
    [tap.press(), 'second-factor'],
    [tap.restart, 'phone'],
    ...MESSAGED.slice(1),
    [tap.submit('1'), 'second-factor'],
    [tap.submit('1'), 'second-factor'],
    [tap.request(MOBILE), 'second-factor puzzle puzzle'],
  ],
  calls: [
    'login login-1',
    'bind phone-1 st',
    'login login-2',
    ...CAPTCHA,
    'bindByCode 13800138000 1 st',
    'mobileByToken mfa',
    'captcha',
  ],
})

plays('without the step, or where access is denied, it ends the sign-in', {
  answers: { login: [FACTOR()] },
  options: { steps: ['verify-code'] },
  taps: [
    [tap.start, 'ended'],
    [tap.request(), 'ended'],
  ],
  calls: ['login login-1'],
})

plays('denied access ends it', {
  answers: { login: [FACTOR()], mfaSms: [DENIED] },
  options: SECOND,
  taps: [...SENT, [tap.submit(), 'ended']],
  calls: ['login login-1', 'mobileByToken mfa', ...BY_FACTOR, 'mfaSms 13900139000 1 mfa'],
})

for (const [answer, end, more] of /** @type {[object, string, string[]][]} */ ([
  [FACTOR('new'), 'done', ['mfaSms 13900139000 1 new']],
  [ASKED(), 'phone', []],
  [DONE, 'done', []],
  [{ ...FACTOR(), next: 'stop' }, 'ended', []],
])) {
  plays(`an old state token is replaced by a login, which may lead elsewhere: ${Object.values(answer).slice(0, 2)}`, {
    answers: { login: [FACTOR(), answer] },
    options: SECOND,
    taps: [...SENT, [tap.wait()], [tap.submit(), end]],
    calls: ['login login-1', 'mobileByToken mfa', ...BY_FACTOR, 'login login-2', ...more],
  })
}

for (const [error, more] of /** @type {[any, string[]][]} */ ([
  [failure('NETWORK', 'unknown', 'retry'), ['mobileByToken mfa']],
  [refused('log-in'), ['login login-2', 'mobileByToken new']],
])) {
  plays(`a number that can’t be had is told, and the next tap goes on: ${error.code}`, {
    answers: { login: [FACTOR(), FACTOR('new')], mobileByToken: [error, { mobile: '13900139000' }] },
    options: SECOND,
    taps: [
      [tap.start, 'second-factor'],
      [tap.request(), `second-factor ${error.code}`],
      [tap.request(), 'second-factor puzzle puzzle'],
    ],
    calls: ['login login-1', 'mobileByToken mfa', ...more, 'captcha'],
  })
}
