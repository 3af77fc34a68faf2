// Restarts of the sign-in while a login or a bind is under way: what the service answers still counts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ASKED,
  allowed,
  createSignIn,
  DECLINED,
  DONE,
  failure,
  LOST,
  open,
  plays,
  rest,
  service,
  shown,
  start,
  tap,
} from './sign-in-double.mjs'

/**
 * @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs'
 * @import { Failure } from '../conformance/types.js'
 * @import { Opened } from './sign-in-double.mjs'
 */

/**
 * A page whose first press is under way, with the token of the first login; the next logins answer this.
 *
 * @param {...unknown} logins
 */
async function binding(...logins) {
  /** @type {string[]} */
  const told = []
  const bound = open()
  const onError = (/** @type {Failure} */ error) => told.push(error.code)
  const page = start(
    { login: [ASKED('first'), ...logins], bind: [bound, { ...DONE, sessionToken: 'second' }] },
    { onError },
  )
  await page.signIn.start()
  const pressed = page.signIn.press(allowed('phone-1'))
  await rest()
  const ends = () => [shown(page.signIn.state), page.signIn.result?.sessionToken]
  return { ...page, bound, pressed, told, ends }
}

test('a bind that answers SUCCESS during a restart signs in, whatever its login answers then', async () => {
  for (const late of [
    (/** @type {Opened} */ login) => login.resolve(ASKED('late')),
    (/** @type {Opened} */ login) => login.reject(LOST),
    () => {},
  ]) {
    const login = open()
    const { signIn, calls, bound, pressed, ends } = await binding(login)
    const restarted = signIn.restart()
    await rest()
    bound.resolve(DONE)
    assert.deepEqual([await pressed, await restarted, ends()], [signIn.state, signIn.state, ['done', 's']])
    late(login)
    await rest()
    assert.deepEqual(ends(), ['done', 's'])
    await signIn.press(allowed('phone-2'))
    assert.deepEqual(
      [ends(), calls],
      [
        ['done', 's'],
        ['login login-1', 'bind phone-1 first', 'login login-2'],
      ],
    )
  }
})

test('a login whose session comes after a restart counts', async () => {
  const login = open()
  const { signIn } = start({ login: [login, open()] })
  void signIn.start()
  await rest()
  const restarted = signIn.restart()
  await rest()
  login.resolve(DONE)
  assert.deepEqual([shown(await restarted), signIn.result?.sessionToken], ['done', 's'])
})

test('whatever else a bind ends in after a restart changes nothing; its Error is told', async () => {
  for (const login of [DONE, ASKED('late')]) {
    for (const answer of [failure('TIMEOUT', 'unknown', 'log-in'), { ...ASKED(), next: 'second-factor' }]) {
      const { signIn, bound, told } = await binding(login)
      const restarted = await signIn.restart()
      assert.equal(shown(restarted), login === DONE ? 'done' : 'phone')
      if (answer instanceof Error) bound.reject(answer)
      else bound.resolve(answer)
      await rest()
      assert.deepEqual([signIn.state, told], [restarted, answer instanceof Error ? ['TIMEOUT'] : []])
    }
  }
})

test('a start during a bind waits for the bind, and one at the end changes nothing', async () => {
  const { signIn, calls, states, bound, pressed, ends } = await binding()
  const started = signIn.start()
  bound.resolve(DONE)
  assert.deepEqual([await started, ends()], [await pressed, ['done', 's']])
  const before = states.length
  for (const state of [await signIn.start(), await signIn.press(DECLINED)]) assert.equal(state, signIn.state)
  assert.deepEqual([ends(), states.length, calls], [['done', 's'], before, ['login login-1', 'bind phone-1 first']])
})

plays('only a restart leaves the end', {
  answers: { login: [DONE, ASKED()] },
  taps: [
    [tap.start, 'done'],
    [tap.restart, 'phone'],
  ],
  calls: ['login login-1', 'login login-2'],
})

test('a login that hangs is given up by a restart, and so is the press that waited for it', async () => {
  const hung = open()
  /** @type {string[]} */
  const told = []
  const codes = [hung, 'login-2']
  const onError = (/** @type {Failure} */ error) => told.push(error.code)
  const { signIn, calls } = start({}, { loginCode: () => codes.shift(), onError })
  const [started, pressed] = [signIn.start(), signIn.press(allowed('phone-1'))]
  await rest()
  const state = await signIn.restart()
  assert.deepEqual([shown(state), await started, await pressed], ['phone', state, state])
  hung.resolve('too late')
  await rest()
  assert.deepEqual([signIn.state, calls], [state, ['login login-2']])
  assert.equal((await signIn.press(allowed('phone-1'))).step, 'done', 'the code was not sent before')
  assert.deepEqual([calls, told], [['login login-2', 'bind phone-1 st'], []])
})

test('a client that is never made is asked for anew by a restart', async () => {
  const made = [open(), service().client]
  const signIn = createSignIn({ client: () => made.shift(), loginCode: () => 'l' })
  const started = signIn.start()
  assert.equal((await signIn.restart()).step, 'phone')
  assert.equal((await started).step, 'phone')
})

plays('a start with a good state token changes nothing, one with an old token logs in', {
  answers: { login: [ASKED('first'), ASKED('second')] },
  taps: [
    [tap.start, 'phone'],
    [tap.wait(3 * 60_000)],
    [tap.start, 'phone'],
    [tap.wait(2 * 60_000)],
    [tap.start, 'phone'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1', 'login login-2', 'bind phone-1 second'],
})

test('whatever onChange calls, one login and one bind are sent', async () => {
  /** @type {any[]} */
  const inside = []
  const { signIn, calls } = start({}, { onChange: () => inside.push(page?.start(), page?.press(allowed())) })
  const page = signIn
  await page.start()
  await page.press(allowed())
  const states = await Promise.all(inside)
  assert.deepEqual([calls, states.at(-1)], [['login login-1', 'bind phone-1 st'], page.state])
  assert.equal(shown(page.state), 'done')
})

test('an onChange that restarts is left with the last attempt', async () => {
  let restarts = 0
  const { signIn, calls } = start(
    {},
    { onChange: (/** @type {SignInState} */ { busy }) => busy && restarts++ < 2 && void signIn.restart() },
  )
  assert.equal(shown(await signIn.start()), 'phone')
  assert.deepEqual(calls, ['login login-1'])
})
