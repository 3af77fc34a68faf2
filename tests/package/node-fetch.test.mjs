// What a failure of Node's own fetch proves: `not-sent` only where no attempt before the one that failed can have sent the request.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { after, afterEach, test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { inspect } from 'node:util'
import { createClient } from 'wechat-mobile-bind'
import { thrown } from '../conformance/support.js'
import { assertNoSecrets } from './assert-no-secrets.mjs'

/**
 * @import { TestContext } from 'node:test'
 * @import { Server } from 'node:net'
 */

const PARAMS = { wechatCode: 'CANARYwechatcode6213b8e3', stateToken: 'CANARYstatetoken.nEPRiIC4' }
const PEM = readFileSync(new URL('../fixtures/self-signed.pem', import.meta.url))

/**
 * The port of a server that stops at the end of the test.
 *
 * @param {TestContext} t
 * @param {Server} server
 */
async function listen(t, server) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => server.close())
  return server.address().port
}

/** A port where nobody listens. */
async function freePort() {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address()
  await once(server.close(), 'close')
  return port
}

/**
 * The error of a bind there.
 *
 * @param {string} domain
 * @param {object} [config]
 */
async function fails(domain, config) {
  const client = await createClient({
    domain,
    allowInsecureLoopback: true,
    clientId: 'c',
    device: { fingerprint: 'f' },
    ...config,
  })
  const error = await thrown(() => client.bind(PARAMS), 'bind')
  assertNoSecrets(error, Object.values(PARAMS))
  assert.equal(error.code, 'NETWORK')
  return error
}

// Before undici's package is imported: it replaces the dispatcher that Node's fetch has made.

test('nobody listening: nothing was sent, in the record of the call too, and the print says why', async () => {
  /** @type {unknown[]} */
  const records = []
  const onEvent = (/** @type {any} */ { sent, delivery }) => records.push(sent, delivery)
  const error = await fails(`http://127.0.0.1:${await freePort()}`, { onEvent })
  const { delivery, audience, cause } = error
  assert.deepEqual([delivery, audience, cause.cause.code], ['not-sent', 'user', 'ECONNREFUSED'])
  assert.deepEqual(records, [false, 'not-sent'])
  assert.ok(inspect(error).includes('[TypeError ECONNREFUSED]'))
})

/** @type {[string, (t: TestContext) => Server, string, RegExp][]} */
const HANDSHAKES = [
  ['a port that speaks http', () => createHttpServer(), 'developer', /TLS/],
  [
    'a port that speaks something else',
    () => createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')),
    'developer',
    /TLS/,
  ],
  ['a port that hangs up', () => createServer((socket) => socket.destroy()), 'user', /connection/],
  [
    'a service with no cipher in common',
    () => createTlsServer({ ciphers: 'PSK', pskCallback: () => null }),
    'developer',
    /TLS/,
  ],
  [
    'a service that is too old',
    () =>
      createTlsServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0', key: PEM, cert: PEM }),
    'developer',
    /TLS/,
  ],
  ['a certificate that nobody signed', () => createTlsServer({ key: PEM, cert: PEM }), 'operator', /certificate/],
]
for (const [name, create, audience, hint] of HANDSHAKES) {
  test(`https to ${name}: nothing was sent`, async (t) => {
    const server = create(t)
    server.on('tlsClientError', () => {})
    const error = await fails(`https://127.0.0.1:${await listen(t, server)}`)
    assert.deepEqual([error.delivery, error.audience], ['not-sent', audience])
    assert.match(error.hint.en, hint)
  })
}

test('a port that fetch blocks: nothing was sent, and the developer is told', async () => {
  for (const port of [22, 6000, 10080]) {
    const error = await fails(`http://127.0.0.1:${port}`)
    assert.deepEqual([error.delivery, error.audience, error.cause.cause.message], ['not-sent', 'developer', 'bad port'])
    assert.match(error.hint.en, /port/)
  }
})

test('a service that reads the request and hangs up may have used the code', async (t) => {
  const server = createHttpServer((request) => request.resume().on('end', () => request.socket.destroy()))
  assert.equal((await fails(`http://127.0.0.1:${await listen(t, server)}`)).delivery, 'unknown')
})

test('calls at once don’t count as attempts of one another', async () => {
  const domain = `http://127.0.0.1:${await freePort()}`
  const errors = await Promise.all(
    Array.from({ length: 20 }, (_, index) => fails(domain, { device: { fingerprint: `f${index}` } })),
  )
  assert.deepEqual(new Set(errors.map(({ delivery }) => delivery)), new Set(['not-sent']))
})

// Dispatchers.

const undici = await import('undici')
const original = undici.getGlobalDispatcher()
afterEach(() => undici.setGlobalDispatcher(original))
after(() => original.close())

/** @param {Error} error */
const connecting = (error) => new undici.Agent({ connect: (_, done) => done(error, null) })

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATES =
  `UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE UNABLE_TO_DECRYPT_CRL_SIGNATURE
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE CRL_SIGNATURE_FAILURE CERT_NOT_YET_VALID CERT_HAS_EXPIRED CRL_NOT_YET_VALID
  CRL_HAS_EXPIRED ERROR_IN_CERT_NOT_BEFORE_FIELD ERROR_IN_CERT_NOT_AFTER_FIELD ERROR_IN_CRL_LAST_UPDATE_FIELD
  ERROR_IN_CRL_NEXT_UPDATE_FIELD DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT_LOCALLY
  UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG CERT_REVOKED INVALID_CA PATH_LENGTH_EXCEEDED INVALID_PURPOSE CERT_UNTRUSTED
  CERT_REJECTED HOSTNAME_MISMATCH ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_CERT_ALTNAME_FORMAT`.split(/\s+/)
const HANDSHAKE =
  `EPROTO ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE ERR_SSL_PACKET_LENGTH_TOO_LONG
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_OSSL_EVP_UNSUPPORTED ERR_TLS_HANDSHAKE_TIMEOUT UND_ERR_PRX_TLS`.split(/\s+/)
const CONNECTION =
  `ECONNREFUSED EHOSTUNREACH ENETUNREACH ETIMEDOUT ECONNRESET EAI_AGAIN ENOTFOUND EPIPE UND_ERR_CONNECT_TIMEOUT
  SOMETHING_NEW`.split(/\s+/)

for (const [audience, codes] of Object.entries({ operator: CERTIFICATES, developer: HANDSHAKE, user: CONNECTION })) {
  test(`a connection that could not be opened is for the ${audience} by its code`, async () => {
    for (const code of codes) {
      undici.setGlobalDispatcher(connecting(Object.assign(new Error('x'), { code })))
      const error = await fails('https://acme.example.com')
      assert.deepEqual([error.delivery, error.audience], ['not-sent', audience], code)
    }
  })
}

test('a proxy that refuses to connect: nothing was sent, and the developer is told', async (t) => {
  const proxy = createHttpServer().on('connect', (_, socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
  )
  undici.setGlobalDispatcher(new undici.ProxyAgent(`http://127.0.0.1:${await listen(t, proxy)}`))
  const { delivery, audience, hint } = await fails('https://acme.example.com')
  assert.deepEqual([delivery, audience], ['not-sent', 'developer'])
  assert.match(hint.en, /proxy/)
})

test('of several addresses none could be reached', async () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })
  undici.setGlobalDispatcher(
    connecting(Object.assign(new AggregateError([refused, refused]), { code: 'ECONNREFUSED' })),
  )
  assert.equal((await fails('https://acme.example.com')).delivery, 'not-sent')
})

const RETRY = { methods: ['POST'], minTimeout: 1, maxTimeout: 1, maxRetries: 1 }
/** @type {Record<string, () => import('undici').Dispatcher>} */
const RETRYING = {
  'a RetryAgent': () => new undici.RetryAgent(new undici.Agent(), RETRY),
  'an interceptor': () => new undici.Agent().compose(undici.interceptors.retry(RETRY)),
  'a RetryAgent inside of an Agent': () =>
    new undici.Agent({ factory: (origin, options) => new undici.RetryAgent(new undici.Pool(origin, options), RETRY) }),
}

/**
 * A service that reads one request and hangs up; then nobody listens.
 *
 * @param {TestContext} t
 */
async function readsOne(t) {
  /** @type {string[]} */
  const bodies = []
  const server = createHttpServer(async (request) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    server.close()
    request.socket.destroy()
  })
  return { bodies, domain: `http://127.0.0.1:${await listen(t, server)}` }
}

for (const [name, dispatcher] of Object.entries(RETRYING)) {
  test(`${name} that tries again: refused at last, and the code may be used`, async (t) => {
    undici.setGlobalDispatcher(dispatcher())
    const { bodies, domain } = await readsOne(t)
    const error = await fails(domain)
    assert.deepEqual(bodies, [`{"wechat_code":"${PARAMS.wechatCode}"}`])
    assert.deepEqual([error.delivery, error.cause.cause.code], ['unknown', 'ECONNREFUSED'])
  })

  test(`${name} that had no need to try again changes nothing`, async () => {
    undici.setGlobalDispatcher(dispatcher())
    const error = await fails('https://127.0.0.1:22')
    assert.equal(error.delivery, 'not-sent')
  })
}

/** @typedef {typeof globalThis.fetch} Fetch */

const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })
/** @type {Record<string, (fetch: Fetch) => Fetch>} */
const PATCHES = {
  'tries again':
    (fetch) =>
    (...args) =>
      fetch(...args).catch(() => fetch(...args)),
  'is a proxy that tries again': (fetch) =>
    new Proxy(fetch, {
      /** @param {Parameters<Fetch>} args */
      apply: (target, _, args) => target(...args).catch(() => target(...args)),
    }),
  'is bound and tries again': (fetch) =>
    (async (/** @type {Parameters<Fetch>} */ ...args) => fetch(...args).catch(() => fetch(...args))).bind(undefined),
  'throws what Node’s would': () => async () => {
    throw new TypeError('fetch failed', { cause: refused })
  },
}
for (const [name, patch] of Object.entries(PATCHES)) {
  test(`a global fetch that ${name} proves nothing`, async (t) => {
    const { domain } = await readsOne(t)
    t.mock.method(globalThis, 'fetch', patch(globalThis.fetch))
    const error = await fails(domain)
    assert.deepEqual([error.delivery, error.cause.cause.code], ['unknown', 'ECONNREFUSED'])
  })
}

test('a global fetch that does nothing of its own but is another one proves nothing', async (t) => {
  const { fetch } = globalThis
  t.mock.method(globalThis, 'fetch', (/** @type {Parameters<Fetch>} */ ...args) => fetch(...args))
  assert.equal((await fails(`http://127.0.0.1:${await freePort()}`)).delivery, 'unknown')
})
