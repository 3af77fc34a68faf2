// The servers of docs/server.md, from an empty folder on, run as printed: the sandbox stands in for the tenant.

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'wechat-mobile-bind'
import { CLIENT_ID, startSandbox } from '../package/sandbox.mjs'
import { claimed, isChinese } from './blocks.mjs'
import { emptyFolder, npmLines } from './empty-folder.mjs'
import { freePort, serveFile } from './process.mjs'
import { freshCodes, SITUATIONS, SPEED } from './scenarios.mjs'

/**
 * @import { Block } from './blocks.mjs'
 * @import { TestContext } from 'node:test'
 */

const DEVICE = { fingerprint: 'f-1', osVersion: 'iOS 17.4' }
const AGENT = 'Mozilla/5.0 (iPhone)'

// The Chinese edition has the same code: inventory.test.mjs.
const BLOCKS = claimed('server').filter(({ page }) => !isChinese(page))
const RUN = ['express.mjs', 'fastify.mjs', 'session.mjs']
const SERVERS = BLOCKS.filter(({ file }) => ['express.mjs', 'fastify.mjs'].includes(file))

const sandbox = await startSandbox()
const NOWHERE = `http://127.0.0.1:${await freePort()}`
after(() => sandbox.stop())

/** Each server as a file of a folder that npm made as the page says, until the last test has ended. @type {Map<Block, string>} */
const FILES = new Map()
for (const block of BLOCKS.filter(({ file }) => RUN.includes(file))) {
  const { page, file } = block
  const [shell] = claimed('shell').filter((block) => block.page === page)
  const lines = npmLines(shell).map((line) => (file === 'fastify.mjs' ? line.replace('express', 'fastify') : line))
  const folder = await emptyFolder({ after }, { lines, files: BLOCKS })
  FILES.set(block, join(folder, file))
}

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
  return Object.assign(server, {
    /** @param {string} body */
    post: (body, headers = {}) => post(server.origin, body, headers),
  })
}

/**
 * @param {string} origin
 * @param {string} body
 */
async function post(origin, body, more = {}) {
  const headers = { 'content-type': 'application/json', 'user-agent': AGENT, ...more }
  const response = await fetch(`${origin}/bind`, { method: 'POST', headers, body })
  return { status: response.status, cookie: response.headers.get('set-cookie'), body: await response.json() }
}

/** @type {Record<string, string>} */
const HEADERS = {
  fingerprint: 'x-device-fingerprint',
  osVersion: 'x-operating-sys-version',
  userAgent: 'x-agent',
  ip: 'x-device-ip',
}

/**
 * A server as its comment says to write it behind a proxy, which is on this machine.
 *
 * @param {string} code
 */
const behindProxy = (code) =>
  code
    .replace(/^\/\/ .*(app\.set\('trust proxy', '10\.0\.0\.1'\)).*$/m, '$1')
    .replace(/^\/\/ .*(trustProxy: '10\.0\.0\.1').*\n(.*Fastify\(\{)/m, '$2 $1,')
    .replace('10.0.0.1', '127.0.0.1')

/** What a device sends that binds to the phone of that code. */
async function press(code = '13800138000') {
  return JSON.stringify({ ...DEVICE, wechatCode: sandbox.fresh(code), stateToken: await sandbox.stateToken() })
}

for (const block of SERVERS) {
  const file = FILES.get(block) ?? ''
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

    const incomplete = await server.post(JSON.stringify({ ...DEVICE, wechatCode: 'c' }))
    assert.deepEqual(
      [incomplete.status, incomplete.body.code, incomplete.body.pressAgain],
      [400, 'INVALID_PARAMS', false],
    )
    assert.deepEqual(
      incomplete.body.issues.map((/** @type {Record<string, string>} */ { field, rule }) => [field, rule]),
      [['stateToken', 'required']],
    )

    const asked = await server.post(await press('sandbox-status-mfa-auth'))
    assert.deepEqual([asked.status, asked.cookie, asked.body.status], [200, null, 'MFA_AUTH'])

    const broken = await server.post('{"wechatCode":"secret-of-a-press')
    assert.equal(broken.status, 400)
    assert.equal((await server.post('null')).status, 400)
    assert.ok(server.printed.includes('"errorCode":"SDK.COMMON.1013"'))
    for (const secret of ['secret-of-a-press', '15500155000']) assert.ok(!server.printed.includes(secret), secret)
  })

  test(`${title} signs in a user whose device and proxy send what no header carries`, async (t) => {
    const behind = join(dirname(file), `behind-${block.file}`)
    await writeFile(behind, behindProxy(block.code))
    const server = await serve(t, behind)
    for (const [fingerprint, osVersion, agent, address, ...expected] of [
      ['设备', '鸿蒙 5', 'MyApp/1.0 \xe4\xb8\xad', '203.0.113.7:4711', '??', '?? 5', 'MyApp/1.0 ???', '203.0.113.7'],
      ['f'.repeat(300), '', 'A'.repeat(5000), 'unknown', 'f'.repeat(256), 'unknown', 'A'.repeat(4096), undefined],
      [{ toString: 1 }, 7, ' ', '[2001:db8::1]:443', /^[\w-]{36}$/, 'unknown', 'unknown', '2001:db8::1'],
    ]) {
      await sandbox.receivedAll()
      const body = JSON.stringify({ ...JSON.parse(await press()), fingerprint, osVersion })
      const { status } = await server.post(body, { 'user-agent': agent, 'x-forwarded-for': address })
      assert.equal(status, 200)
      const [{ headers }] = await sandbox.received()
      for (const [index, name] of ['fingerprint', 'osVersion', 'userAgent', 'ip'].entries()) {
        const found = headers[HEADERS[name]]
        if (expected[index] instanceof RegExp) assert.match(found, expected[index])
        else assert.equal(found, expected[index], name)
      }
    }
  })
}

// sign-in.mjs and verify.mjs, which both import, are tried through one of them.
for (const block of SERVERS.slice(0, 1)) {
  const file = FILES.get(block) ?? ''
  const title = `${block.page}, ${block.file}:`

  test(`${title} goes on when the service signs with a new key`, async (t) => {
    const server = await serve(t, file)
    assert.equal((await server.post(await press())).status, 200)
    await sleep(1_100) // `cooldownDuration`
    assert.equal((await fetch(`${sandbox.origin}/sandbox/rotate-key`, { method: 'POST' })).status, 204)
    assert.equal((await server.post(await press())).status, 200)
  })

  for (const [what, settings, status, code] of /** @type {[string, object, number, string?][]} */ ([
    ['refuses an id_token for another audience', { AUDIENCE: 'another' }, 502, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['refuses an id_token of another issuer', { ISSUER: 'https://a.cn' }, 502, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['refuses an id_token that has expired', { SECONDS_AHEAD: '335' }, 502, 'ERR_JWT_EXPIRED'],
    ['says that the code is still good without a connection', { SANDBOX: NOWHERE }, 502, 'NETWORK'],
    ['takes a clock that is a little ahead', { SECONDS_AHEAD: '310' }, 200],
  ])) {
    test(`${title} ${what}`, async (t) => {
      const server = await serve(t, file, settings)
      const answer = await server.post(await press())
      assert.deepEqual([answer.status, Boolean(answer.cookie), answer.body.code], [status, status === 200, code])
      if (code === 'NETWORK') assert.equal(answer.body.pressAgain, false)
      assert.ok(!server.printed.includes('张伟') && !server.printed.includes('13800138000'))
    })
  }

  test(`${title} does not start without an audience`, async (t) => {
    await assert.rejects(serve(t, file, { AUDIENCE: '' }), /set DOMAIN, ISSUER and AUDIENCE/)
  })

  test(`${title} keeps each session, whatever happens`, async (t) => {
    const server = await serve(t, file, { SPEED: String(SPEED) })
    for (const { title, login, phone, signsIn = false } of SITUATIONS) {
      if (!phone || login !== 'stranger') continue
      const { status, cookie, body } = await server.post(await press(phone))
      assert.deepEqual([Boolean(cookie), body.status === 'SUCCESS'], [signsIn, signsIn], title)
      if (status !== 200) assert.deepEqual([typeof body.code, typeof body.pressAgain], ['string', 'boolean'])
      // Nobody is known by a session without an id_token.
      if (phone.startsWith('sandbox-odd')) assert.deepEqual(body, { status: 'SUCCESS', profile: {} })
    }
  })
}

for (const { title, code } of BLOCKS.filter(({ file }) => file === 'sign-in.mjs')) {
  const own = code.slice(code.indexOf('function addressIn'), code.indexOf('export async function bind'))
  const addressIn = new Function('isIP', `${own}\nreturn addressIn`)(isIP)

  test(`${title} makes of an address what the field takes, or nothing`, () => {
    for (const [sent, expected] of [
      ['203.0.113.7', '203.0.113.7'],
      ['203.0.113.7:4711', '203.0.113.7'],
      ['203.0.113.7, 10.0.0.1', '203.0.113.7'],
      [' 203.0.113.7 ', '203.0.113.7'],
      ['::ffff:203.0.113.7', '203.0.113.7'],
      ['::FFFF:203.0.113.7', '203.0.113.7'],
      ['2001:db8::1', '2001:db8::1'],
      ['[2001:db8::1]', '2001:db8::1'],
      ['[fe80::1%eth0]:443', 'fe80::1'],
      ['fe80::1%eth0', 'fe80::1'],
      ['unknown, 203.0.113.7', undefined],
      ['unknown', undefined],
      ['_hidden', undefined],
      ['内网', undefined],
      ['', undefined],
      [undefined, undefined],
    ])
      assert.equal(addressIn(sent), expected, String(sent))
  })
}

for (const block of BLOCKS.filter(({ file }) => file === 'session.mjs')) {
  const file = FILES.get(block) ?? ''
  const title = `${block.page}, ${block.file}:`
  const [{ code }] = claimed('to own server').filter(({ page }) => !isChinese(page))

  /**
   * Runs the code of a mini program on a WeChat whose requests go to that server.
   *
   * @param {string} origin
   * @param {string | undefined} idToken
   * @returns {Promise<string>}
   */
  const openSession = (origin, idToken) => {
    /** @param {Record<string, any>} request */
    const request = async ({ url, method, data, success, fail }) => {
      const body = JSON.stringify(data)
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(url.replace('https://api.example.com', origin), { method, headers, body })
      const text = await response.text()
      if (response.ok) success({ statusCode: response.status, data: JSON.parse(text) })
      else success({ statusCode: response.status, data: text })
      return fail
    }
    return new Function('wx', `${code}\nreturn openSession`)({ request })({ idToken })
  }

  const idToken = async () => {
    const client = await createClient({
      domain: sandbox.origin,
      allowInsecureLoopback: true,
      clientId: CLIENT_ID,
      device: { ...DEVICE, userAgent: AGENT },
    })
    const result = await client.login({ code: freshCodes({ login: 'wangfang' }).login })
    assert.equal(result.status, 'SUCCESS')
    return String(Object(result).idToken)
  }

  /**
   * @param {string} origin
   * @param {string} [session]
   */
  const me = async (origin, session) => {
    const response = await fetch(`${origin}/me`, { headers: session ? { authorization: `Bearer ${session}` } : {} })
    return [response.status, response.ok ? (await response.json()).user : undefined]
  }

  test(`${title} opens a session for who the id_token says, and knows them by it`, async (t) => {
    const server = await serve(t, file)
    const token = await idToken()
    const session = await openSession(server.origin, token)
    const { sub } = JSON.parse(String(Buffer.from(token.split('.')[1], 'base64url')))
    assert.deepEqual(await me(server.origin, session), [200, sub])
    assert.deepEqual(await me(server.origin, 'another'), [401, undefined])
    assert.deepEqual(await me(server.origin), [401, undefined])
    assert.equal(server.printed, '')
  })

  test(`${title} refuses what is not such a token, says why in its log, and prints nothing of it`, async (t) => {
    const server = await serve(t, file)
    const token = await idToken()
    const [header, payload, signature] = token.split('.')
    const forged = JSON.parse(String(Buffer.from(payload, 'base64url')))
    const claims = Buffer.from(JSON.stringify({ ...forged, sub: 'another' })).toString('base64url')
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    for (const wrong of [undefined, '', 'x', `${header}.${claims}.${signature}`, `${none}.${claims}.`])
      await assert.rejects(openSession(server.origin, wrong), /answered 401/)
    assert.match(server.printed, /JWS/)
    const headers = { 'content-type': 'application/json' }
    const broken = await fetch(`${server.origin}/session`, { method: 'POST', headers, body: `{"idToken":"${token}` })
    assert.equal(broken.status, 400)
    for (const secret of [signature, payload, '王芳', '13900139000']) assert.ok(!server.printed.includes(secret))
  })

  test(`${title} refuses a token whose keys can’t be had`, async (t) => {
    const server = await serve(t, file, { SANDBOX: NOWHERE })
    await assert.rejects(openSession(server.origin, await idToken()), /answered 500/)
    assert.match(server.printed, /^\w+: .*\n {4}at /)
  })
}
