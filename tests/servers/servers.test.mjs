// The servers of docs/server.md, in both languages, run as printed: the sandbox stands in for the tenant.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLIENT_ID, startSandbox } from '../package/sandbox.mjs'

/**
 * @import { Sandbox } from '../package/sandbox.mjs'
 * @import { TestContext } from 'node:test'
 */

const HERE = import.meta.dirname
const OUT = join(HERE, 'node_modules/.printed')
const PAGES = ['server.md', 'server.zh-CN.md']
const FRAMEWORKS = ['express', 'fastify']
const DEVICE = { fingerprint: 'f-1', osVersion: 'iOS 17.4' }
const AGENT = 'Mozilla/5.0 (iPhone)'

/** @type {Sandbox} */
let sandbox
before(async () => {
  await rm(OUT, { recursive: true, force: true })
  for (const page of PAGES) {
    await mkdir(join(OUT, page), { recursive: true })
    await writeFile(join(OUT, page, 'package.json'), '{ "type": "module" }')
    for (const [name, code] of await filesOf(page)) await writeFile(join(OUT, page, name), code)
  }
  sandbox = await startSandbox()
})
after(() => sandbox?.stop())

/**
 * The files of a page: each JavaScript block, by the name in its first line.
 *
 * @param {string} page
 */
async function filesOf(page) {
  const text = await readFile(join(HERE, '../../docs', page), 'utf8')
  const blocks = [...text.matchAll(/^```js\n(\/\/ (\S+\.js)\n[\s\S]*?)^```$/gm)]
  return new Map(blocks.map(([, code, name]) => [name, code]))
}

async function freePort() {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Runs a server of the page until the test ends.
 *
 * @param {TestContext} t
 * @param {string} file
 */
async function serve(t, file, settings = {}) {
  const port = await freePort()
  const environment = {
    DOMAIN: 'acme.example.com',
    CLIENT_ID,
    ISSUER: sandbox.origin,
    AUDIENCE: CLIENT_ID,
    SANDBOX: sandbox.origin,
  }
  const child = spawn(process.execPath, ['--import', join(HERE, 'tenant.mjs'), file], {
    env: { ...process.env, ...environment, ...settings, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill())
  const server = { printed: '', post: (/** @type {string} */ body) => post(port, body) }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (server.printed += text))
  for (const end = Date.now() + 20_000; ; await sleep(50)) {
    if (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)) return server
    assert.ok(child.exitCode === null && Date.now() < end, `${file} does not listen: ${server.printed}`)
  }
}

/**
 * @param {number} port
 * @param {string} body
 */
async function post(port, body) {
  const headers = { 'content-type': 'application/json', 'user-agent': AGENT }
  const response = await fetch(`http://127.0.0.1:${port}/bind`, { method: 'POST', headers, body })
  return { status: response.status, cookie: response.headers.get('set-cookie'), body: await response.json() }
}

/** What a device sends that binds to the phone of that code. */
async function press(code = '13800138000') {
  return JSON.stringify({ ...DEVICE, wechatCode: sandbox.fresh(code), stateToken: await sandbox.stateToken() })
}

test('both editions print the same code', async () => {
  /** @param {string} page */
  const withoutComments = async (page) =>
    [...(await filesOf(page))].map(([name, code]) => [
      name,
      code.replace(/(^|\s)\/\/ .*$/gm, '$1').replace(/ +$/gm, ''),
    ])
  const english = await withoutComments('server.md')
  assert.deepEqual(
    english.map(([name]) => name),
    ['sign-in.js', 'express.js', 'fastify.js'],
  )
  assert.deepEqual(await withoutComments('server.zh-CN.md'), english)
})

for (const page of PAGES) {
  for (const framework of FRAMEWORKS) {
    const file = join(OUT, page, `${framework}.js`)
    const title = `${page}, ${framework}:`

    test(`${title} binds for the device that asks, and keeps the tokens`, async (t) => {
      const server = await serve(t, file)
      await sandbox.receivedAll()
      const sent = await press()
      const { status, cookie, body } = await server.post(sent)
      assert.deepEqual(
        [status, body.status, body.profile.name, body.profile.mobile],
        [200, 'SUCCESS', '张伟', '13800138000'],
      )
      assert.deepEqual(Object.keys(body), ['status', 'profile'])
      assert.match(String(cookie), /^__Host-session=[\w-]{36}; Path=\/; Secure; HttpOnly; SameSite=Strict$/)

      const received = await sandbox.received()
      const [{ headers }] = received.filter(({ path }) => path.endsWith('/wechat-mobile-bind'))
      assert.equal(headers['x-device-fingerprint'], DEVICE.fingerprint)
      assert.equal(headers['x-operating-sys-version'], DEVICE.osVersion)
      assert.equal(headers['x-agent'], AGENT)
      assert.match(headers['x-device-ip'], /127\.0\.0\.1$/)

      const [record] = server.printed
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      assert.deepEqual([record.step, record.answered, record.status], ['bind', true, 'SUCCESS'])
      const { wechatCode, stateToken } = JSON.parse(sent)
      for (const secret of [wechatCode, stateToken, '张伟', '13800138000']) assert.ok(!server.printed.includes(secret))
    })

    test(`${title} goes on when the service signs with a new key`, async (t) => {
      const server = await serve(t, file)
      assert.equal((await server.post(await press())).status, 200)
      await sleep(1_100) // `cooldownDuration`
      assert.equal((await fetch(`${sandbox.origin}/sandbox/rotate-key`, { method: 'POST' })).status, 204)
      assert.equal((await server.post(await press())).status, 200)
    })

    test(`${title} turns a refusal into a 4xx with the service's code`, async (t) => {
      const server = await serve(t, file)
      const unknown = await server.post(await press('15500155000'))
      assert.deepEqual([unknown.status, unknown.body.code, unknown.body.errorCode], [422, 'REFUSED', 'SDK.COMMON.1013'])
      assert.equal(unknown.body.pressAgain, true)
      assert.equal(typeof unknown.body.hint.en, 'string')

      const lost = await server.post(await press('sandbox-fault-reset'))
      assert.deepEqual([lost.status, lost.body.code, lost.body.pressAgain], [502, 'NETWORK', true])

      const incomplete = await server.post(JSON.stringify({ wechatCode: 'c', stateToken: 's' }))
      assert.deepEqual(
        [incomplete.status, incomplete.body.code, incomplete.body.pressAgain],
        [400, 'INVALID_PARAMS', false],
      )

      const asked = await server.post(await press('sandbox-status-mfa-auth'))
      assert.deepEqual([asked.status, asked.cookie, asked.body.status], [200, null, 'MFA_AUTH'])

      const broken = await server.post('{"wechatCode":"secret-of-a-press')
      assert.equal(broken.status, 400)
      assert.equal((await server.post('null')).status, 400)
      assert.ok(server.printed.includes('"errorCode":"SDK.COMMON.1013"'))
      for (const secret of ['secret-of-a-press', '15500155000']) assert.ok(!server.printed.includes(secret), secret)
    })

    for (const [what, settings, code] of [
      ['for another audience', { AUDIENCE: 'another' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
      ['of another issuer', { ISSUER: 'https://other.example.com' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
      ['that has expired', { SECONDS_AHEAD: '335' }, 'ERR_JWT_EXPIRED'],
    ]) {
      test(`${title} refuses an id_token ${what}`, async (t) => {
        const server = await serve(t, file, settings)
        const { status, cookie, body } = await server.post(await press())
        assert.deepEqual([status, cookie, body], [502, null, { code }])
        assert.ok(!server.printed.includes('张伟') && !server.printed.includes('13800138000'))
      })
    }

    test(`${title} takes a clock that is a little ahead`, async (t) => {
      const server = await serve(t, file, { SECONDS_AHEAD: '310' })
      assert.equal((await server.post(await press())).status, 200)
    })

    test(`${title} says that the code is still good where there is no connection`, async (t) => {
      const server = await serve(t, file, { SANDBOX: `http://127.0.0.1:${await freePort()}` })
      const { status, body } = await server.post(await press())
      assert.deepEqual([status, body.code, body.pressAgain], [502, 'NETWORK', false])
    })

    test(`${title} does not start without an audience`, async (t) => {
      await assert.rejects(serve(t, file, { AUDIENCE: '' }), /set DOMAIN, CLIENT_ID, ISSUER and AUDIENCE/)
    })
  }
}
