// The projects of examples/, as whoever copies one runs it, on the packed package. The mini program is run in tests/miniprogram, and
// what their code survives in the tests of the pages that print it.

import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../examples/blocks.mjs'
import { serveFile } from '../examples/process.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
import { CLIENT_ID, DEVICE } from '../package/sandbox.mjs'
import { browser } from './chromium.mjs'
import { putPrelude } from './printed.mjs'
import { sandbox } from './sandbox.mjs'
import { serve } from './server.mjs'
import { HERE, PACKAGE, run } from './tools.mjs'

/** @import { TestContext } from 'node:test' */

/**
 * A copy of a project with what its package.json asks for, until the test ends. Answers the folder and its scripts.
 *
 * @param {TestContext} t
 * @param {string} name
 * @param {string} modules where its other packages are installed
 */
async function copyProject(t, name, modules) {
  const folder = await mkdtemp(join(tmpdir(), 'example-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await cp(join(ROOT, 'examples', name), folder, { recursive: true })
  const { dependencies, devDependencies, scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  await cp(join(HERE, PACKAGE), join(folder, PACKAGE), { recursive: true })
  for (const tool of Object.keys({ ...dependencies, ...devDependencies }))
    if (tool !== 'wechat-mobile-bind') await symlink(join(modules, tool), join(folder, 'node_modules', tool))
  return { folder, scripts }
}

test('the Vite example is built by its script, and its page signs in', async (t) => {
  const modules = join(HERE, 'node_modules')
  const { folder } = await copyProject(t, 'vite', modules)
  await symlink(join(modules, '.bin'), join(folder, 'node_modules/.bin'))
  await run('npm', ['run', 'build', '--', '--base', './', '--logLevel', 'warn'], { cwd: folder })
  await putPrelude(join(folder, 'dist'), sandbox.origin, 1)
  const codes = freshCodes({ login: 'stranger', phone: '13800138000' })
  await browser.go(`${await serve(t, join(folder, 'dist'))}#${new URLSearchParams(JSON.parse(JSON.stringify(codes)))}`)
  assert.match(await browser.until(() => document.body?.textContent.trim()), /^SUCCESS 张伟 /)
})

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
