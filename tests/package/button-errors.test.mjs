// What goes wrong during the sign-in, in the words of the page: each failure is told once, as what it is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as node from 'wechat-mobile-bind'
import {
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
  const told = unhandled(t)
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
  [
    'a login whose result has no `next`',
    { client: answers({ login: async () => ({ ...DONE, next: undefined }) }) },
    CLIENT('unknown', 'login'),
  ],
  [
    'a bind whose result has no `next`',
    { client: answers({ bind: async () => ({ ...DONE, next: undefined }) }) },
    CLIENT('unknown', 'bind'),
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
    assert.deepEqual([state.busy, told.length, told[0] instanceof BindError], [false, 1, true])
    assert.ok(error.message.startsWith(`\`${expected[2]}\``), error.message)
  })
}

test('an error of the package that loginCode throws stays what it is', async () => {
  const { signIn } = start({}, { loginCode: rejects(failure('ABORTED', 'not-sent')) })
  assert.deepEqual(shown(await signIn.start()), ['login', false, 'ABORTED'])
})
