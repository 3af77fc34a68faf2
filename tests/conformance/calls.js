// What each call takes and gives.

import { assertNoSecrets } from './assert-no-secrets.js'
import {
  CONFIG,
  equal,
  isOurs,
  issuesOf,
  neverCalled,
  PARAMS,
  refuse,
  SECRETS,
  SUCCESS,
  thrown,
  toBase64Url,
  valuesOf,
} from './support.js'

/**
 * @import { CallRecord } from '../../pkg-template/shipped/index.js'
 * @import { Case, TestFetch } from './types.js'
 */

/**
 * A record of the caller's own logs in a line, without the time that the call took, which has to be one.
 *
 * @param {CallRecord} record
 */
function line({ milliseconds, step, checked, sent, answered, httpStatus, ...rest }) {
  if (!(milliseconds >= 0 && milliseconds < 60_000)) throw new Error(`no time: ${milliseconds}`)
  const reached = [checked && 'checked', sent && 'sent', answered && 'answered', httpStatus]
  return [step, ...reached, ...Object.values(rest)].filter(Boolean).join(' ')
}

/** @type {Case[]} */
export const calls = [
  {
    name: 'the caller’s own logs get a record of each call, and no secret',
    async run(api) {
      /** @type {any[]} */
      const records = []
      const bodies = [
        '{"status":"SUCCESS","session_token":"CANARY-s"}',
        '{"error_code":"SDK.COMMON.1007","error_msg":"CANARY"}',
        '<html>CANARY',
      ]
      /** @param {CallRecord} record */
      const onEvent = (record) => {
        records.push(record)
        // A listener that throws is no failure.
        refuse()
      }
      const text = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return bodies.shift()
      }
      const answer = { status: 200, text }
      const client = await api.createClient({
        ...CONFIG,
        onEvent,
        fetch: async () => (bodies.length ? answer : Promise.reject('lost')),
      })
      equal((await client.login({ code: 'CANARY-code' })).status, 'SUCCESS', 'a listener that throws')
      for (let count = 0; count < 3; count++) await thrown(() => client.bind(PARAMS), 'bind')
      await thrown(() => client.registerAndBind({ ...PARAMS, wechatCode: 'CANARY a' }), 'registerAndBind')
      equal(
        records.map(line),
        [
          'login checked sent answered 200 SUCCESS',
          'bind checked sent answered 200 REFUSED SDK.COMMON.1007 delivered',
          'bind checked sent answered 200 BAD_RESPONSE delivered',
          'bind checked sent NETWORK unknown',
          'registerAndBind INVALID_PARAMS not-sent',
        ],
        'records',
      )
      equal(records[0].milliseconds >= 15, true, 'how long the call took')
      assertNoSecrets(JSON.stringify(records), SECRETS)
      const error = await thrown(() => api.createClient({ ...CONFIG, fetch: neverCalled, onEvent: 'log' }), 'onEvent')
      equal(issuesOf(error), 'onEvent type', 'issues')
    },
  },
  {
    name: 'the host’s fetch gets a signal, and what prepare returns has none',
    async run(api) {
      /** @type {any[]} */
      const seen = []
      /** @type {TestFetch} */
      const fetch = async (url, init) => {
        seen.push({ url, init })
        return SUCCESS
      }
      const client = await api.createClient({ ...CONFIG, fetch })
      await client.bind(PARAMS)
      const [{ url, init }] = seen
      const { signal, ...rest } = init
      equal([signal instanceof AbortSignal, signal.aborted], [true, false], 'signal')
      equal(await client.prepare(PARAMS), { url, init: rest }, 'prepare')
      equal(seen.length, 1, 'requests')
    },
  },
  {
    name: 'a lone surrogate in the code is refused, never sent as another character',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      const error = await thrown(() => client.bind({ ...PARAMS, wechatCode: 'ab\ud800' }), 'surrogate')
      equal(issuesOf(error), 'wechatCode characters at 2', 'issues')
    },
  },
  {
    name: 'a configuration that is no object says all that is missing',
    async run(api) {
      for (const config of [undefined, null, 42, 'acme', true]) {
        const error = await thrown(() => api.createClient(config), String(config))
        isOurs(api, error, String(config))
        equal(
          error.issues.filter(({ field }) => field !== 'fetch').map(({ field, rule }) => [field, rule]),
          [
            ['config', 'type'],
            ['domain', 'required'],
            ['clientId', 'required'],
          ],
          String(config),
        )
      }
    },
  },
  {
    name: 'parameters that are no object say all that is missing',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      for (const params of [undefined, null, 'code', 7]) {
        const error = await thrown(() => client.bind(params), String(params))
        equal([error.code, error.delivery], ['INVALID_PARAMS', 'not-sent'], String(params))
        equal(issuesOf(error), 'params type, wechatCode required, stateToken required', String(params))
      }
    },
  },
  {
    name: 'a fetch that is no function is refused',
    async run(api) {
      for (const fetch of ['fetch', {}, 5, true]) {
        const error = await thrown(() => api.createClient({ ...CONFIG, fetch }), String(fetch))
        equal([error.code, issuesOf(error)], ['INVALID_CONFIG', 'fetch type'], String(fetch))
      }
    },
  },
  {
    name: 'what is undefined counts as absent: an option may be read from the environment',
    async run(api) {
      const unset = (/** @type {string} */ names) =>
        Object.assign({}, ...names.split(' ').map((name) => ({ [name]: undefined })))
      const options = unset('allowInsecureLoopback tenantId onEvent language timeoutMs bodyField wasm')
      const device = { ...CONFIG.device, ...unset('ip') }
      const client = await api.createClient({ ...CONFIG, ...options, device, fetch: async () => SUCCESS })
      equal((await client.bind({ ...PARAMS, ...unset('device signal') })).status, 'SUCCESS', 'bind')
      const codes = { loginCode: () => 'l', phoneCode: () => undefined }
      const signIn = { ...codes, ...unset('onUnknownUser recipient captcha verifyCode device signal') }
      equal((await client.signIn(signIn)).status, 'SUCCESS', 'signIn')
      const [row] = api.displayRows({ profile: { name: '张三' } }, unset('locale claims mask'))
      equal([row.label, row.value], ['姓名', '张三'], 'rows')
    },
  },
  {
    name: 'a member of the configuration that is not an option is told',
    async run(api) {
      const odd = { timeout: 5, 张三: 1, ['x'.repeat(41)]: 2 }
      const error = await thrown(() => api.createClient({ ...CONFIG, fetch: neverCalled, ...odd }), 'config')
      const told = ['`timeout`', 'another name', 'another name']
      equal(
        [error.code, error.issues],
        [
          'INVALID_CONFIG',
          told.map((name) => ({
            field: 'config',
            rule: 'unknown',
            message: `\`config\` has the member ${name}, which is not an option`,
          })),
        ],
        'issues',
      )
      const hidden = Object.defineProperty({ ...CONFIG, fetch: neverCalled, tenantId: undefined }, '__ob__', {
        value: 1,
      })
      await api.createClient(hidden)
    },
  },
  {
    name: 'prepare and interpret are about a bind if no call is named, and refuse a name that is none',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      equal(await client.prepare(PARAMS), await client.prepare(PARAMS, 'bind'), 'prepare')
      const error = await thrown(() => client.interpret(400, '{"error_code":"X.1"}'), 'interpret')
      equal(error.step, 'bind', 'interpret')
      for (const call of ['signIn', 5, {}]) {
        const unknown = [{ field: 'call', rule: 'format', message: '`call` is not the name of a call, such as bind' }]
        const unsent = await thrown(() => client.prepare(PARAMS, call), 'prepare')
        equal([unsent.code, unsent.delivery, unsent.issues], ['INVALID_PARAMS', 'not-sent', unknown], String(call))
        const answered = await thrown(() => client.interpret(400, '{"error_code":"X.1"}', call), 'interpret')
        equal(
          [answered.code, answered.delivery, answered.issues],
          ['INVALID_PARAMS', 'delivered', unknown],
          String(call),
        )
        // What the service accepted is not lost for it.
        equal(client.interpret(200, '{"status":"SUCCESS","session_token":"s"}', call).sessionToken, 's', String(call))
      }
    },
  },
  {
    name: 'interpret refuses what is no reply at all',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      const [noStatus, noBody] = ['httpStatus type', 'bodyText type']
      for (const [status, body, issues] of [
        ['200', 1, noBody],
        ['two hundred', 1, `${noStatus}, ${noBody}`],
        [undefined, undefined, `${noStatus}, ${noBody}`],
        [-1, null, `${noStatus}, ${noBody}`],
        [2.5, 1, `${noStatus}, ${noBody}`],
        [65_536, '{}', noStatus],
        [200, 1, noBody],
      ]) {
        const error = await thrown(() => client.interpret(status, body), 'interpret')
        equal(issuesOf(error), issues, 'issues')
        equal([error.code, error.delivery], ['INVALID_PARAMS', 'delivered'], 'the reply has arrived')
      }
      // Rust's `as` saturates: what is out of range must not become some number within it.
      const outside = [
        0, 0.5, 99, 1000, 65_536, 2_147_483_648, 4_294_967_296, 4_294_967_496, 9_007_199_254_740_992, 1e20,
      ]
      for (const status of [...outside, ...outside.map((number) => -number), NaN, Infinity, -Infinity])
        equal(issuesOf(await thrown(() => client.interpret(status, ''), 'interpret')), noStatus, String(status))
    },
  },
  {
    name: 'texts cross as they are, and half a surrogate pair as U+FFFD',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      for (const wechatCode of ['ascii·张伟·阿依古丽😀🐼👨‍👩‍👧é߿ࠀ\uffff𐀀\u{10ffff}', '张'.repeat(500)]) {
        const { init } = await client.prepare({ ...PARAMS, wechatCode })
        equal(JSON.parse(String(init.body)).wechat_code, wechatCode, 'code')
      }
      // A host without TextDecoder reads a long text piece by piece.
      const long = '张a😀'.repeat(5000)
      for (const [name, shown = name] of [
        [long],
        ['\ud800', '\ufffd'],
        ['\udc00', '\ufffd'],
        ['a\ud83db', 'a\ufffdb'],
        ['\udc00\ud800', '\ufffd\ufffd'],
        ['\ud83d\ud83d\ude00', '\ufffd😀'],
        ['张\udfff', '张\ufffd'],
      ])
        equal(valuesOf(api.displayRows({ profile: { name } })), [shown], 'row')
    },
  },
  {
    name: 'interpret reads a status and a text in whatever form a transport gives them',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      const body = '{"status":"SUCCESS","session_token":"s"}'
      const bytes = new TextEncoder().encode(body)
      for (const [status, text, httpStatus] of [
        ['200', body, 200],
        [' 201 ', bytes, 201],
        [200, bytes.buffer, 200],
        [200, JSON.parse(body), 200],
        [200, JSON.stringify(body), 200],
        [100, body, 100],
        [999, body, 999],
        // No status, but a session: nothing is lost.
        [undefined, body, 0],
        ['two hundred', body, 0],
      ]) {
        const result = client.interpret(status, text)
        equal([result.sessionToken, result.httpStatus], ['s', httpStatus], String(status))
      }
    },
  },
  {
    name: 'a token that is no string is refused',
    async run(api) {
      for (const token of [undefined, null, 42, {}, ['a.b.c'], Symbol('x')]) {
        const error = await thrown(() => api.decodeIdToken(token), 'token')
        equal([error.name, error.message], ['IdTokenError', 'the id token is not a string'], 'error')
      }
    },
  },
  {
    name: 'a claim named __proto__ stays a claim',
    run(api) {
      const payload = '{"__proto__":{"isAdmin":true},"api":"{\\"__proto__\\":{\\"isRoot\\":true}}"}'
      const identity = api.decodeIdToken(`e30.${toBase64Url(payload)}.e30`)
      for (const object of [identity.claims, identity.profile]) {
        equal(
          [object.isAdmin, object.isRoot, Object.getPrototypeOf(object) === Object.prototype],
          [undefined, undefined, true],
          'prototype',
        )
        equal(Object.keys(object).includes('__proto__'), true, 'own member')
      }
    },
  },
  {
    name: 'big numbers and lone surrogates are what JSON.parse makes of them',
    run(api) {
      const payload = '{"big":9007199254740993,"huge":1e400,"tiny":5e-324,"half":"\\ud800"}'
      equal(
        JSON.stringify(api.decodeIdToken(`e30.${toBase64Url(payload)}.e30`).claims),
        JSON.stringify(JSON.parse(payload)),
        'claims',
      )
    },
  },
  {
    name: 'isExpired compares with the time it is given, or with now',
    async run(api) {
      /** @param {number | undefined} expiresAt */
      const identity = (expiresAt) => ({ profile: {}, expiresAt })
      equal(api.isExpired(identity(1000), 999), false, 'before')
      equal(api.isExpired(identity(1000), 1000), true, 'at')
      equal(api.isExpired(identity(Date.now() - 1000)), true, 'now')
      equal(api.isExpired(identity(Date.now() + 60_000)), false, 'later')
      equal(api.isExpired(identity(undefined)), false, 'never')
      for (const [expiresAt, now, field] of [
        [1, 'now', 'now'],
        [1, Number.NaN, 'now'],
        [Number.POSITIVE_INFINITY, 1, 'identity.expiresAt'],
        ['1', 1, 'identity.expiresAt'],
      ]) {
        const error = await thrown(() => api.isExpired({ expiresAt }, now), 'expiry')
        equal([error.code, error.issues.map(({ field }) => field)], ['INVALID_PARAMS', [field]], 'error')
      }
    },
  },
  {
    name: 'displayRows refuses options and identities that are none',
    async run(api) {
      const fields = async (/** @type {[any, any?]} */ ...args) =>
        issuesOf(await thrown(() => api.displayRows(...args), 'rows'))
      // A session without an identity has nothing to show, and is a session all the same.
      for (const none of [undefined, null]) equal(api.displayRows(none), [], 'no identity')
      equal(await fields({}), 'identity type', 'identity')
      const wrong = { locale: 'fr', claims: 'none', mask: 1 }
      equal(await fields({ profile: 'x' }, wrong), 'identity type, locale format, claims format, mask type', 'all')
      equal(await fields({ profile: {} }, 'zh'), 'options type', 'options')
    },
  },
  {
    name: 'a device function is asked at each call, and a call’s own facts win',
    async run(api) {
      /** @type {any[]} */
      const seen = []
      let asked = 0
      const device = async () => ({ ...CONFIG.device, fingerprint: `f${++asked}` })
      /** @type {TestFetch} */
      const fetch = async (_, { headers }) => {
        seen.push([headers['X-device-fingerprint'], headers['X-operating-sys-version']])
        return SUCCESS
      }
      const client = await api.createClient({ ...CONFIG, device, fetch })
      await client.bind(PARAMS)
      await client.bind({ ...PARAMS, device: { osVersion: 'own' } })
      equal(
        seen,
        [
          ['f1', 'windows10.1.1'],
          ['f2', 'own'],
        ],
        'headers',
      )
    },
  },
]
