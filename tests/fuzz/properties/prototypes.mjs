// Whatever somebody put on `Object.prototype` under a name that the package uses: every call ends as without it.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { host } from '../entries.mjs'
import { SECRET } from '../inputs/values.mjs'
import { assertSame, property, told } from '../oracles.mjs'

/** @import { Context } from '../types.js' */

/** The package's files, whose names are tried. */
const { resolve } = createRequire(import.meta.url)
const FILES = ['wechat-mobile-bind', 'wechat-mobile-bind/miniprogram'].map((entry) => resolve(entry))

/** What SECURITY.md leaves to the page: the glue assigns these. */
const TRUSTED = /^(__wbg|_wbg|__wbindgen)/

/** The names of members in a code. */
function* namesIn(/** @type {string} */ code) {
  for (const [, member, key, text] of code.matchAll(
    /\.([A-Za-z_$][\w$]*)|([A-Za-z_$][\w$]*):|["']([A-Za-z_$][\w$-]*)["']/g,
  ))
    yield member ?? key ?? text
}

const NAMES = [...new Set(FILES.flatMap((file) => [...namesIn(readFileSync(file, 'utf8'))]))].filter(
  (name) => !(name in Object.prototype) && !TRUSTED.test(name),
)

const TOKEN = [{ alg: 'RS256' }, { sub: 'u', exp: 2e9, api: '{"name":"张三","phone":"13812345678"}' }, 'x']
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.')

const SUCCESS = JSON.stringify({ status: 'SUCCESS', session_token: SECRET, id_token: TOKEN })
const ASKED = JSON.stringify({ status: 'SOCIAL_BIND', state_token: SECRET, data: '{"socialBindOrRegisterFlow":["A"]}' })
const REFUSED = '{"error_code":"IDAAS.SDK.COMMON.1007","error_msg":"no"}'

/** What the calls of one program end in. @type {any} */
let clean

export const prototypes = property({
  name: 'Object.prototype',
  arbitrary: fc.record({
    name: fc.constantFrom(...NAMES),
    kind: fc.constantFrom('value', 'read-only', 'accessor'),
    value: fc.constantFrom('evil', 1, true, null, [], {}),
    enumerable: fc.boolean(),
  }),
  async run({ name, kind, value, enumerable }, context) {
    host.wx = {}
    clean ??= await program(context)
    /** @type {string[]} */
    const setters = []
    const accessor = { get: () => value, set: () => void setters.push(String(new Error().stack).split('\n')[2]) }
    const how = kind === 'accessor' ? accessor : { value, writable: kind === 'value' }
    Object.defineProperty(Object.prototype, name, { ...how, enumerable, configurable: true })
    /** @type {any} */
    let polluted
    try {
      polluted = await program(context)
    } finally {
      Reflect.deleteProperty(Object.prototype, name)
    }
    for (const at of clean.keys()) assertSame(polluted[at], clean[at], 'not as without it')
    assert.deepEqual(
      setters.filter((frame) => frame.includes('wechat-mobile-bind')),
      [],
      'the package calls a setter',
    )
  },
})

/** Every function of both entries, with what its caller and its host need. */
async function program(/** @type {Context} */ { api, miniProgram }) {
  /** @type {any[]} */
  const ends = []
  for (const entry of [api, miniProgram]) {
    /** @type {any[]} */
    const replies = [ASKED, SUCCESS, REFUSED, SUCCESS]
    const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
      ends[ends.length] = [url, init.method, init.headers, init.body, init.redirect, init.credentials]
      return { status: 200, text: async () => replies.shift() }
    }
    const device = { osVersion: 'o', fingerprint: 'f', userAgent: 'u' }
    const config = { domain: 'acme.example.com', clientId: 'c', device, fetch }
    const client = await end(() => entry.createClient(config))
    const params = { wechatCode: SECRET, stateToken: SECRET }
    ends[ends.length] = await end(() => client.login({ code: SECRET }))
    ends[ends.length] = await end(() => client.bind(params))
    ends[ends.length] = await end(() => client.bind(params))
    ends[ends.length] = await end(() => client.bind({ wechatCode: '' }))
    ends[ends.length] = await end(() => client.prepare(params))
    ends[ends.length] = await end(() => client.interpret(200, ASKED))
    ends[ends.length] = await end(() => entry.decodeIdToken('x'))
    const identity = await end(() => entry.decodeIdToken(TOKEN))
    ends[ends.length] = [
      identity,
      await end(() => entry.displayRows(identity)),
      await end(() => entry.isExpired(identity, 0)),
    ]
    ends[ends.length] = await end(() => entry.createClient({ domain: '' }))
  }
  ends[ends.length] = await end(() => miniProgram.phoneCode({ detail: { errMsg: 'getPhoneNumber:fail user deny' } }))
  ends[ends.length] = await end(() => miniProgram.createSignIn({}))
  return ends
}

/** What a call ends in, as data. */
async function end(/** @type {() => any} */ run) {
  try {
    return await run()
  } catch (error) {
    return told(error)
  }
}
