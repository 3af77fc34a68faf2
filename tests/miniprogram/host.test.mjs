// The host adapter: what of the phone and of WeChat reaches the service and the caller.

import assert from 'node:assert/strict'
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

test('the facts of the phone, the names of headers and the body are sent as they are', async (t) => {
  const { config, params } = await given()
  const device = { ip: '192.168.1.2' }
  const { value, program } = await probe(t, npm.raw, bind, { given: { config: { ...config, device }, params } })
  assert.equal(value.identity.profile.name, '张伟')
  const [{ header, data }] = program.network.requests
  const { 'X-device-fingerprint': fingerprint, ...others } = header
  assert.deepEqual(others, {
    'X-operating-sys-version': 'iOS 10.3.4',
    'X-device-ip': '192.168.1.2',
    'X-agent': 'MicroMessenger/8.0.50 (iPhone 7<iPhone9,1>; iOS 10.3.4) MiniProgram/3.1.0',
    'X-L': 'zh-CN',
    'X-client-id': CLIENT_ID,
    'X-state-token': params.stateToken,
    'content-type': 'application/json',
  })
  assert.deepEqual(program.storage, { 'wechat-mobile-bind.fingerprint': fingerprint })
  assert.equal(data, `{"wechat_code":"${params.wechatCode}"}`)
  assert.deepEqual(program.seen.used, [], 'what is withdrawn')
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
  const { value, program } = await probe(t, npm.raw, all, { given: { config: (await given()).config, calls } })
  for (const { redirect } of program.network.requests) assert.equal(redirect, 'manual')
  for (const [index, { code, gets, nextAt, getsInMiniProgram }] of rows.entries()) {
    const next = nextAt?.bind ?? gets.next
    await t.test(code, () => assertGets(value[index], { ...(getsInMiniProgram ?? gets), next }))
  }
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

/** @type {[string, LaunchOptions & { without?: string, wasm?: string }, RegExp][]} */
const LOST = [
  [
    'a wrong path is named with its fix',
    { wasm: 'sub/own.wasm' },
    /no readable file at `sub\/own\.wasm` in the code package.*absolute path.*`wasm`$/,
  ],
  [
    'a wasm that is not there is named with its fix',
    { without: '.wasm' },
    /no readable file at \/miniprogram_npm\/wechat-mobile-bind\/wechat_mobile_bind\.wasm\.br or \S+\.wasm in .*Run "build npm"/,
  ],
  ['before base library 2.13 the error says so', { switches: { wasm: false } }, /base library is older than 2\.13/],
]
for (const [name, { without, wasm, ...options }, message] of LOST) {
  test(name, async (t) => {
    const files = new Map([...npm.raw].filter(([path]) => !without || !path.includes(without)))
    const { error } = await probe(t, files, load, { given: wasm, ...options })
    assert.deepEqual([error.name, error.code, error.delivery], ['LoadError', 'WASM_UNAVAILABLE', 'not-sent'])
    assert.match(error.message, message)
    if (!options.switches) assert.ok(error.cause.isError)
  })
}

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
