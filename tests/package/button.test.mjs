// The sign-in with a phone-number button: whatever comes in whatever order, a code is sent once at most, and no session is lost.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as node from 'wechat-mobile-bind'

/**
 * @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs'
 * @import { Failure } from '../conformance/types.js'
 */

const { BindError, createSignIn } = createRequire(import.meta.url)('wechat-mobile-bind/miniprogram')

const ASKED = (stateToken = 'st') => ({
  status: 'SOCIAL_BIND',
  stateToken,
  rawStatus: 'SOCIAL_BIND',
  httpStatus: 200,
  raw: {},
})
const DONE = { status: 'SUCCESS', sessionToken: 's', rawStatus: 'SUCCESS', httpStatus: 200, raw: {} }
const allowed = (code = 'phone-1') => ({ detail: { code, errMsg: 'getPhoneNumber:ok' } })
const DECLINED = { detail: { errMsg: 'getPhoneNumber:fail user deny' } }
/**
 * @param {string} code
 * @param {string} delivery
 * @param {object} [more]
 */
const failure = (code, delivery, more) =>
  new BindError({
    code,
    delivery,
    message: code,
    step: 'bind',
    audience: 'user',
    hint: { zh: '失败', en: 'failed' },
    ...more,
  })

/** A service that answers logins and binds one after the other; a promise is waited for, an error rejects. */
function service({ logins = [ASKED()], binds = [DONE] }) {
  /** @type {any[]} */
  const seen = []
  /** @param {unknown[]} answers */
  const next = async (answers) => {
    const answer = await answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  const client = {
    /** @param {{ code: string }} options */
    login: ({ code }) => {
      seen.push(['login', code])
      return next(logins)
    },
    /** @param {{ wechatCode: string, stateToken: string }} params */
    bind: ({ wechatCode, stateToken }) => {
      seen.push(['bind', wechatCode, stateToken])
      return next(binds)
    },
    /** @param {{ wechatCode: string, stateToken: string }} params */
    registerAndBind: ({ wechatCode, stateToken }) => {
      seen.push(['register', wechatCode, stateToken])
      return next(binds)
    },
  }
  return { client, seen }
}

/**
 * @param {object} answers
 * @param {object} [options]
 */
function start(answers, options) {
  const { client, seen } = service(answers)
  /** @type {SignInState[]} */
  const states = []
  let codes = 0
  const signIn = createSignIn({
    client,
    loginCode: () => `login-${++codes}`,
    /** @param {SignInState} state */
    onChange: (state) => states.push(state),
    ...options,
  })
  return { signIn, seen, states }
}

/** @param {SignInState} state */
const shown = ({ step, busy, error }) => [step, busy, error?.code]

test('a page logs in, shows the button where it is asked to, and binds at the press', async () => {
  const { signIn, seen, states } = start({})
  assert.deepEqual(shown(await signIn.start()), ['phone', false, undefined])
  const state = await signIn.press(allowed())
  assert.deepEqual([shown(state), state.result.sessionToken], [['done', false, undefined], 's'])
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
  /** @type {any[]} */
  const told = []
  /** @param {Error} error */
  const listen = (error) => told.push(error.message)
  const [before] = [process.listeners('unhandledRejection')]
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', listen)
  t.after(() =>
    before.reduce(
      (on, listener) => on.on('unhandledRejection', listener),
      process.removeAllListeners('unhandledRejection'),
    ),
  )
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
  assert.deepEqual([shown(state), state.result.sessionToken], [['done', false, undefined], 's'])
  await new Promise((resolve) => setImmediate(resolve))
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
    const { signIn, seen } = start({ logins: [{ ...ASKED(), status }] })
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

/** @typedef {ReturnType<typeof open>} Opened */

/** A promise, and how it ends. */
function open() {
  /** @type {any} */
  const ends = {}
  const promise = new Promise((resolve, reject) => Object.assign(ends, { resolve, reject }))
  return Object.assign(promise, ends)
}

/** Lets everything happen that waits for nothing from outside. */
const rest = () => new Promise((resolve) => setImmediate(resolve))
/** @param {any[]} seen */
const calls = (seen) => seen.map(([call, code]) => `${call} ${code}`)
/** @param {SignInState} state */
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
      assert.deepEqual([shown(state), session(state)], [['done', false, undefined], 's'])
    late(login)
    await rest()
    assert.deepEqual([shown(signIn.state), session(signIn.state)], [['done', false, undefined], 's'])
    assert.equal(session(await signIn.press(allowed('phone-2'))), 's')
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
  bound.resolve({ ...DONE, status: 'MFA_AUTH', sessionToken: undefined })
  await rest()
  assert.equal(signIn.state, restarted)
})

test('a start during a bind waits for the bind, and one at the end changes nothing', async () => {
  const { signIn, seen, states, bound, pressed } = await binding()
  const started = signIn.start()
  bound.resolve(DONE)
  assert.deepEqual([session(await started), await started], ['s', await pressed])
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
  assert.deepEqual([shown(await signIn.restart()), session(signIn.state)], [['phone', false, undefined], undefined])
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

test('a login that failed over a good state token is made up for by the next press', async () => {
  const { signIn, seen } = start({ logins: [ASKED('first'), failure('NETWORK', 'not-sent'), ASKED('third')] })
  await signIn.start()
  assert.deepEqual(shown(await signIn.start()), ['login', false, 'NETWORK'])
  assert.equal((await signIn.press(allowed())).step, 'done')
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

test('an error of another entry’s client says what became of the code', async () => {
  const answers = [
    '{"status":"SOCIAL_BIND","state_token":"st"}',
    new Error('reset'),
    '{"status":"SUCCESS","session_token":"CANARY"}, broken',
  ]
  const fetch = async () => {
    const answer = answers.shift() ?? '{"status":"SOCIAL_BIND","state_token":"st"}'
    if (answer instanceof Error) throw answer
    return { status: 200, text: async () => answer }
  }
  const client = await node.createClient({
    domain: 'acme.example.com',
    clientId: 'c',
    device: { fingerprint: 'f' },
    fetch,
  })
  /** @type {any[]} */
  const told = []
  const signIn = createSignIn({
    client,
    loginCode: () => 'l',
    onError: (/** @type {Error} */ error) => told.push(error),
  })
  await signIn.start()
  const { error } = await signIn.press(allowed('phone-1'))
  assert.deepEqual(
    [error.name, error.code, error.delivery, error.step, error.callback],
    ['TransportError', 'NETWORK', 'unknown', 'bind', undefined],
  )
  assert.deepEqual([told[0] instanceof node.BindError, told[0].cause.message], [true, 'reset'])
})

test('onError gets the Error itself, with what no state shows', async () => {
  const reply = failure('BAD_RESPONSE', 'delivered')
  Object.defineProperties(reply, { responseText: { value: 'CANARY' }, cause: { value: new Error('CANARY') } })
  /** @type {any[]} */
  const told = []
  const { signIn, states } = start(
    { binds: [reply] },
    { onError: (/** @type {Error} */ error) => told.push([error, states.at(-1)?.error?.code]) },
  )
  await signIn.start()
  await signIn.press(DECLINED)
  const state = await signIn.press(allowed())
  assert.deepEqual(
    told.map(([{ code }, before]) => [code, before]),
    [
      ['USER_DECLINED', 'USER_DECLINED'],
      ['BAD_RESPONSE', 'BAD_RESPONSE'],
    ],
  )
  assert.equal(told[1][0], reply)
  assert.deepEqual(
    [told[0][0].cause.errMsg, state.error.code, JSON.stringify(states).includes('CANARY')],
    [DECLINED.detail.errMsg, 'BAD_RESPONSE', false],
  )
})

test('a page whose onError throws is told of its error, and the next press binds', async (t) => {
  /** @type {any[]} */
  const told = []
  /** @param {Error} error */
  const listen = (error) => told.push(error.message)
  const before = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', listen)
  t.after(() =>
    before.reduce(
      (on, listener) => on.on('unhandledRejection', listener),
      process.removeAllListeners('unhandledRejection'),
    ),
  )
  const { signIn } = start(
    {},
    {
      onError: () => {
        throw new Error('the page is broken')
      },
    },
  )
  await signIn.start()
  assert.deepEqual(shown(await signIn.press(DECLINED)), ['phone', false, 'USER_DECLINED'])
  assert.equal((await signIn.press(allowed())).step, 'done')
  await rest()
  assert.deepEqual(told, ['the page is broken'])
})

/**
 * @param {string} delivery
 * @param {string} step
 */
const CLIENT = (delivery, step) => ['CallbackError', 'CALLBACK', 'client', delivery, step, 'developer']
const LOGIN_CODE = ['CallbackError', 'CALLBACK', 'loginCode', 'not-sent', 'login', 'user']
/** @param {unknown} error */
const throws = (error) => () => {
  throw error
}
/** @param {unknown} error */
const rejects = (error) => async () => {
  throw error
}
/** @param {any} client */
const answers = (client) => ({ ...service({}).client, ...client })
const unlike = Object.assign(new Error('no JSON'), {
  name: 'A',
  code: 'NETWORK',
  delivery: 'not-sent',
  toJSON: throws(new Error('no')),
})

/** @type {[string, object, string[]][]} */
const CALLBACKS = [
  ['a client function that throws', { client: throws(new Error('x')) }, CLIENT('not-sent', 'login')],
  ['a client function that rejects', { client: rejects(undefined) }, CLIENT('not-sent', 'login')],
  ['a client function that makes none', { client: () => undefined }, CLIENT('not-sent', 'login')],
  ['a client without methods', { client: {} }, CLIENT('not-sent', 'login')],
  [
    'a client promise that rejects',
    {
      client: {
        then: (/** @type {unknown} */ _, /** @type {(reason: unknown) => void} */ reject) => reject(new Error('x')),
      },
    },
    CLIENT('not-sent', 'login'),
  ],
  ['a client that can’t bind', { client: answers({ bind: undefined }) }, CLIENT('not-sent', 'bind')],
  [
    'a login that throws another error',
    { client: answers({ login: throws(new TypeError('x')) }) },
    CLIENT('unknown', 'login'),
  ],
  ['a login that answers nothing', { client: answers({ login: async () => undefined }) }, CLIENT('unknown', 'login')],
  [
    'a bind that throws another error',
    { client: answers({ bind: throws(new TypeError('x')) }) },
    CLIENT('unknown', 'bind'),
  ],
  ['a bind that rejects with no error', { client: answers({ bind: rejects(null) }) }, CLIENT('unknown', 'bind')],
  ['a bind that answers nothing', { client: answers({ bind: async () => undefined }) }, CLIENT('unknown', 'bind')],
  ['an error of a bind that can’t be shown', { client: answers({ bind: throws(unlike) }) }, CLIENT('unknown', 'bind')],
  [
    'a registration that throws',
    { onUnknownUser: 'register', client: answers({ registerAndBind: throws(1) }) },
    CLIENT('unknown', 'registerAndBind'),
  ],
  ['a login code that throws', { client: answers({}), loginCode: throws(new Error('x')) }, LOGIN_CODE],
  ['a login code that rejects', { client: answers({}), loginCode: rejects(undefined) }, LOGIN_CODE],
]
for (const [name, options, expected] of CALLBACKS) {
  test(`${name} is told as what it is`, async () => {
    /** @type {any[]} */
    const told = []
    const signIn = createSignIn({
      loginCode: () => 'l',
      onError: (/** @type {Error} */ error) => told.push(error),
      ...options,
    })
    let state = await signIn.start()
    if (!state.error) state = await signIn.press(allowed())
    const { error } = state
    assert.deepEqual([error.name, error.code, error.callback, error.delivery, error.step, error.audience], expected)
    assert.deepEqual(
      [state.busy, told.length, told[0] instanceof BindError, 'cause' in told[0]],
      [false, 1, true, true],
    )
    assert.ok(error.message.startsWith(`\`${expected[2]}\``), error.message)
  })
}

test('an error of the package that loginCode throws stays what it is', async () => {
  const { signIn } = start({}, { loginCode: rejects(failure('ABORTED', 'not-sent')) })
  assert.deepEqual(shown(await signIn.start()), ['login', false, 'ABORTED'])
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
