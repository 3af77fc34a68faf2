// What a page puts into `setData` holds no secret; the session stands beside it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as node from 'wechat-mobile-bind'
import { allowed, createSignIn, DECLINED } from './sign-in-double.mjs'

/** @import { SignInState } from '../../pkg-template/shipped/miniprogram.cjs' */

/** @param {unknown} value */
const base64Url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const ID_TOKEN = `${base64Url({ alg: 'RS256' })}.${base64Url({ sub: 'CANARY-sub', name: 'CANARY-name' })}.CANARYCA`

/** What the service answers, one after the other, and what a page may see of it. */
const COURSE = [
  {
    reply: {
      status: 'SOCIAL_BIND',
      state_token: 'CANARY-state-token',
      data: '{"socialBindOrRegisterFlow":["VERIFY_PHONE","VERIFY_EMAIL"]}',
      more: 'CANARY-raw',
    },
    view: { step: 'phone', result: { status: 'SOCIAL_BIND', nextSteps: ['VERIFY_PHONE', 'VERIFY_EMAIL'] } },
  },
  { reply: { error_code: 'SDK.LOGIN.1001', error_msg: 'CANARY-message' } },
  { reply: 'CANARY is no JSON' },
  {
    reply: { status: 'SOCIAL_BIND', state_token: 'CANARY-state-token' },
    view: { step: 'phone', result: { status: 'SOCIAL_BIND' } },
  },
  {
    reply: { status: 'SUCCESS', session_token: 'CANARY-session', expire: 432000, id_token: ID_TOKEN },
    // The session ends 432000 seconds after the bind was sent.
    view: { step: 'done', result: { status: 'SUCCESS' }, expiresAt: 432_000_000 },
  },
]

test('no state holds a token, a profile, a message or a reply of the service, and the results are beside them', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 })
  const replies = COURSE.map(({ reply }) => (typeof reply === 'string' ? reply : JSON.stringify(reply)))
  const client = await node.createClient({
    domain: 'acme.example.com',
    clientId: 'c',
    device: { fingerprint: 'f' },
    fetch: async () => ({ status: 200, text: async () => replies.shift() }),
  })
  /** @type {[SignInState, any][]} */
  const changes = []
  const signIn = createSignIn({
    client,
    loginCode: () => 'CANARY-login-code',
    onChange: (/** @type {SignInState} */ state, /** @type {unknown} */ result) => {
      changes.push([state, result])
      assert.equal(result, signIn.result)
      assert.equal(state, signIn.state)
    },
  })
  assert.equal(signIn.result, undefined)
  await signIn.start()
  assert.deepEqual(signIn.state, { busy: false, ...COURSE[0].view })
  assert.equal(signIn.result?.stateToken, 'CANARY-state-token')
  await signIn.press(DECLINED)
  await signIn.press(allowed('CANARY-phone-1'))
  assert.equal(signIn.state.error.errorCode, 'SDK.LOGIN.1001')
  await signIn.press(allowed('CANARY-phone-2'))
  assert.equal(signIn.state.error.code, 'BAD_RESPONSE')
  await signIn.press(allowed('CANARY-phone-3'))
  assert.deepEqual(signIn.state, { busy: false, ...COURSE[4].view })
  assert.deepEqual(
    [signIn.result?.sessionToken, signIn.result?.identity.profile.name, signIn.result?.raw.expire],
    ['CANARY-session', 'CANARY-name', 432000],
  )

  const states = changes.map(([state]) => state)
  assert.deepEqual(JSON.parse(JSON.stringify(states)), states, 'plain data, without undefined members')
  assert.doesNotMatch(JSON.stringify(states), /CANARY/)
  assert.ok(changes.some(([{ busy }]) => busy))
  assert.ok(states.some(({ error }) => error))

  replies.push(replies[0] ?? '{"status":"MFA_AUTH","state_token":"CANARY-mfa"}')
  const restarted = signIn.restart()
  assert.deepEqual([signIn.state, signIn.result], [{ step: 'login', busy: true }, undefined])
  assert.deepEqual(await restarted, { step: 'ended', busy: false, result: { status: 'MFA_AUTH' } })
  assert.equal(signIn.result?.stateToken, 'CANARY-mfa')
})
