// What is undefined counts as absent: an option may be read from the environment. The types allow it too: types/tests.ts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, displayRows, isExpired } from 'wechat-mobile-bind'

const unset = undefined
const fetch = async () => ({ status: 200, text: async () => '{"status":"SUCCESS","session_token":"s"}' })
const CONFIG = {
  ...{
    domain: 'acme.example.com',
    clientId: 'c',
    fetch,
    device: { fingerprint: 'f', osVersion: unset, userAgent: unset },
  },
  ...{ allowInsecureLoopback: unset, tenantId: unset, onEvent: unset, language: unset, timeoutMs: unset },
  ...{ bodyField: unset, wasm: unset },
}

test('a configuration and parameters', async () => {
  const params = { wechatCode: 'c', stateToken: 's', device: unset, signal: unset }
  assert.equal((await (await createClient(CONFIG)).bind(params)).status, 'SUCCESS')
  const client = await createClient({ ...CONFIG, device: unset, fetch: unset })
  const { init } = await client.prepare({ ...params, device: { osVersion: unset, fingerprint: 'f' } })
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
