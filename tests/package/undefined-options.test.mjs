// What is undefined counts as absent: an option may be read from the environment. The types allow it too: types/tests.ts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, displayRows, isExpired } from 'wechat-mobile-bind'

const unset = undefined
const CONFIG = {
  domain: 'acme.example.com',
  clientId: 'c',
  fetch: async () => ({ status: 200, text: async () => '{"status":"SUCCESS","session_token":"s"}' }),
  device: { osVersion: unset, fingerprint: 'f', userAgent: unset, ip: unset },
}

for (const name of [
  ...['allowInsecureLoopback', 'tenantId', 'onEvent', 'language', 'timeoutMs', 'bodyField', 'wasm'],
]) {
  test(`a configuration whose ${name} is undefined`, async () => {
    const client = await createClient({ ...CONFIG, [name]: unset })
    const params = { wechatCode: 'c', stateToken: 's', device: unset, signal: unset }
    assert.equal((await client.bind(params)).status, 'SUCCESS')
  })
}

test('a configuration whose device and fetch are undefined', async () => {
  const client = await createClient({ ...CONFIG, device: unset, fetch: unset })
  const device = { osVersion: unset, fingerprint: 'f' }
  const { init } = await client.prepare({ wechatCode: 'c', stateToken: 's', device })
  assert.equal(init.headers['X-device-fingerprint'], 'f')
})

test('the options of a sign-in and of rows', async () => {
  const client = await createClient(CONFIG)
  const codes = { loginCode: () => 'c', phoneCode: () => unset }
  const result = await client.signIn({ ...codes, onUnknownUser: unset, device: unset, signal: unset })
  assert.equal(result.status, 'SUCCESS')
  const [row] = displayRows({ profile: { name: '张三' } }, { locale: unset, mask: unset })
  assert.deepEqual([row.label, row.value], ['姓名', '张三'])
  assert.equal(isExpired({ expiresAt: unset }, unset), false)
})
