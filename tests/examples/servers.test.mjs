// The servers of docs/server.md, in both languages, run as printed: the sandbox stands in for the tenant.

import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLIENT_ID, startSandbox } from '../package/sandbox.mjs'
import { claimed, isChinese } from './blocks.mjs'
import { freePort, serveFile } from './process.mjs'
import { binds, freshCodes, happenings, SPEED, stateTokenOf } from './scenarios.mjs'

/**
 * @import { Block } from './blocks.mjs'
 * @import { TestContext } from 'node:test'
 */

const OUT = join(import.meta.dirname, 'node_modules/.printed')
const DEVICE = { fingerprint: 'f-1', osVersion: 'iOS 17.4' }
const AGENT = 'Mozilla/5.0 (iPhone)'

const BLOCKS = claimed('server')
const SERVERS = BLOCKS.filter(({ file }) => file !== 'sign-in.js')
/** @param {Block} block */
const placeOf = ({ page, file }) => join(OUT, page, file)

const sandbox = await startSandbox()
const CASES = await happenings(sandbox.origin)
after(() => sandbox.stop())

before(async () => {
  await rm(OUT, { recursive: true, force: true })
  for (const block of BLOCKS) {
    await mkdir(dirname(placeOf(block)), { recursive: true })
    await writeFile(join(dirname(placeOf(block)), 'package.json'), '{ "type": "module" }')
    await writeFile(placeOf(block), block.code)
  }
})

/**
 * Runs a server of the page until the test ends.
 *
 * @param {TestContext} t
 * @param {string} file
 */
async function serve(t, file, settings = {}) {
  const environment = {
    DOMAIN: 'acme.example.com',
    CLIENT_ID,
    ISSUER: sandbox.origin,
    AUDIENCE: CLIENT_ID,
    SANDBOX: sandbox.origin,
  }
  const server = await serveFile(t, file, { ...environment, ...settings })
  return Object.assign(server, { post: (/** @type {string} */ body) => post(server.origin, body) })
}

/**
 * @param {string} origin
 * @param {string} body
 */
async function post(origin, body) {
  const headers = { 'content-type': 'application/json', 'user-agent': AGENT }
  const response = await fetch(`${origin}/bind`, { method: 'POST', headers, body })
  return { status: response.status, cookie: response.headers.get('set-cookie'), body: await response.json() }
}

/** What a device sends that binds to the phone of that code. */
async function press(code = '13800138000') {
  return JSON.stringify({ ...DEVICE, wechatCode: sandbox.fresh(code), stateToken: await sandbox.stateToken() })
}

for (const block of SERVERS) {
  const file = placeOf(block)
  const title = `${block.page}, ${block.file}:`

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

  // The Chinese edition has the same code (inventory.test.mjs): what follows is tried on the English one.
  if (isChinese(block.page)) continue

  test(`${title} goes on when the service signs with a new key`, async (t) => {
    const server = await serve(t, file)
    assert.equal((await server.post(await press())).status, 200)
    await sleep(1_100) // `cooldownDuration`
    assert.equal((await fetch(`${sandbox.origin}/sandbox/rotate-key`, { method: 'POST' })).status, 204)
    assert.equal((await server.post(await press())).status, 200)
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

  test(`${title} keeps each session, whatever happens`, async (t) => {
    const server = await serve(t, file, { SPEED: String(SPEED) })
    for (const happening of CASES.filter(({ login }) => login === 'stranger' || /expired/.test(login))) {
      await t.test(happening.title, async () => {
        const expected = await binds(sandbox.origin, happening)
        const stateToken = await stateTokenOf(sandbox.origin, happening)
        const wechatCode = freshCodes(happening).phone
        const { status, cookie, body } = await server.post(JSON.stringify({ ...DEVICE, wechatCode, stateToken }))
        assert.equal(Boolean(cookie), expected, `${status} ${JSON.stringify(body)}`)
        assert.equal(body.status === 'SUCCESS', expected)
        assert.ok([200, 400, 422, 502].includes(status), String(status))
        if (status !== 200) assert.deepEqual([typeof body.code, typeof body.pressAgain], ['string', 'boolean'])
        for (const secret of [wechatCode, stateToken]) assert.ok(!secret || !server.printed.includes(secret))
      })
    }
  })

  test(`${title} knows nobody by a session without an id_token`, async (t) => {
    const server = await serve(t, file)
    for (const scenario of ['sandbox-odd-no-id-token', 'sandbox-odd-abbreviated-id-token']) {
      const { status, cookie, body } = await server.post(await press(scenario))
      assert.deepEqual([status, typeof cookie, body], [200, 'string', { status: 'SUCCESS', profile: {} }])
    }
  })
}
