// The options of a sign-in with a button: mistakes of the caller are errors of the package, told at once and all together.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import {
  ASKED,
  allowed,
  BindError,
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

const { ValidationError } = createRequire(import.meta.url)('wechat-mobile-bind/miniprogram')

/** @returns {never} */
const refuse = () => {
  throw new Error('SECRET')
}
/** @param {string} name */
const throwing = (name, options = {}) => Object.defineProperty({ ...options }, name, { get: refuse })
const client = {}

/** @type {[string, unknown, string[][]][]} */
const MISTAKES = [
  ...[undefined, null, 5, 'options', true, Symbol('o')].map(
    (options) =>
      /** @type {[string, unknown, string[][]]} */ ([
        `options that are ${String(options)}`,
        options,
        [
          ['options', 'type'],
          ['client', 'required'],
        ],
      ]),
  ),
  ['no client', {}, [['client', 'required']]],
  ['a client that is null', { client: null }, [['client', 'required']]],
  ['a client that is a text', { client: 'acme.example.com' }, [['client', 'type']]],
  ['a client that is a number', { client: 7 }, [['client', 'type']]],
  ['a client that can’t be read', throwing('client'), [['client', 'unreadable']]],
  ...['Register', 'registerAndBind', '', 1, true, {}, ['register']].map(
    (onUnknownUser) =>
      /** @type {[string, unknown, string[][]]} */ ([
        `onUnknownUser: ${JSON.stringify(onUnknownUser)}`,
        { client, onUnknownUser },
        [['onUnknownUser', 'format']],
      ]),
  ),
  ...['loginCode', 'onChange', 'onError'].flatMap((name) =>
    ['login', 5, {}, true, Promise.resolve('c')].map(
      (value) =>
        /** @type {[string, unknown, string[][]]} */ ([
          `${name} that is ${typeof value}`,
          { client, [name]: value },
          [[name, 'type']],
        ]),
    ),
  ),
  ...['loginCode', 'onChange', 'onError', 'onUnknownUser'].map(
    (name) =>
      /** @type {[string, unknown, string[][]]} */ ([
        `${name} that can’t be read`,
        throwing(name, { client }),
        [[name, 'unreadable']],
      ]),
  ),
  [
    'everything at once',
    { client: 1, loginCode: 'c', onUnknownUser: 'both', onChange: {}, onError: 5 },
    [
      ['client', 'type'],
      ['onUnknownUser', 'format'],
      ['loginCode', 'type'],
      ['onChange', 'type'],
      ['onError', 'type'],
    ],
  ],
]
for (const [name, options, issues] of MISTAKES) {
  test(`${name}: refused`, () => {
    assert.throws(
      () => createSignIn(options),
      (/** @type {any} */ error) => {
        assert.ok(error instanceof ValidationError && error instanceof BindError)
        assert.deepEqual(
          [error.name, error.code, error.delivery, error.step, error.audience],
          ['ValidationError', 'INVALID_PARAMS', 'not-sent', 'login', 'developer'],
        )
        assert.deepEqual(
          error.issues.map((/** @type {any} */ { field, rule }) => [field, rule]),
          issues,
        )
        assert.equal(error.message, error.issues.map((/** @type {any} */ { message }) => message).join('; '))
        for (const { field, message } of error.issues) assert.ok(message.startsWith(`\`${field}\` `), message)
        assert.ok(!JSON.stringify(error).includes('SECRET'))
        return true
      },
    )
  })
}

test('options that are null or undefined are absent, and those of a class are read', async () => {
  const { client, seen } = service({})
  const none = { loginCode: () => 'l', onUnknownUser: null, onChange: undefined, onError: null }
  class Options {
    get client() {
      return client
    }
    loginCode = () => 'l'
    onUnknownUser = 'register'
  }
  for (const options of [{ client, ...none }, new Options()]) {
    const signIn = createSignIn(options)
    await signIn.start()
    await signIn.press(DECLINED)
  }
  assert.deepEqual(
    seen.map(([call]) => call),
    ['login', 'login'],
  )
})

test('what somebody put on Object.prototype is no option, no press and no result', async (t) => {
  const dirt = {
    client: 5,
    loginCode: () => 'evil',
    onUnknownUser: 'register',
    onChange: refuse,
    onError: refuse,
    detail: { code: 'evil' },
    code: 'evil',
    errno: 103,
    errMsg: 'getPhoneNumber:fail user deny',
    text: /./,
    stateToken: 'evil',
    nextSteps: ['evil'],
    errorCode: 'SDK.COMMON.1007',
    error: 'evil',
    result: 'evil',
    login: 'evil',
    press: 'evil',
    answer: 'evil',
  }
  for (const [name, value] of Object.entries(dirt))
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true })
  t.after(() => {
    for (const name of Object.keys(dirt)) Reflect.deleteProperty(Object.prototype, name)
  })
  /** @type {any} */
  const WITHOUT_TOKEN = { status: 'SOCIAL_BIND', next: 'stop' }
  const seen = service({
    logins: [WITHOUT_TOKEN, ASKED('st'), ASKED('st')],
    binds: [failure('NETWORK', 'unknown'), DONE],
  })
  const signIn = createSignIn(
    Object.assign(Object.create(null), { client: seen.client, loginCode: () => 'l', onUnknownUser: 'bind' }),
  )
  assert.deepEqual(await signIn.start(), { step: 'ended', busy: false, result: { status: 'SOCIAL_BIND' } })
  await signIn.restart()
  const { error } = await signIn.press({})
  assert.deepEqual([error.code, error.reason, Object.hasOwn(error, 'errno')], ['NO_PHONE_CODE', 'unknown', false])
  await signIn.press(allowed('phone-1'))
  assert.equal((await signIn.press(allowed('phone-2'))).step, 'done')
  assert.deepEqual(
    seen.seen.map((/** @type {string[]} */ call) => call.join(' ')),
    ['login l', 'login l', 'bind phone-1 st', 'login l', 'bind phone-2 st'],
  )
})

test('listeners that return a rejected promise cause no unhandled rejection', async (t) => {
  const told = unhandled(t)
  for (const returned of [
    () => Promise.reject(new Error('of a listener')),
    async () => refuse(),
    () => ({ then: (/** @type {unknown} */ _, /** @type {(reason: unknown) => void} */ reject) => reject('x') }),
    () => Object.defineProperty({}, 'then', { get: refuse }),
    () => new Proxy({}, { get: refuse }),
  ]) {
    const { signIn } = start({}, { onChange: returned, onError: returned })
    await signIn.start()
    assert.deepEqual(shown(await signIn.press(DECLINED)), ['phone', false, 'USER_DECLINED'])
    assert.equal((await signIn.press(allowed())).step, 'done')
  }
  await rest()
  assert.deepEqual(told, [])
})

/** @param {string} callback */
const told = (callback) => ['CallbackError', 'CALLBACK', callback]
const MARK = Symbol.for('wechat-mobile-bind.error')
const content = { code: 'NETWORK', delivery: 'not-sent', errorCode: 'SECRET', toJSON: () => ({ secret: 'SECRET' }) }
/** What only looks like an error of the package. @type {Record<string, () => unknown>} */
const FORGED = {
  'an object': () => ({ name: 'TransportError', message: 'SECRET', ...content }),
  'an Error': () => Object.assign(new Error('SECRET'), { name: 'TransportError', ...content }),
  'an Error with the mark': () =>
    Object.assign(new Error('SECRET'), { name: 'TransportError', ...content, [MARK]: true }),
  'an object with the mark': () => ({ ...content, [MARK]: true }),
  'a proxy that throws': () => new Proxy(new Error('SECRET'), { get: refuse, has: refuse, getPrototypeOf: refuse }),
}
for (const [name, forge] of Object.entries(FORGED)) {
  test(`${name} that looks like an error of the package is a CALLBACK`, async () => {
    for (const [callback, options, delivery] of [
      ['loginCode', { loginCode: async () => Promise.reject(forge()) }, 'not-sent'],
      ['client', { client: async () => Promise.reject(forge()) }, 'not-sent'],
      ['client', { client: { ...service({}).client, login: async () => Promise.reject(forge()) } }, 'unknown'],
      ['client', { client: { ...service({}).client, bind: async () => Promise.reject(forge()) } }, 'unknown'],
    ]) {
      /** @type {any[]} */
      const errors = []
      const signIn = createSignIn({
        client: service({}).client,
        loginCode: () => 'l',
        onError: (/** @type {unknown} */ error) => errors.push(error),
        ...Object(options),
      })
      let state = await signIn.start()
      if (!state.error) state = await signIn.press(allowed())
      assert.deepEqual([state.error.name, state.error.code, state.error.callback], told(String(callback)))
      assert.deepEqual([state.error.delivery, errors[0] instanceof BindError, errors.length], [delivery, true, 1])
      assert.ok(!JSON.stringify([state, errors]).includes('SECRET'))
    }
  })
}

test('an error of the package whose toJSON was replaced ends the task all the same', async () => {
  const broken = Object.assign(failure('NETWORK', 'unknown'), { toJSON: refuse })
  const { signIn } = start({ binds: [broken] })
  await signIn.start()
  const state = await signIn.press(allowed())
  assert.deepEqual([shown(state), state.error.callback], [['phone', false, 'CALLBACK'], 'client'])
})

test('a login without a code is for the user to try again, whoever lost it', async () => {
  for (const code of [undefined, null, '']) {
    const { signIn, seen } = start({}, { loginCode: async () => code })
    const state = await signIn.start()
    assert.deepEqual(
      [shown(state), state.error.callback, state.error.audience, state.error.delivery, seen],
      [['login', false, 'CALLBACK'], 'loginCode', 'user', 'not-sent', []],
    )
    assert.match(state.error.hint.en, /try again/)
    assert.equal(state.error.message, '`loginCode` returned no code')
  }
})

// What `wx.login` hands over, and what is told.
/** @type {[string, (options: any) => unknown, string | undefined][]} */
const LOGINS = [
  ['a code', ({ success }) => success({ code: 'l', errMsg: 'login:ok' }), undefined],
  ['no code', ({ success }) => success({ errMsg: 'login:ok' }), 'CALLBACK'],
  ['an empty code', ({ success }) => success({ code: '' }), 'CALLBACK'],
  ['nothing', ({ success }) => success(), 'CALLBACK'],
  ['null', ({ success }) => success(null), 'CALLBACK'],
  ['a code that throws', ({ success }) => success(throwing('code')), 'CALLBACK'],
  ['a proxy that throws', ({ success }) => success(new Proxy({}, { get: refuse, has: refuse })), 'CALLBACK'],
  ['a failure', ({ fail }) => fail({ errMsg: 'login:fail' }), 'CALLBACK'],
  ['a failure of nothing', ({ fail }) => fail(), 'CALLBACK'],
  ['a failure that throws', ({ fail }) => fail(throwing('errMsg')), 'CALLBACK'],
  ['an exception', refuse, 'CALLBACK'],
  ['a code by a promise', async () => ({ code: 'l' }), undefined],
  ['a failure by a promise', async () => Promise.reject({ errMsg: 'login:fail' }), 'CALLBACK'],
  [
    'a code by its callback, and an exception of a wrapper by a promise',
    async ({ success }) => {
      setImmediate(() => success({ code: 'l' }))
      return refuse()
    },
    undefined,
  ],
]
for (const [name, login, code] of LOGINS) {
  test(`wx.login hands over ${name}: ${code ?? 'the login goes on'}`, async (t) => {
    Reflect.set(globalThis, 'wx', { login })
    t.after(() => Reflect.deleteProperty(globalThis, 'wx'))
    const { client, seen } = service({})
    const state = await createSignIn({ client }).start()
    assert.deepEqual(
      [state.step, state.error?.code, state.error?.audience],
      code ? ['login', code, 'user'] : ['phone', undefined, undefined],
    )
    assert.deepEqual(seen, code ? [] : [['login', 'l']])
  })
}

/** @type {Record<string, unknown>} */
const RESULTS = {
  nothing: undefined,
  null: null,
  'a text': 'SUCCESS',
  'an empty object': {},
  'a status that is no text': { status: 1 },
  'a status that throws': throwing('status'),
  'a proxy that throws': new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : refuse()) }),
}
for (const [name, result] of Object.entries(RESULTS)) {
  test(`a client whose login and bind return ${name} acts not as a client`, async () => {
    const { client } = service({})
    for (const [step, methods] of Object.entries({
      login: { login: async () => result },
      bind: { bind: async () => result },
    })) {
      const signIn = createSignIn({ client: { ...client, ...methods }, loginCode: () => 'l' })
      let state = await signIn.start()
      if (step === 'bind') state = await signIn.press(allowed())
      const { callback, delivery } = state.error
      assert.deepEqual([state.error.step, callback, delivery, state.busy], [step, 'client', 'unknown', false])
    }
  })
}
