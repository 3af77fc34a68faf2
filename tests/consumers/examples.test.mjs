// The servers of examples/node, as whoever copies them runs them, on the packed package. The other examples have tests of their own:
// vite-example.test.mjs and tests/miniprogram. What the code of the servers survives is in the tests of the pages that print it.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../examples/blocks.mjs'
import { serveFile } from '../examples/process.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
import { CLIENT_ID, DEVICE } from '../package/sandbox.mjs'
import { copyProject } from './example-project.mjs'
import { sandbox } from './sandbox.mjs'

for (const script of ['express', 'fastify']) {
  test(`the Node.js example's \`npm run ${script}\` serves a bind`, async (t) => {
    const { folder, scripts } = await copyProject(t, 'node', join(ROOT, 'node_modules'))
    const [node, file] = scripts[script].split(' ')
    assert.equal(node, 'node')
    const settings = { DOMAIN: 'acme.example.com', CLIENT_ID, ISSUER: sandbox.origin, AUDIENCE: CLIENT_ID }
    const { origin } = await serveFile(t, join(folder, file), { ...settings, SANDBOX: sandbox.origin })
    const { fingerprint, osVersion } = DEVICE
    const press = { wechatCode: sandbox.fresh('13800138000'), stateToken: await sandbox.stateToken() }
    const headers = { 'content-type': 'application/json', 'user-agent': DEVICE.userAgent }
    const body = JSON.stringify({ ...press, fingerprint, osVersion })
    const response = await fetch(`${origin}/bind`, { method: 'POST', headers, body })
    const { status, profile } = await response.json()
    assert.deepEqual([status, profile.name], ['SUCCESS', '张伟'])
  })
}

test("the Node.js example's `npm start` takes an id_token and opens a session", async (t) => {
  const { folder, scripts } = await copyProject(t, 'node', join(ROOT, 'node_modules'))
  const settings = { DOMAIN: 'acme.example.com', CLIENT_ID, ISSUER: sandbox.origin, AUDIENCE: CLIENT_ID }
  const [, file] = scripts.start.split(' ')
  const { origin } = await serveFile(t, join(folder, file), { ...settings, SANDBOX: sandbox.origin })
  const { createClient } = await import('wechat-mobile-bind')
  const config = { domain: sandbox.origin, allowInsecureLoopback: true, clientId: CLIENT_ID, device: DEVICE }
  const { login } = freshCodes({ login: 'wangfang' })
  const { idToken } = await (await createClient(config)).login({ code: login })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${origin}/session`, { method: 'POST', headers, body: JSON.stringify({ idToken }) })
  assert.equal(response.status, 200, await response.text())
})
