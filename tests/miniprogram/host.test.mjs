// The host adapter: what of the phone and of WeChat reaches the service and the caller.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { assertGets, CLIENT_ID, startSandbox } from '../package/sandbox.mjs'
import { npm } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { PHONE } from './simulator/mini-program.mjs'
import { probe } from './simulator/probe.mjs'

/**
 * @import { Sandbox } from '../package/sandbox.mjs'
 * @import { LaunchOptions, Probe } from './simulator/types.js'
 */

/** @type {Sandbox} */
let sandbox
before(async () => (sandbox = await startSandbox()))
after(() => sandbox.stop())

const given = async (phone = '13800138000') => ({
  config: { domain: sandbox.origin, allowInsecureLoopback: true, clientId: CLIENT_ID },
  params: { wechatCode: sandbox.fresh(phone), stateToken: await sandbox.stateToken() },
})

/** @type {Probe} */
const bind = (api, { config, params }) => api.createClient(config).then((client) => client.bind(params))
/** @type {Probe} */
const prepare = (api) =>
  api
    .createClient({ domain: 'acme.example.com', clientId: 'c' })
    .then((client) => client.prepare({ wechatCode: 'c', stateToken: 's' }))
    .then(({ init }) => init.headers)

for (const [name, library] of Object.entries({ 'as they are told': 3.01, 'before base library 2.20.1': 2.19 })) {
  test(`device facts, ${name}`, async (t) => {
    const { value, program } = await probe(t, npm.raw, prepare, { switches: { library } })
    assert.deepEqual(
      [value['X-operating-sys-version'], value['X-agent'], value['X-L']],
      ['iOS 10.3.4', 'MicroMessenger/8.0.50 (iPhone 7<iPhone9,1>; iOS 10.3.4) MiniProgram/3.1.0', 'zh-CN'],
    )
    assert.deepEqual(program.seen.used, [], 'what is withdrawn')
  })
}

test('the fingerprint is random, and kept until storage is cleared', async (t) => {
  /** @type {Record<string, unknown>} */
  const storage = {}
  const ask = async () => (await probe(t, npm.raw, prepare, { storage })).value['X-device-fingerprint']
  const first = await ask()
  assert.match(first, /^[0-9a-z]{24,}$/)
  assert.deepEqual(storage, { 'wechat-mobile-bind.fingerprint': first })
  assert.equal(await ask(), first)
  delete storage['wechat-mobile-bind.fingerprint']
  assert.notEqual(await ask(), first)
})

test('header names and the body arrive as sent', async (t) => {
  /** @type {any[]} */
  const received = []
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        names: request.rawHeaders.filter((_, index) => index % 2 === 0),
        body: String(Buffer.concat(chunks)),
      })
      response.end('{"status":"SUCCESS","session_token":"s"}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => server.close())
  const config = {
    domain: `http://127.0.0.1:${server.address().port}`,
    allowInsecureLoopback: true,
    clientId: 'c',
    device: { ip: '192.168.1.2' },
  }
  const { value } = await probe(t, npm.raw, bind, {
    given: { config, params: { wechatCode: 'code', stateToken: 'state' } },
  })
  assert.equal(value.sessionToken, 's')
  const [{ names, body }] = received
  assert.equal(body, '{"wechat_code":"code"}')
  for (const name of [
    'X-operating-sys-version',
    'X-device-fingerprint',
    'X-device-ip',
    'X-agent',
    'X-L',
    'X-client-id',
    'X-state-token',
    'content-type',
  ]) {
    assert.equal(names.filter((/** @type {string} */ sent) => sent === name).length, 1, name)
  }
})

test('every scenario comes to what its row says', async (t) => {
  const { scenarios } = await (await fetch(`${sandbox.origin}/sandbox/catalogue`)).json()
  const rows = scenarios.filter((/** @type {{ at: string[] }} */ { at }) => at.includes('bind'))
  const calls = []
  for (const { code } of rows) calls.push((await given(code.replace('<ms>', '20'))).params)
  /** @type {Probe} */
  const all = async (api, { config, calls }) => {
    const client = await api.createClient(Object.assign({ timeoutMs: 1000 }, config))
    const outcomes = []
    for (const params of calls) {
      const { code, delivery, errorCode, next, ...result } = await client.bind(params).catch((error) => error)
      outcomes.push(code ? { code, delivery, errorCode, next } : Object.assign({ next }, result))
    }
    return outcomes
  }
  const { value } = await probe(t, npm.raw, all, { given: { config: (await given()).config, calls } })
  for (const [index, { code, gets, nextAt, getsInMiniProgram }] of rows.entries()) {
    const next = nextAt?.bind ?? gets.next
    await t.test(code, () => assertGets(value[index], { ...(getsInMiniProgram ?? gets), next }))
  }
})

for (const scenario of ['sandbox-fault-redirect', 'sandbox-fault-redirect-307']) {
  test(`${scenario} is not followed`, async (t) => {
    const { error, program } = await probe(t, npm.raw, bind, { given: await given(scenario) })
    assert.deepEqual([error.code, error.delivery], ['BAD_RESPONSE', 'delivered'])
    assert.deepEqual(
      program.network.requests.map(({ redirect }) => redirect),
      ['manual'],
    )
  })
}

test('a host that parses the reply all the same costs nobody a bind', async (t) => {
  /** @type {Probe} */
  const parsing = (api, { config, params }) => {
    const request = wx.request
    wx.request = (options) => request(Object.assign({}, options, { dataType: 'json' }))
    return api.createClient(config).then((client) => client.bind(params))
  }
  const { value } = await probe(t, npm.raw, parsing, { given: await given() })
  assert.equal(value.identity.profile.name, '张伟')
})

test('a request that fails is a TransportError with errMsg and errno on its cause', async (t) => {
  const { error } = await probe(t, npm.raw, bind, { given: await given('sandbox-fault-reset') })
  assert.deepEqual([error.name, error.code, error.delivery], ['TransportError', 'NETWORK', 'unknown'])
  const { cause } = error
  assert.deepEqual(
    [cause.isError, cause.errMsg, cause.errno, cause.message],
    [true, 'request:fail ECONNRESET', 600001, 'request:fail ECONNRESET'],
  )
})

test('the caller’s abort reaches the request', async (t) => {
  /** @type {Probe} */
  const abort = async (api, { config, params }) => {
    const controller = new api.AbortController()
    const client = await api.createClient(config)
    const request = wx.request
    wx.request = (options) => {
      setTimeout(() => controller.abort('the page was left'), 0)
      return request(options)
    }
    return client.bind(Object.assign({ signal: controller.signal }, params))
  }
  const { error, program } = await probe(t, npm.raw, abort, { given: await given('sandbox-fault-slow') })
  assert.deepEqual([error.code, error.delivery, error.cause], ['ABORTED', 'unknown', 'the page was left'])
  assert.equal(program.network.aborted.length, 1)
})

const OWN = '/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm'
/** @type {[string, LaunchOptions & { without?: string[], wasm?: string }, string[]][]} */
const LOADS = [
  ['the compressed file', {}, [`${OWN}.br`]],
  [
    'the other one on base library 2.13',
    { phone: { ...PHONE, base: { SDKVersion: '2.13.0' } }, switches: { library: 2.13 } },
    [OWN],
  ],
  ['the other one where the compressed file is missing', { without: [`${OWN}.br`] }, [`${OWN}.br`, OWN]],
  ['the compressed file where the other one is missing', { without: [OWN] }, [`${OWN}.br`]],
  ['a file of the caller’s', { wasm: '/subpackage/own.wasm' }, ['/subpackage/own.wasm']],
]
/** @type {Probe} */
const load = (api, wasm) => api.init(wasm).then(() => 'loaded')
for (const [name, { without = [], wasm, ...options }, paths] of LOADS) {
  test(`the wasm is ${name}`, async (t) => {
    const files = new Map([...npm.raw].filter(([path]) => !without.includes(`/${path}`)))
    const own = npm.raw.get(OWN.slice(1))
    if (wasm && own) files.set(wasm.slice(1), own)
    const { value, program } = await probe(t, files, load, { given: wasm, ...options })
    assert.deepEqual([value, program.seen.wasmPaths], ['loaded', paths])
  })
}

/** @type {[string, string | undefined, { without?: boolean }, RegExp][]} */
const LOST = [
  [
    'a wrong path',
    'sub/own.wasm',
    {},
    /no readable file at `sub\/own\.wasm` in the code package.*absolute path.*`wasm`$/,
  ],
  [
    'a wasm that is not there',
    undefined,
    { without: true },
    /no readable file at \/miniprogram_npm\/wechat-mobile-bind\/wechat_mobile_bind\.wasm\.br or \S+\.wasm in .*Run "build npm"/,
  ],
]
for (const [name, wasm, { without }, message] of LOST) {
  test(`${name} is named with its fix`, async (t) => {
    const files = without ? new Map([...npm.raw].filter(([path]) => !path.includes('.wasm'))) : npm.raw
    const { error } = await probe(t, files, load, { given: wasm })
    assert.deepEqual(
      [error.name, error.code, error.delivery, error.cause.isError],
      ['LoadError', 'WASM_UNAVAILABLE', 'not-sent', true],
    )
    assert.match(error.message, message)
  })
}

test('before base library 2.13 the error says so', async (t) => {
  const { error } = await probe(t, npm.raw, load, { switches: { wasm: false } })
  assert.equal(error.code, 'WASM_UNAVAILABLE')
  assert.match(error.message, /base library is older than 2\.13/)
})

test('in a Worker, which has no wx, id tokens are decoded', async (t) => {
  /** @type {Probe} */
  const decode = async (api) => {
    await api.init()
    return api.decodeIdToken('eyJhIjoxfQ.eyJzdWIiOiLlvKDkvJ_wn5iAIn0.c2ln').claims
  }
  const { value } = await probe(t, npm.raw, decode, { switches: { wx: false } })
  assert.deepEqual(value, { sub: '张伟😀' })
})

/** @type {Probe} */
const stackOf = async (api) => {
  const fetch = () => Promise.reject(new Error('x'))
  const device = { osVersion: 'o', fingerprint: 'f', userAgent: 'u' }
  const client = await api.createClient({ domain: 'acme.example.com', clientId: 'c', device, fetch })
  const bindsHere = () => client.bind({ wechatCode: 'c', stateToken: 's' })
  return bindsHere().catch((/** @type {Error} */ error) => error.stack)
}
for (const engine of Object.keys(ENGINES)) {
  test(`on ${engine} a stack leads to the line of the caller`, async (t) => {
    for (const variant of Object.values(npm)) {
      const { value } = await probe(t, variant, stackOf, { engine })
      assert.match(value, /bindsHere/)
    }
  })
}

test('`require` of the package and of its subpath are one module', async (t) => {
  /** @type {Probe} */
  const same = async (api, _, require) => api === require('wechat-mobile-bind')
  assert.equal((await probe(t, npm.raw, same)).value, true)
})
