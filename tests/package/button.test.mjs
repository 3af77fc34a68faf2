// Presses of the phone-number button: whatever comes in whatever order, a code is sent once at most, and no session is lost.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ASKED,
  allowed,
  createSignIn,
  DECLINED,
  DONE,
  failure,
  rest,
  service,
  shown,
  start,
  unhandled,
} from './button.mjs'

/** @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs' */

test('a page logs in, shows the button where it is asked to, and binds at the press', async () => {
  const { signIn, seen, states } = start({})
  assert.deepEqual(shown(await signIn.start()), ['phone', false, undefined])
  const state = await signIn.press(allowed())
  assert.deepEqual([shown(state), signIn.result?.sessionToken], [['done', false, undefined], 's'])
  assert.deepEqual(seen, [
    ['login', 'login-1'],
    ['bind', 'phone-1', 'st'],
  ])
  assert.deepEqual(states.map(shown), [
    ['login', true, undefined],
    ['phone', false, undefined],
    ['phone', true, undefined],
    ['done', false, undefined],
  ])
  assert.deepEqual(JSON.parse(JSON.stringify(states)), states, 'plain data for setData')
})

test('a known user needs no button, and a press sends nothing', async () => {
  const { signIn, seen } = start({ logins: [DONE] })
  assert.deepEqual(shown(await signIn.start()), ['done', false, undefined])
  assert.deepEqual(shown(await signIn.press(allowed())), ['done', false, undefined])
  assert.deepEqual(seen, [['login', 'login-1']])
})

test('a press before the login has answered waits for it', async () => {
  for (const { login, expected } of [
    { login: ASKED(), expected: ['done', 2] },
    { login: DONE, expected: ['done', 1] },
  ]) {
    /** @type {any} */
    let answer
    const { signIn, seen, states } = start({ logins: [new Promise((resolve) => (answer = resolve))] })
    const [, pressed] = [signIn.start(), signIn.press(allowed())]
    answer(login)
    assert.deepEqual([(await pressed).step, seen.length], expected)
    assert.deepEqual(
      states.map(({ busy }) => busy).indexOf(false),
      states.length - 1,
      'a button that is disabled while `busy` stays so until the end',
    )
  }
})

test('a press without a login logs in first', async () => {
  const { signIn, seen } = start({})
  assert.equal((await signIn.press(allowed())).step, 'done')
  assert.deepEqual(
    seen.map(([call]) => call),
    ['login', 'bind'],
  )
})

test('of two presses in a row the first one counts', async () => {
  const { signIn, seen } = start({})
  await signIn.start()
  const presses = await Promise.all([
    signIn.press(allowed('first')),
    signIn.press(allowed('second')),
    signIn.press(DECLINED),
  ])
  assert.deepEqual(
    presses.map(({ step }) => step),
    ['done', 'done', 'done'],
  )
  assert.deepEqual(seen.slice(1), [['bind', 'first', 'st']])
})

test('after a decline everything is as before, and the next press binds', async () => {
  const { signIn, seen } = start({})
  await signIn.start()
  const state = await signIn.press(DECLINED)
  assert.deepEqual(
    [shown(state), state.error.reason, state.error.audience],
    [['phone', false, 'USER_DECLINED'], 'declined', 'user'],
  )
  assert.equal(seen.length, 1)
  const bound = await signIn.press(allowed())
  assert.deepEqual([shown(bound), seen.length], [['done', false, undefined], 2])
})

test('a state token that has grown old is replaced before a code is spent on it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const { signIn, seen } = start({ logins: [ASKED('old'), ASKED('new')] })
  await signIn.start()
  t.mock.timers.setTime(5 * 60_000)
  assert.equal((await signIn.press(allowed())).step, 'done')
  assert.deepEqual(seen, [
    ['login', 'login-1'],
    ['login', 'login-2'],
    ['bind', 'phone-1', 'new'],
  ])
})

test('a state token that the service calls expired is replaced at the next press', async () => {
  const expired = failure('REFUSED', 'delivered', { errorCode: 'SDK.COMMON.1007' })
  const { signIn, seen } = start({ logins: [ASKED('old'), ASKED('new')], binds: [expired, DONE] })
  await signIn.start()
  assert.deepEqual(shown(await signIn.press(allowed('first'))), ['phone', false, 'REFUSED'])
  assert.deepEqual(shown(await signIn.press(allowed('second'))), ['done', false, undefined])
  assert.deepEqual(seen.slice(1), [
    ['bind', 'first', 'old'],
    ['login', 'login-2'],
    ['bind', 'second', 'new'],
  ])
})

test('after a bind that may have happened the next press logs in: the user may be known', async () => {
  const { signIn, seen } = start({ logins: [ASKED(), DONE], binds: [failure('NETWORK', 'unknown')] })
  await signIn.start()
  assert.deepEqual(shown(await signIn.press(allowed('first'))), ['phone', false, 'NETWORK'])
  assert.deepEqual(shown(await signIn.press(allowed('second'))), ['done', false, undefined])
  assert.deepEqual(
    seen.map(([call]) => call),
    ['login', 'bind', 'login'],
  )
})

test('a reply that can’t be read may be a bind: the next press logs in', async () => {
  const { signIn, seen } = start({ logins: [ASKED('old'), DONE], binds: [failure('BAD_RESPONSE', 'delivered')] })
  await signIn.start()
  assert.deepEqual(shown(await signIn.press(allowed('first'))), ['phone', false, 'BAD_RESPONSE'])
  assert.deepEqual(shown(await signIn.press(allowed('second'))), ['done', false, undefined])
  assert.deepEqual(
    seen.map(([call]) => call),
    ['login', 'bind', 'login'],
  )
})

test('a page whose onChange throws keeps its session, and is told of its error', async (t) => {
  const told = unhandled(t)
  const { signIn } = start(
    {},
    {
      /** @param {SignInState} state */
      onChange: ({ step }) => {
        if (step === 'done') throw new Error('the page is broken')
      },
    },
  )
  await signIn.start()
  const state = await signIn.press(allowed())
  assert.deepEqual([shown(state), signIn.result?.sessionToken], [['done', false, undefined], 's'])
  await rest()
  assert.deepEqual(told, ['the page is broken'])
})

test('a client that could not be made is made anew', async () => {
  const { client } = service({})
  let made = 0
  const signIn = createSignIn({
    client: async () => (made++ ? client : Promise.reject(failure('WASM_UNAVAILABLE', 'not-sent'))),
    loginCode: () => 'l',
  })
  assert.deepEqual(shown(await signIn.start()), ['login', false, 'WASM_UNAVAILABLE'])
  assert.deepEqual([shown(await signIn.restart()), made], [['phone', false, undefined], 2])
})

test('an error of a bind without `next` is one that may have happened: the next press logs in', async () => {
  const old = failure('REFUSED', 'delivered', { errorCode: 'SDK.LOGIN.1001', next: undefined })
  const { signIn, seen } = start({ logins: [ASKED(), DONE], binds: [old] })
  await signIn.start()
  assert.deepEqual(shown(await signIn.press(allowed('first'))), ['phone', false, 'REFUSED'])
  assert.deepEqual(shown(await signIn.press(allowed('second'))), ['done', false, undefined])
  assert.deepEqual(
    seen.map(([call]) => call),
    ['login', 'bind', 'login'],
  )
})

test('an error after which someone has to act ends the sign-in; a restart, or a press, begins again', async () => {
  const locked = failure('REFUSED', 'delivered', { errorCode: 'SDK.LOGIN.1003' })
  const { signIn, seen } = start({ logins: [locked, ASKED('first'), ASKED('second')], binds: [locked, DONE] })
  assert.deepEqual(shown(await signIn.start()), ['ended', false, 'REFUSED'])
  assert.equal(await signIn.press(DECLINED), signIn.state)
  assert.deepEqual(shown(await signIn.restart()), ['phone', false, undefined])
  assert.deepEqual(shown(await signIn.press(allowed('phone-1'))), ['ended', false, 'REFUSED'])
  assert.deepEqual(shown(await signIn.press(allowed('phone-2'))), ['done', false, undefined])
  assert.deepEqual(seen.slice(1), [
    ['login', 'login-2'],
    ['bind', 'phone-1', 'first'],
    ['login', 'login-3'],
    ['bind', 'phone-2', 'second'],
  ])
})

test('an error that only a developer can act on leaves everything as it is, if nothing was sent', async () => {
  const missing = failure('NETWORK', 'not-sent', { next: 'fix' })
  const { signIn, seen } = start({ logins: [missing, ASKED()], binds: [missing, DONE] })
  assert.deepEqual(shown(await signIn.start()), ['login', false, 'NETWORK'])
  assert.deepEqual(shown(await signIn.press(allowed())), ['phone', false, 'NETWORK'])
  assert.deepEqual(shown(await signIn.press(allowed())), ['done', false, undefined])
  assert.equal(seen.length, 4)
})

test('another refusal keeps the state token for the next press', async () => {
  const { signIn, seen } = start({ binds: [failure('REFUSED', 'delivered', { errorCode: 'SDK.LOGIN.1001' }), DONE] })
  await signIn.start()
  await signIn.press(allowed('first'))
  assert.equal((await signIn.press(allowed('second'))).step, 'done')
  assert.deepEqual(seen.slice(1), [
    ['bind', 'first', 'st'],
    ['bind', 'second', 'st'],
  ])
})

test('a login that fails is told, and restart tries again', async () => {
  const { signIn, seen } = start({ logins: [failure('NETWORK', 'not-sent'), ASKED()] })
  assert.deepEqual(shown(await signIn.start()), ['login', false, 'NETWORK'])
  assert.deepEqual(shown(await signIn.restart()), ['phone', false, undefined])
  assert.deepEqual(
    seen.map(([, code]) => code),
    ['login-1', 'login-2'],
  )
})

test('a wx.login that fails is told like any other failure', async () => {
  let fails = true
  const loginCode = async () => {
    if (fails) throw Object.assign(new Error('login:fail'), { errMsg: 'login:fail' })
    return 'l'
  }
  const { signIn } = start({}, { loginCode })
  const state = await signIn.start()
  assert.deepEqual([shown(state), state.error.audience], [['login', false, 'CALLBACK'], 'user'])
  fails = false
  assert.equal((await signIn.press(allowed())).step, 'done')
})

test('a press after a login that failed logs in by itself', async () => {
  const { signIn } = start({ logins: [failure('TIMEOUT', 'unknown'), ASKED()] })
  await signIn.start()
  assert.equal((await signIn.press(allowed())).step, 'done')
})

test('a code is not spent where the login asks for something else', async () => {
  for (const status of ['MFA_AUTH', 'ACCESS_DENIED', 'UNKNOWN']) {
    const { signIn, seen } = start({
      logins: [{ ...ASKED(), status, next: status === 'MFA_AUTH' ? 'second-factor' : 'stop' }],
    })
    assert.equal((await signIn.start()).step, 'ended')
    assert.equal((await signIn.press(allowed())).step, 'ended')
    assert.ok(seen.every(([call]) => call === 'login'))
  }
})

test('a user is registered where that is wanted', async () => {
  const { signIn, seen } = start({}, { onUnknownUser: 'register' })
  await signIn.start()
  await signIn.press(allowed())
  assert.deepEqual(seen[1], ['register', 'phone-1', 'st'])
})

test('a code that left is never sent again, one that did not is', async () => {
  for (const [error, repeats] of [
    [failure('TIMEOUT', 'unknown'), false],
    [failure('REFUSED', 'delivered', { errorCode: 'SDK.LOGIN.1001' }), false],
    [failure('BAD_RESPONSE', 'delivered'), false],
    [new TypeError('of a client of one’s own'), false],
    [failure('NETWORK', 'not-sent'), true],
  ]) {
    const { signIn, seen } = start({ logins: [ASKED(), ASKED(), ASKED()], binds: [error, DONE] })
    await signIn.start()
    const failed = await signIn.press(allowed('phone-1'))
    const again = await signIn.press(allowed('phone-1'))
    const sent = seen.filter(([call]) => call === 'bind').length
    if (repeats) assert.deepEqual([again.step, sent], ['done', 2])
    else assert.deepEqual([again, sent, seen.length], [failed, 1, 2])
    await signIn.restart()
    await signIn.press(allowed('phone-1'))
    assert.equal(seen.filter(([call]) => call === 'bind').length, sent, 'nor after a restart')
  }
})

test('an event that can’t be read is a press without a code', async () => {
  const { signIn, seen } = start({})
  await signIn.start()
  const events = [
    undefined,
    null,
    'x',
    { detail: { errno: Symbol('e') } },
    {
      get detail() {
        throw new Error('x')
      },
    },
  ]
  for (const event of events) {
    const { step, error } = await signIn.press(event)
    assert.deepEqual(
      [step, error.code, error.reason, error.delivery],
      ['phone', 'NO_PHONE_CODE', 'unknown', 'not-sent'],
    )
  }
  assert.equal(seen.length, 1)
})
