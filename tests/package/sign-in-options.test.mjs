// The options of a sign-in with a button: mistakes of the caller are errors of the package, told at once and all together.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { throwing } from './hostile-values.mjs'
import { BindError, createSignIn, DECLINED, service } from './sign-in-double.mjs'

const { ValidationError } = createRequire(import.meta.url)('wechat-mobile-bind/miniprogram')

const client = {}

/** Of each rule some; the fuzz has them all. Each with the fields and the rules of its issues. @type {[unknown, string][]} */
const MISTAKES = [
  [undefined, 'options type, client required'],
  [Symbol('o'), 'options type, client required'],
  [{ client: null }, 'client required'],
  [{ client: 'acme.example.com' }, 'client type'],
  [throwing('client'), 'client unreadable'],
  [{ client, onUnknownUser: 'Register' }, 'onUnknownUser format'],
  [{ client, onUnknownUser: ['register'] }, 'onUnknownUser format'],
  [{ client, steps: ['phone'] }, 'steps format'],
  [{ client, steps: 'verify-code' }, 'steps format'],
  [{ client, resendMs: -1 }, 'resendMs range'],
  [{ client, loginCode: Promise.resolve('c') }, 'loginCode type'],
  [throwing('onError', { client }), 'onError unreadable'],
  [{ client, onUnknownUsers: 'register' }, 'options unknown'],
  [{ client, 'an odd name': 1 }, 'options unknown'],
  [
    { client: 1, loginCode: 'c', onUnknownUser: 'both', onChange: {}, onError: 5 },
    'client type, onUnknownUser format, loginCode type, onChange type, onError type',
  ],
]
for (const [index, [options, expected]] of MISTAKES.entries()) {
  test(`mistake ${index + 1}: ${expected}`, () => {
    assert.throws(
      () => createSignIn(options),
      (/** @type {any} */ error) => {
        assert.ok(error instanceof ValidationError && error instanceof BindError)
        assert.deepEqual(
          [error.name, error.code, error.delivery, error.step, error.audience],
          ['ValidationError', 'INVALID_PARAMS', 'not-sent', 'login', 'developer'],
        )
        /** @type {{ field: string, rule: string, message: string }[]} */
        const issues = error.issues
        assert.equal(issues.map(({ field, rule }) => `${field} ${rule}`).join(', '), expected)
        assert.equal(error.message, issues.map(({ message }) => message).join('; '))
        for (const { field, message } of issues) assert.ok(message.startsWith(`\`${field}\` `), message)
        assert.ok(!error.message.includes('odd'))
        assert.ok(!JSON.stringify(error).includes('the host refuses'))
        return true
      },
    )
  })
}

test('options that are null or undefined are absent, and those of a class are read', async () => {
  const { client, calls } = service()
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
  assert.deepEqual(calls, ['login l', 'login l'])
})
