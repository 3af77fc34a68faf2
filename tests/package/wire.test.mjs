// What goes over the wire, byte for byte, with Node's own fetch: what is sent, and whatever may come back.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { createClient } from 'wechat-mobile-bind'
import { assertNoSecrets } from './assert-no-secrets.mjs'

/**
 * @import { TestContext } from 'node:test'
 * @import { Socket } from 'node:net'
 */

const LOCAL = {
  allowInsecureLoopback: true,
  clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
  device: { osVersion: 'windows10.1.1', fingerprint: '156aysdna213sc50', userAgent: 'Mozilla/5.0' },
}

/**
 * A server until the end of the test, with its origin.
 *
 * @param {TestContext} t
 * @param {(socket: Socket, text: string) => void} reply what it does with the first bytes of a connection
 */
async function listen(t, reply) {
  /** @type {Set<Socket>} */
  const sockets = new Set()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', (chunk) => reply(socket, String(chunk)))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${server.address().port}`
}

const SECRETS = {
  wechatCode: 'CANARYwechatcode6213b8e364d3f0eaf7cf196bfe49675553b4919d',
  stateToken: 'eyJCANARYstatetoken.nEPRiIC4we0.Qm9vIQ',
}
const SESSION = 'CANARYsession_btsiBjx85prcZu6I6Ki057Tmw3nSF2VO'
const ID_TOKEN = 'eyJCANARYidtoken…g1A7jG8O0uw'
const JSON_BODY = JSON.stringify({ status: 'SUCCESS', session_token: SESSION, id_token: ID_TOKEN })

/** @param {string | Buffer} body */
const length = (body) => Buffer.byteLength(body)
/**
 * A whole answer: a status line's end, headers, a body.
 *
 * @param {string} status
 * @param {string | Buffer} body
 * @param {string[]} headers
 */
const answer = (status, body = '', headers = []) =>
  Buffer.concat([
    Buffer.from(
      [`HTTP/1.1 ${status}`, `content-length: ${length(body)}`, 'connection: close', ...headers, '', ''].join('\r\n'),
    ),
    typeof body === 'string' ? Buffer.from(body) : body,
  ])
/** @param {...string} headers */
const head = (...headers) => ['HTTP/1.1 200 OK', 'connection: close', ...headers, '', ''].join('\r\n')
/** @param {...string} lines */
const chunked = (...lines) => head('transfer-encoding: chunked') + lines.join('\r\n')
const half = JSON_BODY.slice(0, 30)

/**
 * Says something, then drops the connection.
 *
 * @param {string | Buffer} text
 */
const thenReset = (text) => (/** @type {Socket} */ socket) => socket.write(text, () => socket.resetAndDestroy())
/**
 * Says something, then closes the connection.
 *
 * @param {string | Buffer} text
 */
const thenClose = (text) => (/** @type {Socket} */ socket) => socket.end(text)
/**
 * Says something, and then nothing for as long as anyone waits.
 *
 * @param {string | Buffer} text
 */
const thenSilence = (text) => (/** @type {Socket} */ socket) => socket.write(text)

test('the request on the wire is the interface’s, header names spelled as on its page', async (t) => {
  let request = ''
  const domain = await listen(t, (socket, text) => {
    const take = (/** @type {unknown} */ chunk) => {
      request += chunk
      if (request.endsWith('}')) socket.end(answer('200 OK', JSON_BODY))
    }
    take(text)
    socket.on('data', take)
  })
  const device = { ...LOCAL.device, ip: '192.168.1.2' }
  const client = await createClient({ ...LOCAL, domain, language: 'zh', device })
  await client.bind({ wechatCode: '6213b8e364d3f0ea', stateToken: 'eyJhbcOiJ.nEPRiIC4we0' })

  const [head, body] = request.split('\r\n\r\n')
  const [start, ...headers] = head.split('\r\n')
  assert.equal(start, 'POST /api/v2/sdk/social/wechat-mobile-bind HTTP/1.1')
  assert.deepEqual(
    headers.filter((header) => /^(x-|content-type)/i.test(header)),
    [
      'X-operating-sys-version: windows10.1.1',
      'X-device-fingerprint: 156aysdna213sc50',
      'X-device-ip: 192.168.1.2',
      'X-agent: Mozilla/5.0',
      'X-L: zh',
      'X-client-id: nTo1eRIub60vPb54WeE6aojPwYwImtl4',
      'X-state-token: eyJhbcOiJ.nEPRiIC4we0',
      'content-type: application/json',
    ],
  )
  assert.equal(body, '{"wechat_code":"6213b8e364d3f0ea"}')
  assert.ok(!headers.some((header) => /^cookie|^referer/i.test(header)))
})

/**
 * What a bind comes to: a status, or an error.
 *
 * @typedef {{ status: string } | { name: string, code: string, delivery: string, message: RegExp }} Outcome
 */

const bound = { status: 'SUCCESS' }
/**
 * @param {string} delivery
 * @param {RegExp} message
 */
const network = (delivery, message) => ({ name: 'TransportError', code: 'NETWORK', delivery, message })
const lost = network(
  'unknown',
  /^the host's `fetch` failed; the request may have arrived, treat any one-time code in it as used$/,
)
const brokeOff = network(
  'delivered',
  /^the reply broke off while it was read; the request was answered, any one-time code in it is used$/,
)
/** @param {string} delivery */
const timeout = (delivery) => ({
  name: 'TransportError',
  code: 'TIMEOUT',
  delivery,
  message: /^the time-out of `timeoutMs` passed/,
})
/** @param {RegExp} message */
const bad = (message) => ({ name: 'ProtocolError', code: 'BAD_RESPONSE', delivery: 'delivered', message })
const refused = {
  name: 'ApiError',
  code: 'REFUSED',
  delivery: 'delivered',
  message: /^the service refused the request with a code of unknown shape$/,
}

const isNode20 = process.versions.node.startsWith('20.')
const NOT_JSON = /with a body that is not JSON, or was cut off$/
const echo = JSON.stringify({ error_code: SECRETS.stateToken, error_msg: Object.values(SECRETS).join() })

/** @type {[string, (socket: Socket) => void, Outcome][]} */
const REPLIES = [
  ['a reset before the first byte', thenReset(''), lost],
  ['a close before the first byte', thenClose(''), lost],
  ['a reset within the head', thenReset('HTTP/1.1 200 OK\r\ncontent-le'), lost],
  ['a close within the head', thenClose('HTTP/1.1 200 OK\r\ncontent-le'), lost],
  ['silence after half a head', thenSilence('HTTP/1.1 200 OK\r\ncontent-le'), timeout('unknown')],
  ['silence from the start', thenSilence(''), timeout('unknown')],
  ['what is no HTTP at all', thenClose('SSH-2.0-OpenSSH_9.2\r\n'), lost],
  ['two lengths that differ', thenClose(`${head('content-length: 3', 'content-length: 4')}{}`), lost],
  ['a head beyond every limit', thenClose(head(`x-long: ${'x'.repeat(200_000)}`)), lost],
  [
    'a switch of protocols',
    thenClose('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    lost,
  ],
  ['a reset after the head', thenReset(head('content-length: 40')), brokeOff],
  ['a reset within the body', thenReset(head('content-length: 400') + half), brokeOff],
  ['a body shorter than its length', thenClose(head('content-length: 400') + half), brokeOff],
  ['silence within the body', thenSilence(head('content-length: 400') + half), timeout('delivered')],
  [
    'a body longer than its length',
    thenClose(`${head(`content-length: ${length(JSON_BODY)}`)}${JSON_BODY}more`),
    bound,
  ],
  ['a body that the close ends', thenClose(head() + JSON_BODY), bound],
  ['half a body that the close ends', thenClose(head() + half), bad(NOT_JSON)],
  [
    'chunks',
    thenClose(chunked('5', '{"sta', (length(JSON_BODY) - 5).toString(16), JSON_BODY.slice(5), '0', '', '')),
    bound,
  ],
  ['chunks whose size is none', thenClose(chunked('zz', '{"sta')), brokeOff],
  // Node.js 20 takes them for the whole body.
  ['chunks without an end', thenClose(chunked('5', '{"sta', '')), isNode20 ? bad(NOT_JSON) : brokeOff],
  ['gzip', thenClose(answer('200 OK', gzipSync(JSON_BODY), ['content-encoding: gzip'])), bound],
  ['gzip that is none', thenClose(answer('200 OK', JSON_BODY, ['content-encoding: gzip'])), brokeOff],
  [
    'gzip that unpacks to 8 MiB',
    thenClose(answer('200 OK', gzipSync(Buffer.alloc(8 << 20, 32)), ['content-encoding: gzip'])),
    bad(/with a body longer than 1 MiB/),
  ],
  [
    '2 MiB of JSON',
    thenClose(answer('200 OK', JSON.stringify({ ...JSON.parse(JSON_BODY), pad: 'x'.repeat(2 << 20) }))),
    bad(/with a body longer than 1 MiB/),
  ],
  [
    '100 Continue, which nobody asked for',
    thenClose(Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), answer('200 OK', JSON_BODY)])),
    lost,
  ],
  [
    '103 Early Hints first',
    thenClose(
      Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'), answer('200 OK', JSON_BODY)]),
    ),
    bound,
  ],
  [
    '204, whose body is null',
    thenClose('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'),
    bad(/HTTP 204 with an empty body/),
  ],
  ['a refusal that echoes the secrets', thenClose(answer('400 Bad Request', echo)), refused],
  ['garbage that echoes the secrets', thenClose(answer('200 OK', Object.values(SECRETS).join(' '))), bad(NOT_JSON)],
  [
    'a charset that is not UTF-8',
    thenClose(answer('200 OK', JSON_BODY, ['content-type: application/json; charset=gbk'])),
    bound,
  ],
  ['UTF-16', thenClose(answer('200 OK', Buffer.from(JSON_BODY, 'utf16le'))), bad(NOT_JSON)],
  [
    'bytes that are no UTF-8, in another member',
    thenClose(
      answer('200 OK', Buffer.concat([Buffer.from(JSON_BODY.slice(0, -1)), Buffer.from(',"x":"\xff\xfe"}', 'latin1')])),
    ),
    bound,
  ],
  ['a type that is HTML over JSON', thenClose(answer('200 OK', JSON_BODY, ['content-type: text/html'])), bound],
  ['a cookie beside a success', thenClose(answer('200 OK', JSON_BODY, ['set-cookie: a=b'])), bound],
]

for (const [name, reply, expected] of REPLIES) {
  test(`reply: ${name}`, async (t) => {
    let requests = 0
    const domain = await listen(t, (socket) => {
      requests++
      reply(socket)
    })
    const timeoutMs = 'code' in expected && expected.code === 'TIMEOUT' ? 200 : 10_000
    const client = await createClient({ ...LOCAL, domain, timeoutMs })
    /** @type {any} */
    const outcome = await client.bind(SECRETS).catch((error) => error)
    assert.equal(requests, 1)
    if (!('code' in expected))
      return assert.deepEqual([outcome.status, outcome.sessionToken, outcome.message], ['SUCCESS', SESSION, undefined])
    const { name, code, delivery, message } = outcome
    assert.deepEqual([name, code, delivery], [expected.name, expected.code, expected.delivery])
    assert.match(message, expected.message)
    assertNoSecrets(outcome, [...Object.values(SECRETS), SESSION, ID_TOKEN])
  })
}

for (const what of ['time-out', 'signal']) {
  test(`the caller’s ${what} closes the connection`, async (t) => {
    const controller = new AbortController()
    /** @type {Promise<unknown> | undefined} */
    let closed
    const domain = await listen(t, (socket) => {
      closed = once(socket, 'close')
      if (what === 'signal') controller.abort()
    })
    const client = await createClient({ ...LOCAL, domain, timeoutMs: 200 })
    const bound = client.bind({ ...SECRETS, signal: controller.signal })
    await assert.rejects(bound, { code: what === 'signal' ? 'ABORTED' : 'TIMEOUT', delivery: 'unknown' })
    assert.ok(closed)
    await closed
  })
}

for (const status of [301, 302, 303, 307, 308]) {
  test(`reply: ${status} to another origin is not followed`, async (t) => {
    let strayed = 0
    const elsewhere = await listen(t, (socket) => {
      strayed++
      socket.end(answer('200 OK', JSON_BODY))
    })
    const domain = await listen(t, (socket) => socket.end(answer(`${status} Moved`, '', [`location: ${elsewhere}/`])))
    const client = await createClient({ ...LOCAL, domain })
    const error = await client.bind(SECRETS).catch((reason) => reason)
    assert.deepEqual([error.code, error.delivery, strayed], ['NETWORK', 'unknown', 0])
    assertNoSecrets(error, Object.values(SECRETS))
  })
}

for (const entry of ['node.mjs', 'web.js']) {
  test(`${entry} reads no more of a compressed reply than it needs to refuse it`, async (t) => {
    // 64 MiB of blanks in a few dozen bytes.
    const bomb = brotliCompressSync(Buffer.alloc(64 << 20, ' '), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    const server = createHttpServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'br' }).end(bomb)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    t.after(() => server.closeAllConnections())
    t.after(() => server.close())
    const { createClient, init } = await import(`./node_modules/wechat-mobile-bind/${entry}`)
    await init(readFileSync(new URL('node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm', import.meta.url)))
    const client = await createClient({ ...LOCAL, domain: `http://127.0.0.1:${server.address().port}` })
    const error = await client.bind({ wechatCode: 'c', stateToken: 's' }).catch((/** @type {any} */ reason) => reason)
    assert.equal(error.message, 'the service answered HTTP 200 with a body longer than 1 MiB')
    const { length } = error.responseText
    assert.ok(length > 1 << 20 && length < 4 << 20, `${length} characters were read`)
  })
}
