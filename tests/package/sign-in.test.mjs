// Sign-ins against the running sandbox, each asserted by its result and by what the sandbox received.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createClient, displayRows } from 'wechat-mobile-bind'
import { CLIENT_ID, DEVICE, startSandbox } from './sandbox.mjs'

/**
 * @import { Sandbox } from './sandbox.mjs'
 * @import { Client } from '../conformance/types.js'
 */

const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
const BIND = '/api/v2/sdk/social/wechat-mobile-bind'
const REGISTER = '/api/v2/sdk/social/wechat-mobile-register-bind'

/** @type {Sandbox} */
let sandbox
/** @type {Client} */
let client

before(async () => {
  sandbox = await startSandbox()
  client = await createClient({
    domain: sandbox.origin,
    allowInsecureLoopback: true,
    clientId: CLIENT_ID,
    device: DEVICE,
  })
})
after(() => sandbox.stop())

/**
 * Signs in, and tells what the sandbox received meanwhile.
 *
 * @param {{ login: string, phone?: unknown, [name: string]: unknown }} params
 */
async function signIn({ login, phone, ...rest }) {
  await sandbox.receivedAll()
  let asked = 0
  /** @type {{ result?: any, error?: any }} */
  const outcome = await client
    .signIn({
      loginCode: async () => login,
      phoneCode: () => {
        asked++
        return phone
      },
      ...rest,
    })
    .then(
      (result) => ({ result }),
      (error) => ({ error }),
    )
  const requests = await sandbox.receivedAll()
  return {
    ...outcome,
    asked,
    paths: requests.map(({ path }) => path),
    bodies: requests.map(({ body }) => JSON.parse(body)),
    requests,
  }
}

test('a known user is signed in by one request', async () => {
  const login = sandbox.fresh('wangfang')
  const { result, asked, paths, bodies, requests } = await signIn({ login })
  assert.equal(result.status, 'SUCCESS')
  assert.equal(result.identity.profile.name, '王芳')
  assert.deepEqual([asked, paths, bodies], [0, [LOGIN], [{ code: login }]])
  assert.equal(requests[0].headers['x-state-token'], undefined)
})

test('an unknown user is bound, and known from then on', async () => {
  const [login, phone] = ['newcomer.first', sandbox.fresh('13700137000')]
  const { result, asked, paths, bodies, requests } = await signIn({ login, phone })
  assert.equal(result.status, 'SUCCESS')
  assert.equal(displayRows(result.identity)[0].value, '欧阳娜')
  assert.deepEqual([asked, paths, bodies], [1, [LOGIN, BIND], [{ code: login }, { wechat_code: phone }]])
  assert.equal(typeof requests[1].headers['x-state-token'], 'string')

  const again = await signIn({ login: 'newcomer.second' })
  assert.deepEqual([again.result.status, again.asked, again.paths], ['SUCCESS', 0, [LOGIN]])
})

test('an unknown user whose phone nobody has is registered, or refused by a bind', async () => {
  const phone = () => sandbox.fresh('13312345678')
  const refused = await signIn({ login: sandbox.fresh('nobody'), phone: phone(), onUnknownUser: 'bind' })
  assert.deepEqual(
    [refused.error.code, refused.error.errorCode, refused.paths],
    ['REFUSED', 'SDK.COMMON.1013', [LOGIN, BIND]],
  )

  const registered = await signIn({ login: sandbox.fresh('nobody'), phone: phone(), onUnknownUser: 'register' })
  assert.equal(registered.result.status, 'SUCCESS')
  assert.equal(registered.result.identity.profile.mobile, '13312345678')
  assert.deepEqual([registered.asked, registered.paths], [1, [LOGIN, REGISTER]])
})

test('a user who declines the phone button keeps a state token that still binds', async () => {
  const { result, asked, paths } = await signIn({ login: sandbox.fresh('shy'), phone: undefined })
  assert.deepEqual(
    [result.status, result.nextSteps, asked, paths],
    ['SOCIAL_BIND', ['VERIFY_PHONE', 'VERIFY_EMAIL'], 1, [LOGIN]],
  )
  const later = await client.bind({ wechatCode: sandbox.fresh('13800138000'), stateToken: result.stateToken })
  assert.equal(later.status, 'SUCCESS')
})

test('a state token that expired between the steps is a refusal that says so', async () => {
  const { error, asked, paths } = await signIn({
    login: sandbox.fresh('sandbox-state-expired'),
    phone: sandbox.fresh('13800138000'),
  })
  assert.deepEqual([error.code, error.errorCode, error.delivery], ['REFUSED', 'SDK.COMMON.1007', 'delivered'])
  assert.deepEqual([asked, paths], [1, [LOGIN, BIND]])
})

for (const [scenario, status] of [
  ['sandbox-status-mfa-auth', 'MFA_AUTH'],
  ['sandbox-status-access-denied', 'ACCESS_DENIED'],
  ['sandbox-status-unknown', 'UNKNOWN'],
]) {
  test(`${status} ends the sign-in without a phone`, async () => {
    const { result, asked, paths } = await signIn({ login: sandbox.fresh(scenario), phone: '13800138000.never' })
    assert.deepEqual([result.status, asked, paths], [status, 0, [LOGIN]])
  })
}

test('a second factor that the bind asks for ends the sign-in too', async () => {
  const { result, paths } = await signIn({
    login: sandbox.fresh('second'),
    phone: sandbox.fresh('sandbox-status-mfa-auth'),
  })
  assert.deepEqual([result.status, typeof result.stateToken, paths], ['MFA_AUTH', 'string', [LOGIN, BIND]])
})

test('a login code is good once', async () => {
  const login = sandbox.fresh('wangfang')
  assert.equal((await client.login({ code: login })).status, 'SUCCESS')
  const error = await client.login({ code: login }).catch((reason) => reason)
  assert.deepEqual([error.code, error.errorCode, error.delivery], ['REFUSED', 'SDK.LOGIN.1001', 'delivered'])
})

test('a lost reply is never sent again', async () => {
  const lost = await signIn({ login: sandbox.fresh('lossy'), phone: sandbox.fresh('sandbox-fault-reset') })
  assert.deepEqual(
    [lost.error.code, lost.error.delivery, lost.asked, lost.paths],
    ['NETWORK', 'unknown', 1, [LOGIN, BIND]],
  )
})
