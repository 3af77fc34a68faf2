// What the program's own functions do wrong during the sign-in: each failure is told once, as what it is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { throws } from '../conformance/support.js'
import { hostile, refuse, throwing } from './hostile-values.mjs'
import {
  allowed,
  BindError,
  createSignIn,
  DECLINED,
  DONE,
  failure,
  NOT_SENT,
  rest,
  service,
  shown,
  start,
  unhandled,
} from './sign-in-double.mjs'

test('onError gets the Error itself, with what no state shows', async () => {
  const reply = failure('BAD_RESPONSE', 'delivered', 'log-in')
  Object.defineProperties(reply, { responseText: { value: 'CANARY' }, cause: { value: new Error('CANARY') } })
  /** @type {any[]} */
  const told = []
  const { signIn, states } = start(
    { bind: [reply] },
    { onError: (/** @type {Error} */ error) => told.push([error, states.at(-1)?.error?.code]) },
  )
  await signIn.start()
  await signIn.press(DECLINED)
  await signIn.press(allowed())
  const [[declined, before], [bad, after]] = told
  assert.deepEqual([before, after, told.length], ['USER_DECLINED', 'BAD_RESPONSE', 2])
  assert.deepEqual([declined.cause.errMsg, bad], [DECLINED.detail.errMsg, reply])
  assert.ok(!JSON.stringify(states).includes('CANARY'))
})

/** @param {unknown} error */
const rejects = (error) => async () => throws(error)()
/** A client with other methods. @param {object} methods */
const client = (methods) => ({ client: { ...service().client, ...methods } })

const content = { code: 'NETWORK', delivery: 'not-sent', errorCode: 'SECRET', toJSON: () => ({ secret: 'SECRET' }) }
const mark = Symbol.for('wechat-mobile-bind.error')
/** What only looks like an error of the package. @type {Record<string, () => unknown>} */
const FORGED = {
  'an object': () => ({ name: 'TransportError', message: 'SECRET', ...content }),
  'an Error': () => Object.assign(new Error('SECRET'), { name: 'TransportError', ...content }),
  'an Error with the mark': () => Object.assign(new Error('SECRET'), { ...content, [mark]: true }),
  'an object with the mark': () => ({ ...content, [mark]: true }),
  'a proxy that throws': () => new Proxy(new Error('SECRET'), { get: refuse, has: refuse, getPrototypeOf: refuse }),
}
/** What no client answers. @type {Record<string, unknown>} */
const RESULTS = {
  nothing: undefined,
  null: null,
  'a text': 'SUCCESS',
  'an empty object': {},
  'a status that is no text': { status: 1 },
  'a status that throws': throwing('status'),
  'no `next`': { ...DONE, next: undefined },
  'a proxy that throws': new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : refuse()) }),
}
const lost = { then: (/** @type {any} */ _, /** @type {any} */ reject) => reject(new Error('x')) }

/** Each with the callback, the delivery and the step of its error. @type {[string, object, string][]} */
const CALLBACKS = [
  ['a client function that throws', { client: throws(new Error('x')) }, 'client not-sent login'],
  ['a client function that rejects', { client: rejects(undefined) }, 'client not-sent login'],
  ['a client function that makes none', { client: () => undefined }, 'client not-sent login'],
  ['a client without methods', { client: {} }, 'client not-sent login'],
  ['a client promise that rejects', { client: lost }, 'client not-sent login'],
  ['a client that can’t bind', client({ bind: undefined }), 'client not-sent bind'],
  ['a login that throws another error', client({ login: throws(new TypeError('x')) }), 'client unknown login'],
  ['a bind that throws another error', client({ bind: throws(new TypeError('x')) }), 'client unknown bind'],
  ['a bind that rejects with no error', client({ bind: rejects(null) }), 'client unknown bind'],
  [
    'an error of the package that can’t be shown',
    client({ bind: throws(Object.assign(failure('NETWORK', 'unknown', 'log-in'), { toJSON: refuse })) }),
    'client unknown bind',
  ],
  [
    'a registration that throws',
    { onUnknownUser: 'register', ...client({ registerAndBind: throws(1) }) },
    'client unknown registerAndBind',
  ],
  ['a login code that throws', { loginCode: throws(new Error('x')) }, 'loginCode not-sent login'],
  ['a login code that rejects', { loginCode: rejects(undefined) }, 'loginCode not-sent login'],
  ...[undefined, null, ''].map(
    (code) =>
      /** @type {[string, object, string]} */ ([
        `a login code that is ${JSON.stringify(code)}`,
        { loginCode: async () => code },
        'loginCode not-sent login',
      ]),
  ),
  ...Object.entries(RESULTS).flatMap(
    ([name, result]) =>
      /** @type {[string, object, string][]} */ ([
        [`a login that answers ${name}`, client({ login: async () => result }), 'client unknown login'],
        [`a bind that answers ${name}`, client({ bind: async () => result }), 'client unknown bind'],
      ]),
  ),
  ...Object.entries(FORGED).flatMap(
    ([name, forge]) =>
      /** @type {[string, object, string][]} */ ([
        [`a login code that rejects with ${name}`, { loginCode: rejects(forge()) }, 'loginCode not-sent login'],
        [`a client function that rejects with ${name}`, { client: rejects(forge()) }, 'client not-sent login'],
        [`a login that rejects with ${name}`, client({ login: rejects(forge()) }), 'client unknown login'],
        [`a bind that rejects with ${name}`, client({ bind: rejects(forge()) }), 'client unknown bind'],
      ]),
  ),
]
for (const [name, options, expected] of CALLBACKS) {
  test(`${name} is told as what it is`, async () => {
    /** @type {any[]} */
    const told = []
    const signIn = createSignIn({
      ...client({}),
      loginCode: () => 'l',
      onError: (/** @type {Error} */ error) => told.push(error),
      ...options,
    })
    let state = await signIn.start()
    if (!state.error) state = await signIn.press(allowed())
    const { name, code, callback, delivery, step, audience, message } = state.error
    assert.deepEqual([name, code, [callback, delivery, step].join(' ')], ['CallbackError', 'CALLBACK', expected])
    assert.equal(audience, callback === 'client' ? 'developer' : 'user')
    assert.deepEqual([state.busy, told.length, told[0] instanceof BindError], [false, 1, true])
    assert.ok(message.startsWith(`\`${callback}\``), message)
    assert.ok(!JSON.stringify([state, told]).includes('SECRET'))
  })
}

test('an error of the package that loginCode throws stays what it is', async () => {
  const { signIn } = start({}, { loginCode: rejects(NOT_SENT) })
  assert.equal(shown(await signIn.start()), 'login NETWORK')
})

test('listeners that return a rejected promise cause no unhandled rejection', async (t) => {
  const told = unhandled(t)
  for (const returned of [
    rejects(new Error('of a listener')),
    () => lost,
    () => throwing('then'),
    () => new Proxy({}, { get: refuse }),
  ]) {
    const { signIn } = start({}, { onChange: returned, onError: returned })
    await signIn.start()
    assert.equal(shown(await signIn.press(DECLINED)), 'phone USER_DECLINED')
    assert.equal(shown(await signIn.press(allowed())), 'done')
  }
  await rest()
  assert.deepEqual(told, [])
})

/** What `wx.login` hands over, and whether there is a code. @type {[string, (options: any) => unknown, boolean][]} */
const LOGINS = [
  ['a code', ({ success }) => success({ code: 'l', errMsg: 'login:ok' }), true],
  ['no code', ({ success }) => success({ errMsg: 'login:ok' }), false],
  ['an empty code', ({ success }) => success({ code: '' }), false],
  ['nothing', ({ success }) => success(), false],
  ['null', ({ success }) => success(null), false],
  ['a code that throws', ({ success }) => success(throwing('code')), false],
  ['a proxy that throws', ({ success }) => success(hostile), false],
  ['a failure', ({ fail }) => fail({ errMsg: 'login:fail' }), false],
  ['a failure of nothing', ({ fail }) => fail(), false],
  ['a failure that throws', ({ fail }) => fail(throwing('errMsg')), false],
  ['an exception', refuse, false],
  ['a code by a promise', async () => ({ code: 'l' }), true],
  ['a failure by a promise', async () => throws({ errMsg: 'login:fail' })(), false],
  [
    'a code by its callback, and an exception of a wrapper by a promise',
    async ({ success }) => {
      setImmediate(() => success({ code: 'l' }))
      return refuse()
    },
    true,
  ],
]
for (const [name, login, isCode] of LOGINS) {
  test(`wx.login hands over ${name}: ${isCode ? 'the login goes on' : 'the user may try again'}`, async (t) => {
    Reflect.set(globalThis, 'wx', { login })
    t.after(() => Reflect.deleteProperty(globalThis, 'wx'))
    const { client, calls } = service()
    const { step, error } = await createSignIn({ client }).start()
    assert.deepEqual(
      [step, error?.code, error?.audience, calls],
      isCode ? ['phone', undefined, undefined, ['login l']] : ['login', 'CALLBACK', 'user', []],
    )
    if (error) assert.match(error.hint.en, /try again/)
  })
}
