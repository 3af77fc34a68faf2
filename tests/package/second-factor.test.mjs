// The second factor: a code to the number of the account, after any of the ways to be found.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ASKED, allowed, DECLINED, DONE, FACTOR, failure, shown, start } from './button.mjs'

const STEPS = { steps: ['second-factor'] }
const WRONG = failure('REFUSED', 'delivered', { errorCode: 'SDK.CAPTCHA.0007', next: 'verify-code' })

/** @param {Record<string, unknown[]>} answers */
async function messaged(answers) {
  const page = start({ logins: [FACTOR()], ...answers }, STEPS)
  await page.signIn.start()
  await page.signIn.requestCode()
  await page.signIn.solveCaptcha(42)
  return page
}

test('a known user answers the second factor', async () => {
  const { signIn, seen } = await messaged({})
  const { step, ways, sentTo } = signIn.state
  assert.deepEqual([step, ways, sentTo], ['second-factor', undefined, '139***'])
  assert.deepEqual(shown(await signIn.submitCode('123456')), ['done', false, undefined])
  assert.deepEqual(seen, [
    ['login', 'login-1'],
    ['mobileByToken', 'mfa'],
    ['captcha'],
    ['verifyCaptcha', 'puzzle', 42, '13900139000'],
    ['sendSms', '13900139000', 'mfa', 'solved'],
    ['mfaSms', '13900139000', '123456', 'mfa'],
  ])
})

test('it comes after a press and after a code, with a message of its own', async () => {
  const { signIn, seen } = start(
    { logins: [ASKED(), ASKED()], binds: [FACTOR()], codes: [FACTOR()] },
    { steps: ['verify-code', 'second-factor'] },
  )
  await signIn.start()
  assert.deepEqual(shown(await signIn.press(allowed())), ['second-factor', false, undefined])
  await signIn.restart()
  await signIn.requestCode({ mobile: '13800138000' })
  await signIn.solveCaptcha(42)
  const state = await signIn.submitCode('1')
  assert.deepEqual([state.step, state.sentTo, state.captcha], ['second-factor', undefined, undefined])
  assert.equal(await signIn.submitCode('1'), state, 'no code was sent for it')
  await signIn.requestCode({ mobile: '13800138000' })
  assert.deepEqual(seen.at(-2), ['mobileByToken', 'mfa'], 'the recipient is the number of the account')
})

test('without the step it ends the sign-in', async () => {
  const { signIn, seen } = start({ logins: [FACTOR()] }, { steps: ['verify-code'] })
  const state = await signIn.start()
  assert.deepEqual(state, { step: 'ended', busy: false, result: { status: 'MFA_AUTH' } })
  assert.equal(await signIn.requestCode(), state)
  assert.equal(seen.length, 1)
})

test('a press, allowed or declined, does nothing there', async () => {
  const { signIn, seen } = await messaged({})
  const before = signIn.state
  assert.equal(await signIn.press(allowed()), before)
  assert.equal(await signIn.press(DECLINED), before)
  assert.equal(seen.filter(([call]) => call === 'bind').length, 0)
})

test('a wrong code is asked for again, and denied access ends it', async () => {
  const { signIn } = await messaged({ factors: [WRONG, { ...DONE, status: 'ACCESS_DENIED', next: 'stop' }] })
  assert.deepEqual(shown(await signIn.submitCode('1')), ['second-factor', false, 'REFUSED'])
  assert.deepEqual(await signIn.submitCode('2'), { step: 'ended', busy: false, result: { status: 'ACCESS_DENIED' } })
})

test('an old state token is replaced by a login before the code is spent, and the code still counts', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const { signIn, seen } = await messaged({ logins: [FACTOR('old'), FACTOR('new')] })
  t.mock.timers.setTime(5 * 60_000)
  assert.equal((await signIn.submitCode('1')).step, 'done')
  assert.deepEqual(seen.slice(-2), [
    ['login', 'login-2'],
    ['mfaSms', '13900139000', '1', 'new'],
  ])
})

test('a login on the way that asks for something else leads there, and spends no code', async (t) => {
  for (const [login, expected] of [
    [ASKED(), ['phone', false, undefined]],
    [DONE, ['done', false, undefined]],
    [{ ...FACTOR(), next: 'stop' }, ['ended', false, undefined]],
  ]) {
    t.mock.timers.enable({ apis: ['Date'], now: 0 })
    const { signIn, seen } = await messaged({ logins: [FACTOR(), login] })
    t.mock.timers.setTime(5 * 60_000)
    assert.deepEqual(shown(await signIn.submitCode('1')), expected)
    assert.equal(seen.filter(([call]) => call === 'mfaSms').length, 0)
    t.mock.timers.reset()
  }
})

test('a number that can’t be had is told, and the next tap asks again, or logs in where the token is used up', async () => {
  for (const [error, calls] of [
    [failure('NETWORK', 'unknown', { next: 'retry' }), ['mobileByToken', 'captcha']],
    [failure('REFUSED', 'delivered', { errorCode: 'SDK.COMMON.1007' }), ['login', 'mobileByToken', 'captcha']],
  ]) {
    const numbers = [error, { mobile: '13900139000' }]
    const { signIn, seen } = start({ logins: [FACTOR(), FACTOR('new')], numbers }, STEPS)
    await signIn.start()
    assert.deepEqual(shown(await signIn.requestCode()), ['second-factor', false, error.code])
    const before = seen.length
    assert.ok((await signIn.requestCode()).captcha)
    assert.deepEqual(
      seen.slice(before).map(([call]) => call),
      calls,
    )
  }
})
