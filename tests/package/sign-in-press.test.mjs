// Presses of the phone-number button: whatever comes in whatever order, a code is sent once at most, and no session is lost.

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
  plays,
  refused,
  rest,
  shown,
  start,
  tap,
  unhandled,
} from './sign-in-double.mjs'

/** @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs' */

test('each state is told: while the login runs, where a press is asked for, while the bind runs, at the end', async () => {
  const { signIn, calls, states } = start()
  await signIn.start()
  await signIn.press(allowed())
  assert.deepEqual(states.map(shown), ['login …', 'phone', 'phone …', 'done'])
  assert.deepEqual(calls, ['login login-1', 'bind phone-1 st'])
})

test('a state shows what comes next, and when the session ends; the result beside it has the rest, until a restart', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1000 })
  const asked = ASKED('st', { nextSteps: ['VERIFY_PHONE'], ways: ['mobile'] })
  const session = { ...DONE, expiresIn: 432_000, identity: { profile: { name: '张三' } } }
  const onChange = (/** @type {SignInState} */ state, /** @type {unknown} */ result) =>
    assert.deepEqual([state, result], [signIn.state, signIn.result])
  const { signIn } = start({ login: [asked], bind: [session] }, { onChange })
  assert.equal(signIn.result, undefined)
  assert.deepEqual(await signIn.start(), {
    step: 'phone',
    busy: false,
    result: { status: 'SOCIAL_BIND', nextSteps: ['VERIFY_PHONE'] },
  })
  assert.equal(signIn.result, asked)
  t.mock.timers.tick(500)
  assert.deepEqual(await signIn.press(allowed()), {
    step: 'done',
    busy: false,
    result: { status: 'SUCCESS' },
    // Counted from the moment in which the bind was sent.
    expiresAt: 432_001_500,
  })
  assert.equal(signIn.result, session)
  const restarted = signIn.restart()
  assert.deepEqual([signIn.state, signIn.result], [{ step: 'login', busy: true }, undefined])
  assert.equal(shown(await restarted), 'phone')
})

plays('a known user needs no button, and a press sends nothing', {
  answers: { login: [DONE] },
  taps: [
    [tap.start, 'done'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1'],
})

test('a press before the login has answered waits for it', async () => {
  for (const [answer, count] of /** @type {[object, number][]} */ ([
    [ASKED(), 2],
    [DONE, 1],
  ])) {
    const login = open()
    const { signIn, calls, states } = start({ login: [login] })
    const [, pressed] = [signIn.start(), signIn.press(allowed())]
    login.resolve(answer)
    assert.deepEqual([(await pressed).step, calls.length], ['done', count])
    const free = states.findIndex(({ busy }) => !busy)
    assert.equal(free, states.length - 1, 'a button that is disabled while `busy` stays so until the end')
  }
})

plays('a press without a login logs in first', {
  taps: [[tap.press(), 'done']],
  calls: ['login login-1', 'bind phone-1 st'],
})

test('of two presses in a row the first one counts', async () => {
  const { signIn, calls } = start()
  await signIn.start()
  const events = [allowed('first'), allowed('second'), DECLINED]
  const pressed = await Promise.all(events.map((event) => signIn.press(event)))
  assert.deepEqual(pressed.map(shown), ['done', 'done', 'done'])
  assert.deepEqual(calls, ['login login-1', 'bind first st'])
})

plays('after a decline everything is as before, and the next press binds', {
  taps: [
    [tap.start, 'phone'],
    [tap.decline, 'phone USER_DECLINED'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1', 'bind phone-1 st'],
})

plays('a state token that has grown old is replaced before a code is spent on it', {
  answers: { login: [ASKED('old'), LOST, ASKED('new')] },
  taps: [[tap.start, 'phone'], [tap.wait()], [tap.press(), 'phone NETWORK'], [tap.press(), 'done']],
  calls: ['login login-1', 'login login-2', 'login login-3', 'bind phone-1 new'],
})

plays('a refusal keeps the state token for the next press, unless it says to log in', {
  answers: { login: [ASKED('old'), ASKED('new')], bind: [refused('press'), refused('log-in'), DONE] },
  taps: [
    [tap.start, 'phone'],
    [tap.press('first'), 'phone REFUSED'],
    [tap.press('second'), 'phone REFUSED'],
    [tap.press('third'), 'done'],
  ],
  calls: ['login login-1', 'bind first old', 'bind second old', 'login login-2', 'bind third new'],
})

for (const [name, error] of Object.entries({
  'whose reply was lost': LOST,
  'whose reply can’t be read': failure('BAD_RESPONSE', 'delivered', 'log-in'),
  'whose error has no `next`': refused(undefined),
})) {
  plays(`a bind ${name} may have happened: the next press logs in`, {
    answers: { login: [ASKED(), DONE], bind: [error] },
    taps: [
      [tap.start, 'phone'],
      [tap.press('first'), `phone ${error.code}`],
      [tap.press('second'), 'done'],
    ],
    calls: ['login login-1', 'bind first st', 'login login-2'],
  })
}

plays('an error after which someone has to act ends the sign-in; a restart, or a press, begins again', {
  answers: { login: [refused('stop'), ASKED('first'), ASKED('second')], bind: [refused('fix'), DONE] },
  taps: [
    [tap.start, 'ended REFUSED'],
    [tap.decline, 'ended REFUSED'],
    [tap.restart, 'phone'],
    [tap.press('phone-1'), 'ended REFUSED'],
    [tap.press('phone-2'), 'done'],
  ],
  calls: ['login login-1', 'login login-2', 'bind phone-1 first', 'login login-3', 'bind phone-2 second'],
})

const UNSENT = failure('NETWORK', 'not-sent', 'fix')
plays('an error that only a developer can act on leaves everything as it is, if nothing was sent', {
  answers: { login: [UNSENT, ASKED()], bind: [UNSENT, DONE] },
  taps: [
    [tap.start, 'login NETWORK'],
    [tap.press(), 'phone NETWORK'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1', 'login login-2', 'bind phone-1 st', 'bind phone-1 st'],
})

plays('a login that fails is told; a restart tries again, and so does a press', {
  answers: { login: [NOT_SENT, LOST, ASKED()] },
  taps: [
    [tap.start, 'login NETWORK'],
    [tap.restart, 'login NETWORK'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1', 'login login-2', 'login login-3', 'bind phone-1 st'],
})

for (const end of [FACTOR(), DENIED, { ...DENIED, status: 'UNKNOWN' }]) {
  plays(`a code is not spent where the login asks for ${end.status}`, {
    answers: { login: [end] },
    taps: [
      [tap.start, 'ended'],
      [tap.press(), 'ended'],
    ],
    calls: ['login login-1', 'login login-2'],
  })
}

plays('a user is registered where that is wanted', {
  options: { onUnknownUser: 'register' },
  taps: [
    [tap.start, 'phone'],
    [tap.press(), 'done'],
  ],
  calls: ['login login-1', 'registerAndBind phone-1 st'],
})

for (const error of [LOST, refused('press'), new TypeError('of a client of one’s own')]) {
  const failed = `phone ${Reflect.get(error, 'code') ?? 'CALLBACK'}`
  plays(`a code that left is never sent again, nor after a restart: ${error.message}`, {
    answers: { bind: [error, DONE] },
    taps: [
      [tap.start, 'phone'],
      [tap.press(), failed],
      [tap.press(), failed],
      [tap.restart, 'phone'],
      [tap.press(), 'phone'],
    ],
    calls: ['login login-1', 'bind phone-1 st', 'login login-2'],
  })
}

test('a page whose listeners throw keeps its session, and is told of its errors', async (t) => {
  const told = unhandled(t)
  const refuse = (/** @type {string} */ name) => () => {
    throw new Error(name)
  }
  const onChange = (/** @type {SignInState} */ { step }) => step === 'done' && refuse('onChange')()
  const { signIn } = start({}, { onChange, onError: refuse('onError') })
  assert.equal(shown(await signIn.press(DECLINED)), 'login USER_DECLINED')
  assert.deepEqual([shown(await signIn.press(allowed())), signIn.result?.sessionToken], ['done', 's'])
  await rest()
  assert.deepEqual(told, ['onError', 'onChange'])
})
