// Restarts of the sign-in while a login or a bind is under way: what the service answers still counts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ASKED,
  allowed,
  calls,
  createSignIn,
  DECLINED,
  DONE,
  failure,
  open,
  rest,
  service,
  shown,
  start,
} from './button.mjs'

/**
 * @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs'
 * @import { Failure } from '../conformance/types.js'
 * @import { Opened } from './button.mjs'
 */

/** @param {ReturnType<typeof start>['signIn']} signIn */
const session = ({ result }) => result?.sessionToken

/**
 * A page whose first press is under way, with the token of the first login.
 *
 * @param {{ logins?: unknown[], options?: object }} [options]
 */
async function binding({ logins = [], options } = {}) {
  const bound = open()
  const page = start(
    { logins: [ASKED('first'), ...logins], binds: [bound, { ...DONE, sessionToken: 'second' }] },
    options,
  )
  await page.signIn.start()
  const pressed = page.signIn.press(allowed('phone-1'))
  await rest()
  return { ...page, bound, pressed }
}

test('a bind that answers SUCCESS during a restart signs in, whatever its login answers then', async () => {
  for (const late of [
    (/** @type {Opened} */ login) => login.resolve(ASKED('late')),
    (/** @type {Opened} */ login) => login.reject(failure('NETWORK', 'unknown')),
    () => {},
  ]) {
    const login = open()
    const { signIn, seen, bound, pressed } = await binding({ logins: [login] })
    const restarted = signIn.restart()
    await rest()
    bound.resolve(DONE)
    for (const state of [await pressed, await restarted])
      assert.deepEqual([shown(state), session(signIn)], [['done', false, undefined], 's'])
    late(login)
    await rest()
    assert.deepEqual([shown(signIn.state), session(signIn)], [['done', false, undefined], 's'])
    await signIn.press(allowed('phone-2'))
    assert.equal(session(signIn), 's')
    assert.deepEqual(calls(seen), ['login login-1', 'bind phone-1', 'login login-2'])
  }
})

test('a bind that fails after a restart changes nothing, and its Error is told', async () => {
  for (const [login, expected] of [
    [DONE, ['done', false, undefined]],
    [ASKED('late'), ['phone', false, undefined]],
  ]) {
    /** @type {any[]} */
    const told = []
    const { signIn, bound } = await binding({
      logins: [login],
      options: { onError: (/** @type {Failure} */ error) => told.push(error.code) },
    })
    const restarted = await signIn.restart()
    assert.deepEqual(shown(restarted), expected)
    bound.reject(failure('TIMEOUT', 'unknown'))
    await rest()
    assert.deepEqual([signIn.state, told], [restarted, ['TIMEOUT']])
  }
})

test('a bind that asks for something else after a restart changes nothing', async () => {
  const { signIn, bound } = await binding({ logins: [ASKED('late')] })
  const restarted = await signIn.restart()
  bound.resolve({ ...DONE, status: 'MFA_AUTH', next: 'second-factor', sessionToken: undefined })
  await rest()
  assert.equal(signIn.state, restarted)
})

test('a start during a bind waits for the bind, and one at the end changes nothing', async () => {
  const { signIn, seen, states, bound, pressed } = await binding()
  const started = signIn.start()
  bound.resolve(DONE)
  assert.deepEqual([await started, session(signIn)], [await pressed, 's'])
  const before = states.length
  assert.equal(await signIn.start(), signIn.state)
  assert.equal(await signIn.press(DECLINED), signIn.state)
  assert.deepEqual(
    [shown(signIn.state), states.length, calls(seen)],
    [['done', false, undefined], before, ['login login-1', 'bind phone-1']],
  )
})

test('only a restart leaves the end', async () => {
  const { signIn, seen } = start({ logins: [DONE, ASKED()] })
  await signIn.start()
  assert.deepEqual([shown(await signIn.restart()), session(signIn)], [['phone', false, undefined], undefined])
  assert.deepEqual(calls(seen), ['login login-1', 'login login-2'])
})

test('a login that hangs is given up by a restart, and so is the press that waited for it', async () => {
  const hung = open()
  /** @type {string[]} */
  const told = []
  const codes = [hung, 'login-2']
  const { signIn, seen } = start(
    {},
    { loginCode: () => codes.shift(), onError: (/** @type {Failure} */ error) => told.push(error.code) },
  )
  const [started, pressed] = [signIn.start(), signIn.press(allowed('phone-1'))]
  await rest()
  const state = await signIn.restart()
  assert.deepEqual([shown(state), await started, await pressed], [['phone', false, undefined], state, state])
  hung.resolve('too late')
  await rest()
  assert.deepEqual([signIn.state, calls(seen)], [state, ['login login-2']])
  assert.equal((await signIn.press(allowed('phone-1'))).step, 'done', 'the code was not sent before')
  assert.deepEqual([calls(seen), told], [['login login-2', 'bind phone-1'], []])
})

test('a client that is never made is asked for anew by a restart', async () => {
  const { client } = service({})
  const made = [open(), client]
  const signIn = createSignIn({ client: () => made.shift(), loginCode: () => 'l' })
  const started = signIn.start()
  assert.equal((await signIn.restart()).step, 'phone')
  assert.equal((await started).step, 'phone')
})

test('a start with a good state token changes nothing, one with an old token logs in', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const { signIn, seen } = start({ logins: [ASKED('first'), ASKED('second')] })
  await signIn.start()
  t.mock.timers.setTime(3 * 60_000)
  assert.equal(await signIn.start(), signIn.state)
  t.mock.timers.setTime(5 * 60_000)
  assert.deepEqual(shown(await signIn.start()), ['phone', false, undefined])
  await signIn.press(allowed())
  assert.deepEqual(seen, [
    ['login', 'login-1'],
    ['login', 'login-2'],
    ['bind', 'phone-1', 'second'],
  ])
})

test('a login that failed over an old state token is made up for by the next press', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const { signIn, seen } = start({ logins: [ASKED('first'), failure('NETWORK', 'unknown'), ASKED('third')] })
  await signIn.start()
  t.mock.timers.setTime(5 * 60_000)
  assert.deepEqual(shown(await signIn.press(allowed())), ['phone', false, 'NETWORK'])
  assert.deepEqual(shown(await signIn.press(allowed())), ['done', false, undefined])
  assert.deepEqual(seen.at(-1), ['bind', 'phone-1', 'third'])
})

test('whatever onChange calls, one login and one bind are sent', async () => {
  /** @type {any[]} */
  const inside = []
  const { signIn, seen } = start({}, { onChange: () => inside.push(page?.start(), page?.press(allowed())) })
  const page = signIn
  await page.start()
  await page.press(allowed())
  const states = await Promise.all(inside)
  assert.deepEqual([calls(seen), states.at(-1)], [['login login-1', 'bind phone-1'], page.state])
  assert.equal(page.state.step, 'done')
})

test('an onChange that restarts is left with the last attempt', async () => {
  let restarts = 0
  const { signIn, seen } = start(
    {},
    { onChange: (/** @type {SignInState} */ { busy }) => busy && restarts++ < 2 && void signIn.restart() },
  )
  assert.deepEqual(shown(await signIn.start()), ['phone', false, undefined])
  assert.deepEqual(calls(seen), ['login login-1'])
})
