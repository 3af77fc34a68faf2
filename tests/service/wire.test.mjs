// The service over HTTP alone: faults on the wire, CORS, the record, its pages.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { SCENARIOS, USERS } from 'wechat-mobile-bind/testing'
import { CLIENT_ID, startBin, startSandbox } from '../package/sandbox.mjs'
import {
  BIND,
  CALLS,
  CAPTCHA,
  Caller,
  DOORS,
  KEYS,
  LOGIN,
  HEADERS as OWN,
  ROTATE,
  refused,
  SUCCESS,
  sendByHttp,
  unique,
} from './doors.mjs'

const { origin, stop } = await startBin()
after(stop)

/**
 * @param {string} path
 * @param {object} [rest]
 */
const send = (path, rest, from = origin) => sendByHttp(from, { path, ...rest })

const HEADERS = { ...OWN, 'content-type': 'application/json' }

/**
 * A login.
 *
 * @param {string} code
 * @param {object} [headers]
 */
const login = (code, headers, from = origin) =>
  send(LOGIN, { method: 'POST', headers: { ...HEADERS, ...headers }, body: JSON.stringify({ code }) }, from)

/**
 * Everything that comes back for a login, up to the end of the connection, and how it ends.
 *
 * @param {string} code
 */
async function wire(code) {
  const body = JSON.stringify({ code })
  const headers = { ...HEADERS, host: 'sandbox', 'content-length': body.length }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.end(`POST ${LOGIN} HTTP/1.1\r\n${head.join('')}\r\n${body}`)
  let text = ''
  socket.on('data', (chunk) => (text += chunk))
  /** @type {NodeJS.ErrnoException | undefined} */
  let failure
  socket.on('error', (error) => (failure = error))
  await new Promise((resolve) => socket.on('close', resolve))
  return { text, failure: failure?.code }
}

test('a connection that is reset ends by a reset before the first byte', async () => {
  assert.deepEqual(await wire(unique('sandbox-fault-reset')), { text: '', failure: 'ECONNRESET' })
})

test('a connection that is cut closes in the middle of the announced body', async () => {
  const { text, failure } = await wire(unique('sandbox-fault-cut'))
  assert.equal(failure, undefined)
  const [head, body] = text.split('\r\n\r\n')
  assert.match(head, /^HTTP\/1\.1 200 OK\r\n/)
  const announced = Number(/^content-length: (\d+)$/im.exec(head)?.[1])
  assert.equal(body.length, Math.floor(announced / 2))
  assert.match(body, /^{"status":"SUCCESS"/)
})

test('redirects lead to another origin', async () => {
  const location = `${origin.replace('127.0.0.1', 'localhost')}/sandbox/elsewhere`
  for (const [scenario, httpStatus] of [
    ['sandbox-fault-redirect', 302],
    ['sandbox-fault-redirect-307', 307],
  ]) {
    const { status, headers } = await login(unique(String(scenario)))
    assert.deepEqual([status, headers.location], [httpStatus, location])
  }
  assert.match((await send('/sandbox/elsewhere', { method: 'POST' })).text, /^a redirect was followed/)
})

test('a gateway answers with HTML, and says when to come back', async () => {
  for (const scenario of ['sandbox-fault-html-502', 'sandbox-fault-too-many-requests']) {
    const { headers, text } = await login(unique(scenario))
    assert.equal(headers['content-type'], 'text/html; charset=utf-8')
    assert.match(text, /^<html>/)
    assert.equal(headers['retry-after'], scenario.endsWith('502') ? undefined : '1')
  }
})

test('every answer is JSON, closes its connection, and is open to pages of any origin', async () => {
  for (const stem of ['wangfang', 'sandbox-error-login-1003', 'sandbox-fault-garbage']) {
    const { headers } = await login(unique(stem), { origin: 'https://demo.example.com' })
    const { connection, 'content-type': type, 'access-control-allow-origin': allowed } = headers
    assert.deepEqual([connection, type, allowed], ['close', 'application/json', '*'], stem)
  }
})

test('a page of any origin may send every header of the interface', async () => {
  const [documented] = /content-type, [^`]*/.exec(readFileSync('docs/after.md', 'utf8')) ?? []
  for (const path of Object.keys(CALLS)) {
    const { status, headers } = await send(path, { method: 'OPTIONS', headers: { origin: 'https://demo.example.com' } })
    assert.deepEqual([status, headers['access-control-allow-origin']], [200, '*'])
    assert.equal(headers['access-control-allow-methods'], 'GET,POST,DELETE')
    assert.equal(headers['access-control-allow-headers'], documented?.replaceAll(' ', ''))
  }
})

test('the record has what was received, in order, until it is emptied', async (t) => {
  const sandbox = await startSandbox()
  t.after(() => sandbox.stop())
  const record = async () => JSON.parse((await send('/sandbox/requests', {}, sandbox.origin)).text)
  assert.deepEqual(await record(), [])
  const { headers: kept } = await send('/sandbox/requests', {}, sandbox.origin)
  assert.equal(kept['access-control-allow-origin'], undefined, 'pages may not read it')

  const { text } = await login('stranger.张', {}, sandbox.origin)
  const headers = { ...HEADERS, 'X-state-token': JSON.parse(text).state_token, 'X-agent': 'Мир' }
  await send(BIND, { method: 'POST', headers, body: 'secret' }, sandbox.origin)
  await login(unique('sandbox-fault-redirect'), {}, sandbox.origin)
  await send(`${LOGIN}?q`, { method: 'OPTIONS' }, sandbox.origin)
  await send('/sandbox/elsewhere', { headers: { 'X-state-token': 'leaked' } }, sandbox.origin)
  await send(ROTATE, { method: 'POST' }, sandbox.origin)
  await send('/sandbox/catalogue', {}, sandbox.origin)

  /** @type {{ method: string, path: string, headers: Record<string, string>, body: string }[]} */
  const [first, second, ...others] = await record()
  const { host, connection, ...received } = first.headers
  const sent = Object.entries({ ...HEADERS, 'content-length': '23' }).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ])
  assert.deepEqual(
    { ...first, headers: received },
    { method: 'POST', path: LOGIN, headers: Object.fromEntries(sent), body: '{"code":"stranger.张"}' },
  )
  assert.deepEqual([second.path, second.headers['x-agent'], second.body], [BIND, 'Мир', 'secret'])
  assert.deepEqual(
    others.map(({ path, headers }) => [path, headers['x-state-token']]),
    [
      [LOGIN, undefined],
      ['/sandbox/elsewhere', 'leaked'],
    ],
    'a followed redirect, and neither a preflight nor what controls the service',
  )

  assert.equal((await send('/sandbox/requests', { method: 'DELETE' }, sandbox.origin)).status, 204)
  assert.deepEqual(await record(), [])
  assert.equal((await send('/sandbox/requests', { method: 'POST' }, sandbox.origin)).status, 405)
})

test('without the option there is no record', async () => {
  for (const method of ['GET', 'DELETE']) assert.equal((await send('/sandbox/requests', { method })).status, 404)
})

test('messages and the answers of puzzles can be read, by this machine alone', async (t) => {
  const { origin: own, stop, ...door } = await DOORS['over HTTP']()
  t.after(stop)
  const caller = new Caller({ ...door, origin: own, stop })
  const code = await caller.codeFor('13800138000', 'REGISTER_SMS')
  const { token } = (await caller.ask(CAPTCHA)).reply
  const [messages, captchas] = [await send('/sandbox/messages', {}, own), await send('/sandbox/captchas', {}, own)]
  assert.deepEqual(JSON.parse(messages.text), [{ to: '13800138000', type: 'REGISTER_SMS', code }])
  assert.equal(JSON.parse(captchas.text).at(-1).token, token)
  for (const { headers } of [messages, captchas]) assert.equal(headers['access-control-allow-origin'], undefined)
})

test('a plan that names no call or no scenario of it is refused, and what was set before stays', async (t) => {
  const { origin: own, stop } = await startBin()
  t.after(stop)
  const plan = (/** @type {string} */ body) => send('/sandbox/next', { method: 'POST', body }, own)
  assert.equal((await plan('{"login":"sandbox-error-login-1003"}')).status, 204)
  for (const [body, error] of [
    ['{"logn":"sandbox-error-login-1003"}', 'there is no call `logn`'],
    [
      '{"login":"sandbox-error-captcha-0006"}',
      'there is no scenario `sandbox-error-captcha-0006` for `login`: SCENARIOS lists them',
    ],
    ['{"login":7}', 'there is no scenario `7` for `login`: SCENARIOS lists them'],
    ['[]', 'the body is a JSON object of calls and scenarios'],
  ]) {
    const { status, text } = await plan(body)
    assert.deepEqual([status, JSON.parse(text)], [400, { error }], body)
  }
  assert.equal(JSON.parse((await login(unique('wangfang'), {}, own)).text).error_code, 'IDAAS.SDK.LOGIN.1003')
})

test('the catalogue tells client, people and scenarios', async () => {
  const { headers, text } = await send('/sandbox/catalogue')
  assert.equal(headers['access-control-allow-origin'], '*')
  assert.deepEqual(JSON.parse(text), {
    clientId: CLIENT_ID,
    people: USERS.map(({ phone, name, email, wechatUser, secondFactor }) => ({
      phone,
      name,
      email,
      ...(wechatUser && { wechatUser }),
      ...(secondFactor && { secondFactor }),
    })),
    scenarios: SCENARIOS.map(({ name, en, zh, at, gets, nextAt, getsInMiniProgram: inMiniProgram }) => {
      const members = Object.entries(gets).map(([member, value]) => [member, value ?? null])
      return {
        code: name,
        en,
        zh,
        at,
        gets: Object.fromEntries(members),
        ...(nextAt && { nextAt }),
        ...(inMiniProgram && { getsInMiniProgram: inMiniProgram }),
      }
    }),
  })
})

test('the start page lists endpoints, client, people and scenarios, and loads nothing', async () => {
  const { headers, text: page } = await send('/')
  assert.equal(headers['content-type'], 'text/html; charset=utf-8')
  for (const text of [...Object.keys(CALLS), KEYS, CLIENT_ID]) assert.ok(page.includes(`<code>${text}</code>`), text)
  for (const { phone, email, name } of USERS)
    assert.ok(page.includes(`<td><code>${phone}</code><td><code>${email}</code><td>${name}`), name)
  for (const { name } of SCENARIOS)
    assert.ok(page.includes(`<td><code>${name.replace('<', '&lt;').replace('>', '&gt;')}</code>`), name)
  assert.ok(
    page.includes('<code>REFUSED</code> <code>SDK.COMMON.1007</code> <code>delivered</code> <code>log-in</code>'),
  )
  assert.doesNotMatch(page, /<!-- |undefined|src=|:\/\//)
  assert.ok(page.includes('<b>GET</b> <code>/api/v2/sdk/captcha</code>'))
  assert.equal((await send('/', { method: 'POST' })).status, 405)
})

test('a built page is served from its folder, and nothing beside it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  writeFileSync(join(folder, 'page/index.html'), '<title>page</title>')
  writeFileSync(join(folder, 'page/assets/code.wasm'), '\0asm')
  writeFileSync(join(folder, 'beside.txt'), 'private')
  const demo = await startBin('--demo', join(folder, 'page'))
  t.after(() => demo.stop())
  const get = (/** @type {string} */ path) => send(path, {}, demo.origin)

  const { headers, text } = await get('/demo/')
  assert.deepEqual([headers['content-type'], text], ['text/html; charset=utf-8', '<title>page</title>'])
  assert.equal((await get('/demo')).headers.location, '/demo/')
  const wasm = await get('/demo/assets/code.wasm?v=1')
  assert.deepEqual([wasm.headers['content-type'], wasm.text], ['application/wasm', '\0asm'])
  for (const path of ['../beside.txt', '%2e%2e/beside.txt', '..%2fbeside.txt', '%', '%00', 'absent.js', 'assets'])
    assert.equal((await get(`/demo/${path}`)).status, 404, path)
  assert.ok(
    (await get('/')).text.includes('<a href="/demo/#sandbox-fault-slow-%3Cms%3E">'),
    'each code can be tried there',
  )

  assert.equal((await send('/demo/')).status, 404, 'without the option there is no page')
})

test('what the service refuses, it refuses over HTTP', async () => {
  for (const [path, method, status] of [
    ['/nowhere', 'GET', 404],
    ['/__proto__', 'POST', 404],
    [LOGIN, 'PUT', 400],
    [KEYS, 'POST', 405],
  ])
    assert.equal((await send(String(path), { method })).status, status, String(path))
  for (const [code, headers] of [
    ['c'.repeat(70_000), {}],
    ['wangfang', { 'X-agent': '华为' }],
    ['wangfang', { 'content-type': 'text/plain' }],
  ])
    assert.match((await login(unique(String(code)), Object(headers))).text, /COMMON\.1001/)
})

test('with `--wchat-code` the phone code is in the misprinted field', async (t) => {
  const door = await DOORS['over HTTP']({ isMisprinted: true })
  t.after(door.stop)
  const caller = new Caller(door)
  assert.deepEqual((await caller.call(BIND, 'any')).outcome, refused('COMMON.1001'))
  assert.deepEqual((await caller.call(BIND, '', { body: `{"wchat_code":"${unique('any')}"}` })).outcome, SUCCESS)
})
