// The verification code in the place of the phone-number button: whatever comes in whatever order, a code is sent once at most, and no
// puzzle is shown that is answered already.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ASKED, allowed, DECLINED, DONE, FACTOR, failure, open, PUZZLE, rest, shown, start } from './button.mjs'

const MOBILE = { mobile: '13800138000' }
const EMAIL = { email: 'zhangwei@example.com' }
const STEPS = { steps: ['verify-code', 'second-factor'] }
const WRONG = failure('REFUSED', 'delivered', { errorCode: 'SDK.CAPTCHA.0007', next: 'verify-code' })
const UNSOLVED = failure('REFUSED', 'delivered', { errorCode: 'SDK.CAPTCHA.0002', next: 'captcha' })
const NOT_SENT = failure('REFUSED', 'delivered', { errorCode: 'SDK.CAPTCHA.0006', next: 'captcha' })

/** @param {Record<string, unknown[]>} answers @param {object} [options] */
async function opened(answers, options) {
  const page = start(answers, { ...STEPS, ...options })
  await page.signIn.start()
  return page
}

/**
 * A page whose user has received a code.
 *
 * @param {Record<string, unknown[]>} answers
 * @param {object} [options]
 */
async function messaged(answers, options) {
  const page = await opened(answers, options)
  await page.signIn.requestCode(MOBILE)
  await page.signIn.solveCaptcha(42)
  return page
}

/** @param {any[]} seen */
const called = (seen) => seen.map(([call]) => call)
const WAY = ['login', 'captcha', 'verifyCaptcha', 'sendSms']

test('a user who declines has a code sent, and is bound by it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1000 })
  const { signIn, seen, states } = await opened({ logins: [{ ...ASKED(), ways: ['mobile', 'email'] }] })
  assert.deepEqual([signIn.state.step, signIn.state.ways], ['phone', ['mobile', 'email']])
  const declined = await signIn.press(DECLINED)
  assert.deepEqual(shown(declined), ['verify-code', false, 'USER_DECLINED'])
  const puzzle = await signIn.requestCode(MOBILE)
  assert.deepEqual(puzzle, {
    step: 'verify-code',
    busy: false,
    result: { status: 'SOCIAL_BIND' },
    ways: ['mobile', 'email'],
    captcha: { original: 'data:image/png;base64,puzzleA', jigsaw: 'data:image/png;base64,puzzleB' },
  })
  const sent = await signIn.solveCaptcha(42)
  assert.deepEqual(sent, {
    step: 'verify-code',
    busy: false,
    result: { status: 'SOCIAL_BIND' },
    ways: ['mobile', 'email'],
    sentTo: '138***',
    resendAt: 61_000,
  })
  assert.deepEqual(shown(await signIn.submitCode('123456')), ['done', false, undefined])
  assert.deepEqual(seen, [
    ['login', 'login-1'],
    ['captcha'],
    ['verifyCaptcha', 'puzzle', 42, '13800138000'],
    ['sendSms', '13800138000', 'bind', 'solved'],
    ['bindByCode', '13800138000', '123456', 'st'],
  ])
  assert.deepEqual(JSON.parse(JSON.stringify(states)), states, 'plain data for setData')
})

test('a code by mail, and one that registers, go to their own calls', async () => {
  const { signIn, seen } = await opened({}, { onUnknownUser: 'register', resendMs: 0 })
  await signIn.requestCode(EMAIL)
  const { sentTo, resendAt } = await signIn.solveCaptcha(42)
  assert.deepEqual([sentTo, Number(resendAt) <= Date.now()], ['zha***', true])
  await signIn.submitCode('123456')
  assert.deepEqual(seen.slice(2), [
    ['verifyCaptcha', 'puzzle', 42, EMAIL.email],
    ['sendEmail', EMAIL.email, 'register', 'solved'],
    ['registerAndBindByCode', EMAIL.email, '123456', 'st'],
  ])
})

test('the button still works after a decline, and beside a puzzle', async () => {
  const { signIn, seen } = await opened({})
  await signIn.press(DECLINED)
  await signIn.requestCode(MOBILE)
  assert.equal((await signIn.press(allowed())).step, 'done')
  assert.deepEqual(seen.at(-1), ['bind', 'phone-1', 'st'])
})

test('without the step a decline leaves the button, and nothing else does anything', async () => {
  const { signIn, seen } = start({})
  await signIn.start()
  const declined = await signIn.press(DECLINED)
  assert.deepEqual([shown(declined), declined.ways], [['phone', false, 'USER_DECLINED'], undefined])
  for (const state of [await signIn.requestCode(MOBILE), await signIn.solveCaptcha(1), await signIn.submitCode('1')])
    assert.equal(state, declined)
  assert.deepEqual(called(seen), ['login'])
})

test('a recipient that the client refuses is told at once, and nothing is asked of the service', async () => {
  const { signIn, seen } = await opened({})
  for (const recipient of [undefined, null, 'text', {}, { mobile: '' }])
    assert.deepEqual(shown(await signIn.requestCode(recipient)), ['verify-code', false, 'INVALID_PARAMS'])
  assert.deepEqual(called(seen), ['login'])
  assert.ok((await signIn.requestCode(MOBILE)).captcha)
})

test('a puzzle has one answer: it is gone at once, and a wrong one is followed by another puzzle', async () => {
  const { signIn, seen, states } = await opened({
    puzzles: [PUZZLE('first'), PUZZLE('second')],
    solutions: [UNSOLVED, { captchaToken: 'solved' }],
  })
  await signIn.requestCode(MOBILE)
  const answered = signIn.solveCaptcha(7)
  assert.deepEqual([signIn.state.busy, signIn.state.captcha], [true, undefined])
  assert.equal(signIn.solveCaptcha(8), answered, 'a second answer is ignored')
  const wrong = await answered
  assert.deepEqual(
    [shown(wrong), wrong.captcha.original],
    [['verify-code', false, 'REFUSED'], 'data:image/png;base64,secondA'],
  )
  assert.equal((await signIn.solveCaptcha(42)).sentTo, '138***')
  assert.deepEqual(
    seen.filter(([call]) => call === 'verifyCaptcha').map(([, token, x]) => [token, x]),
    [
      ['first', 7],
      ['second', 42],
    ],
  )
  const pictures = states.map(({ captcha }) => captcha?.original).filter(Boolean)
  assert.equal(
    pictures.lastIndexOf('data:image/png;base64,firstA') < pictures.indexOf('data:image/png;base64,secondA'),
    true,
  )
})

test('an answer that was not sent can be given again; one that may have been can’t', async () => {
  for (const [delivery, next, token] of [
    ['not-sent', 'retry', 'first'],
    ['unknown', 'captcha', 'second'],
  ]) {
    const { signIn } = await opened({
      puzzles: [PUZZLE('first'), PUZZLE('second')],
      solutions: [failure('NETWORK', delivery, { next }), { captchaToken: 'solved' }],
    })
    await signIn.requestCode(MOBILE)
    const state = await signIn.solveCaptcha(42)
    assert.deepEqual([state.error.code, state.captcha.original], ['NETWORK', `data:image/png;base64,${token}A`])
    assert.equal((await signIn.solveCaptcha(42)).sentTo, '138***')
  }
})

test('a message that was not sent is sent by one tap: with the same answer where that is still good', async () => {
  for (const [error, calls] of [
    [failure('NETWORK', 'not-sent'), ['sendSms']],
    [NOT_SENT, ['captcha', 'verifyCaptcha', 'sendSms']],
  ]) {
    const { signIn, seen } = await messaged({ sends: [error, { httpStatus: 200 }] })
    assert.deepEqual(
      [signIn.state.error.code, signIn.state.sentTo, signIn.state.captcha],
      [error.code, undefined, undefined],
    )
    const before = seen.length
    let state = await signIn.requestCode()
    if (state.captcha) state = await signIn.solveCaptcha(42)
    assert.deepEqual([state.sentTo, state.error], ['138***', undefined])
    assert.deepEqual(called(seen.slice(before)), calls)
  }
})

test('the code of a message whose reply was lost can be entered', async () => {
  for (const error of [
    failure('TIMEOUT', 'unknown', { next: 'captcha' }),
    failure('BAD_RESPONSE', 'delivered', { next: 'captcha' }),
  ]) {
    const { signIn } = await messaged({ sends: [error] })
    assert.deepEqual([signIn.state.error.code, signIn.state.sentTo], [error.code, '138***'])
    assert.equal((await signIn.submitCode('123456')).step, 'done')
  }
})

test('a code is sent once: a wrong one is asked for again, and the next message may bring the same', async () => {
  const { signIn, seen } = await messaged({ codes: [WRONG, WRONG, DONE] })
  const wrong = await signIn.submitCode('1')
  assert.deepEqual([shown(wrong), wrong.sentTo], [['verify-code', false, 'REFUSED'], '138***'])
  assert.equal(await signIn.submitCode('1'), wrong)
  await signIn.submitCode('2')
  await signIn.requestCode()
  await signIn.solveCaptcha(42)
  assert.equal((await signIn.submitCode('1')).step, 'done')
  assert.deepEqual(
    seen.filter(([call]) => call === 'bindByCode').map(([, , code]) => code),
    ['1', '2', '1'],
  )
})

test('a code that was not sent is sent by the next tap', async () => {
  const { signIn } = await messaged({ codes: [failure('NETWORK', 'not-sent'), DONE] })
  assert.deepEqual(shown(await signIn.submitCode('1')), ['verify-code', false, 'NETWORK'])
  assert.equal((await signIn.submitCode('1')).step, 'done')
})

test('a code whose reply was lost is spent: the next tap logs in first, because the user may be bound', async () => {
  for (const [login, step, calls] of [
    [DONE, 'done', ['login']],
    [ASKED('new'), 'verify-code', ['login', 'captcha']],
  ]) {
    const { signIn, seen } = await messaged({ logins: [ASKED(), login], codes: [failure('NETWORK', 'unknown')] })
    const lost = await signIn.submitCode('1')
    assert.deepEqual([shown(lost), lost.sentTo], [['verify-code', false, 'NETWORK'], undefined])
    assert.equal(await signIn.submitCode('1'), lost)
    const before = seen.length
    assert.equal((await signIn.requestCode()).step, step)
    assert.deepEqual(called(seen.slice(before)), calls)
  }
})

test('a number that no account has can be replaced, and the state token is used again', async () => {
  const unknown = failure('REFUSED', 'delivered', { errorCode: 'SDK.COMMON.1013', next: 'press' })
  const { signIn, seen } = await messaged({ codes: [unknown, DONE] })
  const state = await signIn.submitCode('1')
  assert.deepEqual([shown(state), state.sentTo], [['verify-code', false, 'REFUSED'], undefined])
  await signIn.requestCode(EMAIL)
  await signIn.solveCaptcha(42)
  await signIn.submitCode('2')
  assert.deepEqual(seen.at(-1), ['bindByCode', EMAIL.email, '2', 'st'])
})

test('an old state token is replaced before a code is spent on it, without another message', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const { signIn, seen } = await messaged({ logins: [ASKED('old'), ASKED('new')] })
  t.mock.timers.setTime(5 * 60_000)
  assert.equal((await signIn.submitCode('1')).step, 'done')
  assert.deepEqual(seen.slice(4), [
    ['login', 'login-2'],
    ['bindByCode', '13800138000', '1', 'new'],
  ])
})

test('a login that fails before a code is spent keeps the code for the next tap', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const { signIn } = await messaged({ logins: [ASKED('old'), failure('NETWORK', 'unknown'), ASKED('new')] })
  t.mock.timers.setTime(5 * 60_000)
  const failed = await signIn.submitCode('1')
  assert.deepEqual([shown(failed), failed.sentTo], [['verify-code', false, 'NETWORK'], '138***'])
  assert.equal((await signIn.submitCode('1')).step, 'done')
})

test('another recipient begins anew, and its code alone counts', async () => {
  const { signIn, seen } = await messaged({})
  const other = await signIn.requestCode({ mobile: '13600136000' })
  assert.deepEqual([other.sentTo, other.resendAt, Boolean(other.captcha)], [undefined, undefined, true])
  assert.equal(await signIn.submitCode('1'), other)
  await signIn.solveCaptcha(42)
  await signIn.submitCode('1')
  assert.deepEqual(seen.at(-1), ['bindByCode', '13600136000', '1', 'st'])
})

test('the same recipient keeps the code of the last message beside the new puzzle', async () => {
  const { signIn } = await messaged({})
  const state = await signIn.requestCode()
  assert.deepEqual([state.sentTo, Boolean(state.captcha)], ['138***', true])
  assert.equal((await signIn.submitCode('1')).step, 'done')
})

test('of two taps in a row the first one counts, whatever the second one is', async () => {
  const puzzle = open()
  const { signIn, seen } = await opened({ puzzles: [puzzle] })
  const first = signIn.requestCode(MOBILE)
  for (const second of [signIn.requestCode(EMAIL), signIn.press(allowed()), signIn.press(DECLINED), signIn.start()])
    assert.equal(second, first)
  puzzle.resolve(PUZZLE())
  assert.ok((await first).captcha)
  assert.deepEqual(called(seen), ['login', 'captcha'])
})

test('a request before the login has answered waits for it, and one without a login logs in', async () => {
  const login = open()
  const { signIn, seen } = start({ logins: [login] }, STEPS)
  const [, requested] = [signIn.start(), signIn.requestCode(MOBILE)]
  login.resolve(ASKED())
  assert.ok((await requested).captcha)
  const other = start({}, STEPS)
  assert.ok((await other.signIn.requestCode(MOBILE)).captcha)
  assert.deepEqual(
    [called(seen), called(other.seen)],
    [
      ['login', 'captcha'],
      ['login', 'captcha'],
    ],
  )
})

test('a restart forgets the puzzle, the message and the code', async () => {
  const { signIn, seen } = await messaged({ logins: [ASKED(), ASKED('second')] })
  await signIn.requestCode()
  const state = await signIn.restart()
  assert.deepEqual(state, { step: 'phone', busy: false, result: { status: 'SOCIAL_BIND' }, ways: ['mobile'] })
  for (const tapped of [await signIn.solveCaptcha(42), await signIn.submitCode('1')]) assert.equal(tapped, state)
  assert.deepEqual(called(seen), [...WAY, 'captcha', 'login'])
})

test('a session that a code brings counts after a restart; whatever else it brings doesn’t', async () => {
  for (const [answer, expected] of [
    [DONE, ['done', 's']],
    [FACTOR(), ['phone', undefined]],
    [WRONG, ['phone', undefined]],
  ]) {
    const bound = open()
    const { signIn } = await messaged({ logins: [ASKED(), ASKED('second')], codes: [bound] })
    const submitted = signIn.submitCode('1')
    await rest()
    await signIn.restart()
    if (answer instanceof Error) bound.reject(answer)
    else bound.resolve(answer)
    await rest()
    assert.deepEqual([signIn.state.step, signIn.result?.sessionToken], expected)
    assert.equal((await submitted).busy, false)
  }
})

test('a login whose session comes after a restart counts', async () => {
  const login = open()
  const { signIn } = start({ logins: [login, open()] }, STEPS)
  void signIn.start()
  await rest()
  const restarted = signIn.restart()
  await rest()
  login.resolve(DONE)
  assert.deepEqual([(await restarted).step, signIn.result?.sessionToken], ['done', 's'])
})

test('a client that answers what no client answers is told as such', async () => {
  for (const [name, answers, answer] of [
    ['captcha', 'puzzles', {}],
    ['verifyCaptcha', 'solutions', undefined],
    ['bindByCode', 'codes', {}],
  ]) {
    const { signIn } = await messaged({ [String(answers)]: [answer] })
    const { error } = signIn.state.sentTo ? await signIn.submitCode('1') : signIn.state
    assert.deepEqual([error.code, error.callback, error.step, error.delivery], ['CALLBACK', 'client', name, 'unknown'])
  }
})
