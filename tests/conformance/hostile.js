// Input that means harm, and hosts whose built-ins have been tampered with.

import { assertNoSecrets } from './assert-no-secrets.js'
import {
  answering,
  CONFIG,
  equal,
  isOurs,
  issuesOf,
  neverCalled,
  PARAMS,
  refuse,
  SUCCESS,
  thrown,
  throws,
  toBase64Url,
  valuesOf,
} from './support.js'

/**
 * @import { Case, Client, Result, TestFetch } from './types.js'
 * @import { CallRecord } from '../../pkg-template/shipped/index.js'
 */

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** @type {Case[]} */
export const hostile = [
  {
    name: 'a reply longer than any reply may be is refused, and kept',
    async run(api) {
      const body = JSON.stringify({ status: 'SUCCESS', session_token: 's', pad: 'x'.repeat(1 << 20) })
      const client = await api.createClient({ ...CONFIG, fetch: answering(body) })
      for (const read of [() => client.bind(PARAMS), () => client.interpret(200, body)]) {
        const error = await thrown(read, 'too long')
        isOurs(api, error, 'too long')
        equal([error.code, error.delivery, error.responseText === body], ['BAD_RESPONSE', 'delivered', true], 'error')
      }
      const most = JSON.stringify({ status: 'SUCCESS', session_token: 's', pad: '' })
      const fits = most.replace('""', `"${'x'.repeat((1 << 20) - most.length)}"`)
      equal([fits.length, client.interpret(200, fits).sessionToken], [1 << 20, 's'], 'the longest reply')
    },
  },
  {
    name: 'the longest id token is decoded, and a longer one is refused',
    async run(api) {
      const start = `e30.${toBase64Url('{"sub":"u"}')}.`
      const longest = start + 'A'.repeat(262_144 - start.length)
      equal(api.decodeIdToken(longest).claims, { sub: 'u' }, 'claims')
      for (const longer of [`${longest}AAAA`, 'a'.repeat(5 << 20)]) {
        const { code, message } = await thrown(() => api.decodeIdToken(longer), 'too long')
        equal([code, message], ['BAD_ID_TOKEN', 'the id token is longer than 262144 characters'], 'error')
      }
    },
  },
  {
    name: 'a host whose timers throw still binds',
    async run(api) {
      const { setTimeout, clearTimeout } = globalThis
      const client = await api.createClient({ ...CONFIG, fetch: async () => SUCCESS })
      Object.assign(globalThis, { setTimeout: refuse, clearTimeout: refuse })
      try {
        equal((await client.bind(PARAMS)).status, 'SUCCESS', 'status')
      } finally {
        Object.assign(globalThis, { setTimeout, clearTimeout })
      }
    },
  },
  {
    name: 'parameters of every make are read',
    async run(api) {
      /** @type {any[]} */
      const sent = []
      /** @type {TestFetch} */
      const fetch = async (_, { body, headers }) => {
        sent.push([JSON.parse(body).wechat_code, headers['X-device-ip']])
        return SUCCESS
      }
      const client = await api.createClient(
        Object.freeze({ ...CONFIG, device: Object.freeze({ ...CONFIG.device }), fetch }),
      )
      class Device {
        get ip() {
          return '10.0.0.1'
        }
      }
      class Code {
        get wechatCode() {
          return 'from-a-getter'
        }
        get device() {
          return new Device()
        }
      }
      class Params extends Code {
        get stateToken() {
          return 's'
        }
      }
      const makes = [
        Object.freeze({ ...PARAMS }),
        Object.assign(Object.create(null), PARAMS),
        new Params(),
        new Proxy({ ...PARAMS }, {}),
        { ...PARAMS, toString: refuse, [Symbol.toPrimitive]: refuse, toJSON: refuse },
        { ...PARAMS, then: (/** @type {(value: object) => void} */ resolve) => resolve({}) },
      ]
      for (const params of makes) equal((await client.bind(params)).status, 'SUCCESS', 'status')
      const { ip } = CONFIG.device
      equal(
        sent,
        makes.map(({ wechatCode, device }) => [wechatCode, device ? '10.0.0.1' : ip]),
        'codes and addresses',
      )
    },
  },
  {
    name: 'a getter that changes its mind is read once',
    async run(api) {
      let reads = 0
      /** @type {any[]} */
      const seen = []
      /** @type {TestFetch} */
      const fetch = async (_, { body }) => {
        seen.push(JSON.parse(body).wechat_code)
        return SUCCESS
      }
      const client = await api.createClient({ ...CONFIG, fetch })
      await client.bind({
        get wechatCode() {
          return ['good', 'evil\n'][reads++]
        },
        stateToken: 's',
      })
      equal([reads, seen], [1, ['good']], 'reads')
    },
  },
  {
    name: 'proxies and getters that throw are told as what can’t be read',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      const angry = new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse })
      const { proxy: revoked, revoke } = Proxy.revocable({}, {})
      revoke()
      for (const params of [angry, revoked]) {
        const error = await thrown(() => client.bind(params), 'proxy')
        isOurs(api, error, 'proxy')
        equal(
          issuesOf(error),
          'signal unreadable, device unreadable, wechatCode unreadable, stateToken unreadable',
          'params',
        )
        const invalid = await thrown(() => api.createClient(params), 'proxy')
        equal([invalid.name, invalid.delivery], [invalid.name, 'not-sent'], 'config')
        equal(issuesOf(await thrown(() => api.displayRows({ profile: params }), 'proxy')), 'identity type', 'rows')
        equal((await thrown(() => api.displayRows(params), 'proxy')).code, 'INVALID_PARAMS', 'rows')
        equal((await thrown(() => api.isExpired(params), 'proxy')).code, 'INVALID_PARAMS', 'expiry')
        equal((await thrown(() => api.decodeIdToken(params), 'proxy')).code, 'BAD_ID_TOKEN', 'token')
      }
    },
  },
  {
    name: 'what can’t be shown is left out of the rows, and what is no profile refused',
    async run(api) {
      /** @type {Record<string, unknown>} */
      const circle = { name: '张三' }
      circle.self = circle
      const evil = Object.defineProperty({}, 'evil', { get: refuse, enumerable: true })
      const trap = Object.defineProperty({ name: '张三', deep: evil }, 'evil', { get: refuse, enumerable: true })
      for (const profile of [circle, trap, { name: '张三', big: { n: 10n }, fn() {}, [Symbol('s')]: 1 }]) {
        equal(valuesOf(api.displayRows({ profile })), ['张三'], 'rows')
      }
      /** @type {any} */
      let deep = 1
      for (let level = 0; level < 600; level++) deep = [deep]
      const rows = valuesOf(api.displayRows({ profile: { name: '张三', deep, nested: { deep } } }))
      equal(rows, ['张三', JSON.stringify(deep[0]), JSON.stringify({ deep })], 'deep members')
      for (const profile of [() => {}, [1], 'x', null, 5]) {
        equal(issuesOf(await thrown(() => api.displayRows({ profile }), 'rows')), 'identity type', 'issues')
      }
    },
  },
  {
    name: 'an identity that was in a store has the same rows, and each member is read once',
    run(api) {
      const profile = { name: '张三', phone: '13812345678', tags: ['a', 'b'], address: { formatted: '上海市' } }
      const expected = api.displayRows({ profile })
      const names = ['profile', ...Object.keys(profile), 'formatted']
      /** @type {Record<string, number>} */
      let reads
      /** @param {PropertyKey} name */
      const count = (name) => {
        if (names.includes(String(name))) reads[String(name)] = (reads[String(name)] || 0) + 1
      }
      // As Vue 2 and MobX do: accessors instead of the members, and something of their own.
      /**
       * @param {any} value
       * @returns {any}
       */
      const accessors = (value) => {
        if (Object(value) !== value) return value
        const members = Array.isArray(value) ? value.slice() : {}
        for (const name of Array.isArray(value) ? [] : Object.keys(value)) {
          const member = accessors(value[name])
          const get = () => {
            count(name)
            return member
          }
          Object.defineProperty(members, name, { get, set() {}, enumerable: true, configurable: true })
        }
        Object.defineProperty(members, '__ob__', { value: { value: members }, writable: true, configurable: true })
        Object.defineProperty(members, Symbol('administration'), { value: { value: members }, configurable: true })
        return members
      }
      // As Vue 3, MobX and Immer do.
      /**
       * @param {any} value
       * @returns {any}
       */
      const proxies = (value) =>
        Object(value) !== value
          ? value
          : new Proxy(value, {
              get(target, name) {
                count(name)
                return proxies(target[name])
              },
            })
      for (const observed of [accessors, proxies]) {
        reads = {}
        equal(api.displayRows(observed({ profile })), expected, 'rows')
        equal(reads, Object.fromEntries(names.map((name) => [name, 1])), 'reads')
        equal(api.isExpired(observed({ expiresAt: 1 })), true, 'expiry')
      }
    },
  },
  {
    name: 'a number that no clock shows keeps its row',
    run(api) {
      equal(
        valuesOf(api.displayRows({ profile: { exp: 1e308, level: 1e308, none: NaN } }, { claims: 'all' })),
        ['1e+308', '1e+308'],
        'rows',
      )
    },
  },
  {
    name: 'a profile that is revoked while it is read is refused, and the call that waits goes on',
    async run(api) {
      /** @type {any} */
      let answer
      const client = await api.createClient({ ...CONFIG, fetch: () => new Promise((resolve) => (answer = resolve)) })
      const waiting = client.bind(PARAMS)
      const ownKeys = () => {
        revoke()
        return []
      }
      const { proxy, revoke } = Proxy.revocable({ a: 1 }, { ownKeys })
      const error = await thrown(() => api.displayRows({ profile: proxy }), 'rows')
      equal([error.code, issuesOf(error)], ['INVALID_PARAMS', 'identity type'], 'error')
      while (!answer) await new Promise((resolve) => setTimeout(resolve))
      answer(SUCCESS)
      equal((await waiting).status, 'SUCCESS', 'the call that waits')
    },
  },
  {
    name: 'texts longer than any field or reply may be are refused by their length',
    async run(api) {
      const huge = '令'.repeat((1 << 20) + 1)
      const config = { ...CONFIG, clientId: huge, domain: huge, fetch: neverCalled }
      const refused = await thrown(() => api.createClient(config), 'config')
      equal(issuesOf(refused), 'domain length, clientId length', 'config')
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      const params = {
        wechatCode: huge,
        stateToken: huge,
        device: { osVersion: huge, fingerprint: huge, userAgent: huge, ip: huge },
      }
      const error = await thrown(() => client.bind(params), 'bind')
      equal(
        error.issues.map(({ rule }) => rule),
        Array(6).fill('length'),
        'params',
      )
      equal(valuesOf(api.displayRows({ profile: { name: '张三', nickname: huge } })), ['张三'], 'rows')
    },
  },
  {
    name: 'what only looks like an error of this package passes for none',
    async run(api) {
      const looks = [
        { code: 'SECRET', delivery: 'delivered', errorCode: 'SECRET' },
        Object.assign(new Error('SECRET'), { name: 'BindError', code: 'NETWORK', delivery: 'delivered' }),
        Object.assign(new Error('SECRET'), { name: 'toString', code: 'NETWORK', delivery: 'delivered' }),
        Object.defineProperty(new Error('SECRET'), 'name', { get: refuse }),
        new Proxy({}, { get: refuse, getPrototypeOf: refuse }),
      ]
      for (const cause of looks) {
        /** @type {any[]} */
        const records = []
        const onEvent = (/** @type {CallRecord} */ record) => records.push(record)
        const client = await api.createClient({ ...CONFIG, device: throws(cause), fetch: neverCalled, onEvent })
        const error = await thrown(() => client.bind(PARAMS), 'bind')
        equal(
          [error.code, error.delivery, error.callback, error.cause === cause],
          ['CALLBACK', 'not-sent', 'device', true],
          'error',
        )
        assertNoSecrets(JSON.stringify([error, records]), ['SECRET'])
        equal([records[0].code, records[0].delivery], ['CALLBACK', 'not-sent'], 'record')
      }
    },
  },
  {
    name: 'where dates throw, a time is shown as its number',
    async run(api) {
      const { toISOString } = Date.prototype
      Date.prototype.toISOString = refuse
      try {
        equal(
          valuesOf(api.displayRows({ profile: { name: '张三', updated_at: 1_700_000_000 } })),
          ['张三', '1700000000'],
          'rows',
        )
      } finally {
        Date.prototype.toISOString = toISOString
      }
    },
  },
  {
    name: 'hostile id tokens end in an identity or in BAD_ID_TOKEN',
    async run(api) {
      /** @param {string} payload */
      const token = (payload, header = '{"alg":"none"}') => `${toBase64Url(header)}.${toBase64Url(payload)}.e30`
      /** @param {number} depth */
      const deep = (depth) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
      equal(api.decodeIdToken(token('{"sub":"u"}')).header, { alg: 'none' }, 'alg none is shown as it is')
      equal(
        api.decodeIdToken(token(`{"nested":"${token('{}')}"}`)).claims.nested,
        token('{}'),
        'a nested token is a string',
      )
      equal(
        api.decodeIdToken(token('{"sub":"a","sub":"b","constructor":1,"toString":2}')).claims,
        { sub: 'b', constructor: 1, toString: 2 },
        'duplicates',
      )
      // A parser may refuse as much before.
      const tooDeep = await thrown(() => api.decodeIdToken(token(deep(10_000))), 'deep nesting')
      equal(
        [tooDeep.code, /nests deeper than 1000 levels|is not JSON/.test(tooDeep.message)],
        ['BAD_ID_TOKEN', true],
        tooDeep.message,
      )
      equal(
        valuesOf(api.displayRows(api.decodeIdToken(token('{"api":{"a":1e400,"b":9007199254740993}}')))),
        ['9007199254740992'],
        'numbers',
      )
    },
  },
  {
    name: 'a call from inside a call disturbs neither',
    async run(api) {
      /** @type {any[]} */
      const fetched = []
      /** @type {Client} */
      let inner
      const client = await api.createClient({
        ...CONFIG,
        device: async () => ({
          ...CONFIG.device,
          osVersion: (await inner?.bind({ ...PARAMS, wechatCode: 'of-the-device' })) ? 'asked' : 'not asked',
        }),
        /** @type {TestFetch} */
        fetch: async (_, { headers, body }) => {
          fetched.push(headers['X-operating-sys-version'])
          if (inner) await inner.bind({ ...PARAMS, wechatCode: 'of-the-fetch' })
          return {
            status: 200,
            text: () => {
              api.decodeIdToken('e30.e30.e30')
              return JSON.stringify({ status: 'SUCCESS', session_token: JSON.parse(body).wechat_code })
            },
          }
        },
      })
      /** @type {string[]} */
      const innerCodes = []
      inner = await api.createClient({
        ...CONFIG,
        /** @type {TestFetch} */
        fetch: async (_, { body }) => {
          innerCodes.push(JSON.parse(body).wechat_code)
          return SUCCESS
        },
      })
      /** @type {Promise<Result>[]} */
      const pending = []
      const params = {
        get wechatCode() {
          pending.push(inner.bind({ ...PARAMS, wechatCode: 'of-the-getter' }))
          return 'outer'
        },
        get stateToken() {
          api.isExpired({ expiresAt: 1 })
          return 's'
        },
      }
      equal((await client.bind(params)).sessionToken, 'outer', 'outer call')
      equal(
        (await Promise.all(pending)).map(({ status }) => status),
        ['SUCCESS'],
        'inner calls',
      )
      equal([fetched, innerCodes.sort()], [['asked'], ['of-the-device', 'of-the-fetch', 'of-the-getter']], 'requests')
    },
  },
  {
    name: 'JSON is read as deep as any host can write it again',
    async run(api) {
      /** @param {number} levels */
      const nested = (levels) => '['.repeat(levels) + ']'.repeat(levels)
      /** @type {string} */
      let body
      const client = await api.createClient({ ...CONFIG, fetch: answering(() => body) })
      for (const levels of [600, 999, 1000, 5000]) {
        body = `{"status":"SUCCESS","session_token":"s","later":${nested(levels)}}`
        // The parser of V8 6.8 reads no more than 4472 levels. What it refuses is kept.
        if (levels > 1000 && !isJson(body)) {
          const error = await thrown(() => client.bind(PARAMS), `${levels} levels`)
          isOurs(api, error, 'bind')
          equal([error.code, error.delivery, error.responseText], ['BAD_RESPONSE', 'delivered', body], 'refused')
          continue
        }
        const result = await client.bind(PARAMS)
        const raw = levels < 1000 ? body : '{"status":"SUCCESS","session_token":"s"}'
        equal([result.sessionToken, JSON.stringify(result.raw)], ['s', raw], `${levels} levels`)
      }
      const deep = nested(999)
      equal(JSON.stringify(api.decodeIdToken(`e30.${toBase64Url(`{"a":${deep}}`)}.e30`).claims.a), deep, 'claims')
      const profile = JSON.stringify(`{"a":${nested(1000)}}`)
      equal(
        api.decodeIdToken(`e30.${toBase64Url(`{"sub":"u","api":${profile}}`)}.e30`).profile.sub,
        'u',
        'a deep profile',
      )
    },
  },
]
