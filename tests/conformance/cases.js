// What holds on every host. Node.js runs these cases on the packed package, Chromium on the boundary: the
// same fixtures, the same hosts, the same expectations.

import { hosts } from './hosts.js'

const CONFIG = {
  domain: 'acme.example.com',
  clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
  language: 'zh',
  device: {
    osVersion: 'windows10.1.1',
    fingerprint: '156aysdna213sc50',
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
    ip: '192.168.1.2',
  },
}

const PARAMS = {
  wechatCode: '6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe',
  stateToken: 'eyJhbcOiJ.nEPRiIC4we0',
}

const SUCCESS = { status: 200, text: async () => '{"status":"SUCCESS","session_token":"s"}' }

const neverCalled = () => {
  throw new Error('the test double must not be called')
}

/** JSON with sorted members, so that only values count. */
function canonical(value) {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function equal(actual, expected, what) {
  if (canonical(actual) !== canonical(expected)) {
    throw new Error(`${what}: got ${canonical(actual)}, expected ${canonical(expected)}`)
  }
}

/** What a promise or a function throws. */
async function thrown(run, what) {
  let value
  try {
    value = await run()
  } catch (error) {
    return error
  }
  throw new Error(`${what}: expected an error, got ${canonical(value)}`)
}

function plainResult({ raw, httpStatus, identity, ...rest }) {
  if (!identity) return rest
  const { profile, issuedAt, expiresAt } = identity
  return { ...rest, identity: { profile, issuedAt, expiresAt } }
}

function plainError(error) {
  if (error.code === 'REFUSED') {
    const { code, delivery, errorCode, rawErrorCode, errorMessage, httpStatus } = error
    return { code, delivery, errorCode, rawErrorCode, errorMessage, httpStatus, hinted: Boolean(error.hint) }
  }
  const { code, delivery, httpStatus, message } = error
  return { code, delivery, httpStatus, message }
}

const CLASSES = {
  INVALID_CONFIG: 'ValidationError',
  INVALID_PARAMS: 'ValidationError',
  NETWORK: 'TransportError',
  TIMEOUT: 'TransportError',
  ABORTED: 'TransportError',
  REFUSED: 'ApiError',
  BAD_RESPONSE: 'ProtocolError',
  BAD_ID_TOKEN: 'IdTokenError',
}

function isOurs(api, error, what) {
  if (!(error instanceof Error) || !(error instanceof api.BindError)) throw new Error(`${what}: not a BindError: ${error}`)
  equal(error.name, CLASSES[error.code], `${what}: class`)
  const shown = [error.message, String(error), error.stack, JSON.stringify(error)].join('\n')
  for (const secret of [PARAMS.wechatCode, PARAMS.stateToken, 'CANARY']) {
    if (shown.includes(secret)) throw new Error(`${what}: the error shows a secret: ${shown}`)
  }
}

/** The configuration and parameters of a valid call, with one field set. */
function vary(field, value) {
  const config = { ...CONFIG, device: { ...CONFIG.device }, fetch: neverCalled }
  const params = { ...PARAMS }
  const [first, second] = field.split('.')
  if (second) config.device[second] = value
  else (first in PARAMS ? params : config)[first] = value
  return { config, params }
}

/** A time of the fixtures, which are written in UTC, on this host's clock. */
function onThisClock(text) {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return text
  const date = new Date(text.replace(' ', 'T') + 'Z')
  const two = (number) => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}

function fieldCase({ field, given, issue }) {
  const shown = canonical(given) ?? 'undefined'
  return {
    name: `${field} ${issue ? 'is refused' : 'is accepted'}: ${shown.slice(0, 60)}`,
    async run(api) {
      const { config, params } = vary(field, given)
      const attempt = async () => (await api.createClient(config)).prepare(params)
      // Some hosts know a fact that the caller leaves out.
      if (!issue || (given === null && api.hostKnows?.includes(field))) return attempt()
      const error = await thrown(attempt, field)
      isOurs(api, error, field)
      equal([error.delivery, error.issues], ['not-sent', [issue]], field)
      const isOfConfig = !(field in PARAMS) && !(field.startsWith('device.') && given === null)
      equal(error.code, isOfConfig ? 'INVALID_CONFIG' : 'INVALID_PARAMS', field)
    },
  }
}

function replyCase({ name, httpStatus, body, result, error }) {
  return {
    name: `reply: ${name}`,
    async run(api) {
      let sent = 0
      const fetch = async () => (sent++, { status: httpStatus, text: async () => body })
      const client = await api.createClient({ ...CONFIG, fetch })
      if (result) {
        const bound = await client.bind(PARAMS)
        equal(plainResult(bound), result, name)
        equal([bound.httpStatus, bound.raw], [httpStatus, JSON.parse(body.replace(/^\ufeff/, ''))], name)
        equal(client.interpret(httpStatus, body), bound, `${name}, by interpret`)
        equal(structuredClone(bound), bound, `${name}, as plain data`)
      } else {
        const refused = await thrown(() => client.bind(PARAMS), name)
        isOurs(api, refused, name)
        equal(plainError(refused), error, name)
        const text = error.code === 'BAD_RESPONSE' ? body : undefined
        equal([refused.responseText, Object.keys(refused).includes('responseText')], [text, false], name)
        equal(plainError(await thrown(() => client.interpret(httpStatus, body), name)), error, `${name}, by interpret`)
      }
      equal(sent, 1, `${name}: requests`)
    },
  }
}

function tokenCase({ name, token, claims, profile, issuedAt, expiresAt, error }) {
  return {
    name: `id token: ${name}`,
    async run(api) {
      if (error) {
        const refused = await thrown(() => api.decodeIdToken(token), name)
        isOurs(api, refused, name)
        return equal([refused.code, refused.message], ['BAD_ID_TOKEN', error], name)
      }
      const identity = api.decodeIdToken(token)
      equal(identity.header, { alg: 'RS256', kid: 'k1' }, name)
      equal(identity.verified, false, name)
      equal([identity.issuedAt, identity.expiresAt], [issuedAt, expiresAt], name)
      // Unsorted: the order of the claims counts.
      equal(JSON.stringify(identity.claims), JSON.stringify(JSON.parse(claims)), name)
      equal(JSON.stringify(identity.profile), JSON.stringify(JSON.parse(profile)), name)
    },
  }
}

function rowsCase({ name, profile, options, rows }) {
  return {
    name: `rows: ${name}`,
    run(api) {
      const actual = api.displayRows({ profile }, options).map(({ claim, label, value }) => [claim, label, value])
      equal(actual, rows.map(([claim, label, value]) => [claim, label, onThisClock(value)]), name)
    },
  }
}

function hostCase({ name, config = {}, params = {}, error, result, requests }) {
  return {
    name: `host: ${name}`,
    async run(api) {
      let calls = 0
      const broken = { ...CONFIG, ...config }
      const fetch = broken.fetch && ((...args) => (calls++, broken.fetch(...args)))
      const client = await api.createClient({ ...broken, fetch })
      const call = { ...PARAMS, ...(typeof params === 'function' ? params() : params) }
      if (result) {
        equal(plainResult(await client.bind(call)), result, name)
      } else {
        const { cause, fields, ...expected } = error
        const failed = await thrown(() => client.bind(call), name)
        isOurs(api, failed, name)
        equal({ code: failed.code, delivery: failed.delivery, message: failed.message }, expected, name)
        if ('cause' in error) equal(['cause' in failed, failed.cause], [true, cause], `${name}: cause`)
        else equal('cause' in failed, false, `${name}: cause`)
        if (fields) equal(failed.issues.map(({ field, rule }) => [field, rule]), fields, name)
      }
      equal(calls, requests, `${name}: requests`)
      // Whatever happened, the next call of the same kind of client works.
      const next = await api.createClient({ ...CONFIG, fetch: async () => SUCCESS })
      equal((await next.bind(PARAMS)).status, 'SUCCESS', `${name}: the next call`)
    },
  }
}

const whole = [
  {
    name: 'the request is the interface’s to the letter',
    async run(api) {
      const seen = []
      const fetch = async (url, init) => (seen.push({ url, init }), SUCCESS)
      const client = await api.createClient({ ...CONFIG, fetch })
      await client.bind(PARAMS)
      const [{ url, init }] = seen
      const { signal, ...rest } = init
      equal(url, 'https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind', 'url')
      equal(JSON.stringify(rest.headers), JSON.stringify({
        'X-operating-sys-version': 'windows10.1.1',
        'X-device-fingerprint': '156aysdna213sc50',
        'X-device-ip': '192.168.1.2',
        'X-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
        'X-L': 'zh',
        'X-client-id': 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
        'X-state-token': PARAMS.stateToken,
        'content-type': 'application/json',
      }), 'headers')
      equal(rest.body, `{"wechat_code":"${PARAMS.wechatCode}"}`, 'body')
      equal({ ...rest, headers: 0, body: 0 }, {
        method: 'POST', headers: 0, body: 0, redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer',
      }, 'init')
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
      equal(error.issues.map(({ field, rule, index }) => [field, rule, index]), [['wechatCode', 'characters', 2]], 'issues')
    },
  },
  {
    name: 'a configuration that is no object says all that is missing',
    async run(api) {
      for (const config of [undefined, null, 42, 'acme', true]) {
        const error = await thrown(() => api.createClient(config), String(config))
        isOurs(api, error, String(config))
        equal(error.issues.filter(({ field }) => field !== 'fetch').map(({ field, rule }) => [field, rule]), [['config', 'type'], ['domain', 'required'], ['clientId', 'required']], String(config))
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
        equal(error.issues.map(({ field, rule }) => [field, rule]), [['params', 'type'], ['wechatCode', 'required'], ['stateToken', 'required']], String(params))
      }
    },
  },
  {
    name: 'a fetch that is no function is refused',
    async run(api) {
      for (const fetch of ['fetch', {}, 5, true]) {
        const error = await thrown(() => api.createClient({ ...CONFIG, fetch }), String(fetch))
        equal([error.code, error.issues.map(({ field, rule }) => [field, rule])], ['INVALID_CONFIG', [['fetch', 'type']]], String(fetch))
      }
    },
  },
  {
    name: 'interpret refuses what is no reply at all',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      for (const [status, body] of [['200', {}], [undefined, undefined], [-1, null], [2.5, 1]]) {
        const error = await thrown(() => client.interpret(status, body), 'interpret')
        equal(error.issues.map(({ field, rule }) => [field, rule]), [['httpStatus', 'type'], ['bodyText', 'type']], 'issues')
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
        equal([object.isAdmin, object.isRoot, Object.getPrototypeOf(object) === Object.prototype], [undefined, undefined, true], 'prototype')
        equal(Object.keys(object).includes('__proto__'), true, 'own member')
      }
    },
  },
  {
    name: 'big numbers and lone surrogates are what JSON.parse makes of them',
    run(api) {
      const payload = '{"big":9007199254740993,"huge":1e400,"tiny":5e-324,"half":"\\ud800"}'
      equal(JSON.stringify(api.decodeIdToken(`e30.${toBase64Url(payload)}.e30`).claims), JSON.stringify(JSON.parse(payload)), 'claims')
    },
  },
  {
    name: 'isExpired compares with the time it is given, or with now',
    async run(api) {
      const identity = (expiresAt) => ({ profile: {}, expiresAt })
      equal(api.isExpired(identity(1000), 999), false, 'before')
      equal(api.isExpired(identity(1000), 1000), true, 'at')
      equal(api.isExpired(identity(Date.now() - 1000)), true, 'now')
      equal(api.isExpired(identity(Date.now() + 60_000)), false, 'later')
      equal(api.isExpired(identity(undefined)), false, 'never')
      const error = await thrown(() => api.isExpired(identity(1), 'now'), 'now')
      equal(error.issues.map(({ field, rule }) => [field, rule]), [['now', 'type']], 'issues')
    },
  },
  {
    name: 'displayRows refuses options and identities that are none',
    async run(api) {
      const fields = async (...args) => (await thrown(() => api.displayRows(...args), 'rows')).issues.map(({ field, rule }) => [field, rule])
      equal(await fields(undefined), [['identity', 'type']], 'identity')
      equal(await fields({ profile: 'x' }, { locale: 'fr', mask: 1 }), [['identity', 'type'], ['locale', 'format'], ['mask', 'type']], 'all')
      equal(await fields({ profile: {} }, 'zh'), [['options', 'type']], 'options')
    },
  },
  {
    name: 'calls at once do not mix',
    async run(api) {
      const fetch = async (_, { body }) => ({ status: 200, text: async () => JSON.stringify({ status: 'SUCCESS', session_token: JSON.parse(body).wechat_code }) })
      const client = await api.createClient({ ...CONFIG, fetch })
      const codes = Array.from({ length: 200 }, (_, index) => `code-${index}`)
      const results = await Promise.all(codes.map((wechatCode) => client.bind({ ...PARAMS, wechatCode })))
      equal(results.map(({ sessionToken }) => sessionToken), codes, 'session tokens')
    },
  },
  {
    name: 'a device function is asked at each call, and a call’s own facts win',
    async run(api) {
      const seen = []
      let asked = 0
      const device = async () => ({ ...CONFIG.device, fingerprint: `f${++asked}` })
      const fetch = async (_, { headers }) => (seen.push([headers['X-device-fingerprint'], headers['X-operating-sys-version']]), SUCCESS)
      const client = await api.createClient({ ...CONFIG, device, fetch })
      await client.bind(PARAMS)
      await client.bind({ ...PARAMS, device: { osVersion: 'own' } })
      equal(seen, [['f1', 'windows10.1.1'], ['f2', 'own']], 'headers')
    },
  },
]

/** A service that answers by path, and what it received. */
function service(answers) {
  const seen = []
  const fetch = async (url, { headers, body }) => {
    const path = url.slice(url.lastIndexOf('/') + 1)
    seen.push([path, JSON.parse(body), headers['X-state-token']])
    return { status: 200, text: async () => JSON.stringify(answers[path]) }
  }
  return { seen, fetch }
}

const ASKED = { status: 'SOCIAL_BIND', state_token: 'st-1', data: '{"socialBindOrRegisterFlow":["VERIFY_PHONE"]}' }
const DONE = { status: 'SUCCESS', session_token: 's' }
const LOGIN = 'wechat-miniprogram'
const BIND = 'wechat-mobile-bind'
const REGISTER = 'wechat-mobile-register-bind'
const LOGGED_IN = [LOGIN, { code: 'login-1' }, undefined]

const codes = (asked = []) => ({
  loginCode: () => (asked.push('login'), 'login-1'),
  phoneCode: async () => (asked.push('phone'), 'phone-1'),
})

/** Sign-ins: what the service answers, what the caller wants, and what comes of it. */
const signIns = [
  { name: 'a known user is signed in by one request', answers: { [LOGIN]: DONE },
    status: 'SUCCESS', asked: ['login'], seen: [LOGGED_IN] },
  { name: 'an unknown user is bound', answers: { [LOGIN]: ASKED, [BIND]: DONE },
    status: 'SUCCESS', asked: ['login', 'phone'], seen: [LOGGED_IN, [BIND, { wechat_code: 'phone-1' }, 'st-1']] },
  { name: 'an unknown user is bound where the service speaks of registering', answers: { [LOGIN]: { ...ASKED, status: 'USER_REGISTER' }, [BIND]: DONE },
    params: { onUnknownUser: 'bind' }, status: 'SUCCESS', asked: ['login', 'phone'], seen: [LOGGED_IN, [BIND, { wechat_code: 'phone-1' }, 'st-1']] },
  { name: 'an unknown user is registered', answers: { [LOGIN]: ASKED, [REGISTER]: DONE }, params: { onUnknownUser: 'register' },
    status: 'SUCCESS', asked: ['login', 'phone'], seen: [LOGGED_IN, [REGISTER, { wechat_code: 'phone-1' }, 'st-1']] },
  { name: 'what the bind asks for is the end', answers: { [LOGIN]: ASKED, [BIND]: { status: 'MFA_AUTH', state_token: 'st-2' } },
    status: 'MFA_AUTH', asked: ['login', 'phone'], seen: [LOGGED_IN, [BIND, { wechat_code: 'phone-1' }, 'st-1']] },
  ...[undefined, null].map((nothing) => (
    { name: `a user who declines (${nothing}) keeps the state token`, answers: { [LOGIN]: ASKED }, params: { phoneCode: () => nothing },
      status: 'SOCIAL_BIND', stateToken: 'st-1', asked: ['login'], seen: [LOGGED_IN] })),
  ...['MFA_AUTH', 'ACCESS_DENIED', 'PASSKEY'].map((status) => (
    { name: `${status} ends it`, answers: { [LOGIN]: { status, state_token: 'st-1' } },
      status: status === 'PASSKEY' ? 'UNKNOWN' : status, asked: ['login'], seen: [LOGGED_IN] })),
  { name: 'a binding asked for without a state token ends it', answers: { [LOGIN]: { status: 'SOCIAL_BIND' } },
    status: 'SOCIAL_BIND', asked: ['login'], seen: [LOGGED_IN] },
]

function signInCase({ name, answers, params = {}, status, stateToken, asked, seen }) {
  return {
    name: `sign-in: ${name}`,
    async run(api) {
      const actuallyAsked = []
      const { seen: actuallySeen, fetch } = service(answers)
      const client = await api.createClient({ ...CONFIG, fetch })
      const result = await client.signIn({ ...codes(actuallyAsked), ...params })
      equal(result.status, status, 'status')
      if (stateToken) equal(result.stateToken, stateToken, 'state token')
      equal(actuallyAsked, asked, 'codes asked for')
      equal(actuallySeen, seen, 'requests')
    },
  }
}

/** Sign-ins that end in an error. */
const brokenSignIns = [
  { name: 'parameters that are missing', params: { loginCode: undefined, phoneCode: 'code', onUnknownUser: 'ask' },
    code: 'INVALID_PARAMS', delivery: 'not-sent', fields: [['loginCode', 'required'], ['phoneCode', 'type'], ['onUnknownUser', 'format']], requests: 0 },
  { name: 'a login code that can’t be sent', params: { loginCode: () => 'a b' },
    code: 'INVALID_PARAMS', delivery: 'not-sent', fields: [['loginCode', 'characters']], requests: 0 },
  { name: 'no login code', params: { loginCode: () => undefined },
    code: 'INVALID_PARAMS', delivery: 'not-sent', fields: [['loginCode', 'required']], requests: 0 },
  { name: 'a phone code that can’t be sent', params: { phoneCode: () => 42 },
    code: 'INVALID_PARAMS', delivery: 'not-sent', fields: [['phoneCode', 'type']], requests: 1 },
  { name: 'a loginCode that throws', params: { loginCode: () => { throw 'wx' } },
    code: 'INVALID_PARAMS', delivery: 'not-sent', fields: [['loginCode', 'unreadable']], requests: 0, cause: 'wx' },
  { name: 'a phoneCode that rejects', params: { phoneCode: () => Promise.reject('wx') },
    code: 'INVALID_PARAMS', delivery: 'not-sent', fields: [['phoneCode', 'unreadable']], requests: 1, cause: 'wx' },
  { name: 'an abort before', params: () => ({ signal: AbortSignal.abort() }), code: 'ABORTED', delivery: 'not-sent', requests: 0 },
  { name: 'an abort while the user makes up their mind',
    params: () => {
      const controller = new AbortController()
      return { signal: controller.signal, phoneCode: () => (queueMicrotask(() => controller.abort()), new Promise(() => {})) }
    },
    code: 'ABORTED', delivery: 'not-sent', requests: 1 },
  { name: 'a refusal of the login', answers: { [LOGIN]: { error_code: 'SDK.LOGIN.1003' } }, code: 'REFUSED', delivery: 'delivered', requests: 1 },
  { name: 'a refusal of the bind', answers: { [LOGIN]: ASKED, [BIND]: { error_code: 'IDAAS.SDK.COMMON.1013' } },
    code: 'REFUSED', delivery: 'delivered', requests: 2 },
]

function brokenSignInCase({ name, answers = { [LOGIN]: ASKED, [BIND]: DONE }, params = {}, code, delivery, fields, cause, requests }) {
  return {
    name: `sign-in: ${name}`,
    async run(api) {
      const { seen, fetch } = service(answers)
      const client = await api.createClient({ ...CONFIG, fetch })
      const call = { ...codes(), ...(typeof params === 'function' ? params() : params) }
      const error = await thrown(() => client.signIn(call), name)
      isOurs(api, error, name)
      equal([error.code, error.delivery, seen.length], [code, delivery, requests], name)
      if (fields) equal(error.issues.map(({ field, rule }) => [field, rule]), fields, name)
      equal(error.code === 'ABORTED' ? undefined : error.cause, cause, `${name}: cause`)
    },
  }
}

const hostile = [
  {
    name: 'a reply longer than any reply may be is refused, and kept',
    async run(api) {
      const body = JSON.stringify({ status: 'SUCCESS', session_token: 's', pad: 'x'.repeat(1 << 20) })
      const client = await api.createClient({ ...CONFIG, fetch: async () => ({ status: 200, text: async () => body }) })
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
    name: 'a host whose timers throw still binds',
    async run(api) {
      const { setTimeout, clearTimeout } = globalThis
      const client = await api.createClient({ ...CONFIG, fetch: async () => SUCCESS })
      globalThis.setTimeout = globalThis.clearTimeout = () => { throw new Error('no timers') }
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
      const bodies = []
      const fetch = async (_, { body }) => (bodies.push(body), SUCCESS)
      const client = await api.createClient(Object.freeze({ ...CONFIG, device: Object.freeze({ ...CONFIG.device }), fetch }))
      class Params { get wechatCode() { return 'from-a-getter' } get stateToken() { return 's' } }
      const makes = [
        Object.freeze({ ...PARAMS }),
        Object.assign(Object.create(null), PARAMS),
        new Params(),
        new Proxy({ ...PARAMS }, {}),
        { ...PARAMS, toString() { throw new Error('toString') }, [Symbol.toPrimitive]() { throw new Error('toPrimitive') }, toJSON() { throw new Error('toJSON') } },
        { ...PARAMS, then(resolve) { resolve({}) } },
      ]
      for (const params of makes) equal((await client.bind(params)).status, 'SUCCESS', 'status')
      equal(bodies.map((body) => JSON.parse(body).wechat_code), makes.map(({ wechatCode }) => wechatCode), 'codes')
    },
  },
  {
    name: 'a getter that changes its mind is read once',
    async run(api) {
      let reads = 0
      const seen = []
      const fetch = async (_, { body }) => (seen.push(JSON.parse(body).wechat_code), SUCCESS)
      const client = await api.createClient({ ...CONFIG, fetch })
      await client.bind({ get wechatCode() { return ['good', 'evil\n'][reads++] }, stateToken: 's' })
      equal([reads, seen], [1, ['good']], 'reads')
    },
  },
  {
    name: 'proxies and getters that throw are told as what can’t be read',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: neverCalled })
      const angry = new Proxy({}, { get() { throw new Error('trap') }, has() { throw new Error('trap') }, ownKeys() { throw new Error('trap') } })
      const revoked = (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()
      for (const params of [angry, revoked]) {
        const error = await thrown(() => client.bind(params), 'proxy')
        isOurs(api, error, 'proxy')
        equal(error.issues.map(({ field, rule }) => [field, rule]), [['signal', 'unreadable'], ['device', 'unreadable'], ['wechatCode', 'unreadable'], ['stateToken', 'unreadable']], 'params')
        const invalid = await thrown(() => api.createClient(params), 'proxy')
        equal([invalid.name, invalid.delivery], [invalid.name, 'not-sent'], 'config')
        equal((await thrown(() => api.displayRows({ profile: params }), 'proxy')).issues.map(({ field }) => field), ['identity'], 'rows')
        equal((await thrown(() => api.displayRows(params), 'proxy')).code, 'INVALID_PARAMS', 'rows')
        equal((await thrown(() => api.isExpired(params), 'proxy')).code, 'INVALID_PARAMS', 'expiry')
        equal((await thrown(() => api.decodeIdToken(params), 'proxy')).code, 'BAD_ID_TOKEN', 'token')
      }
    },
  },
  {
    name: 'what can’t be shown is left out of the rows, and what is no profile refused',
    async run(api) {
      const circle = { name: '张三' }
      circle.self = circle
      const trap = { name: '张三', get evil() { throw new Error('a getter threw') }, deep: { get evil() { throw new Error('a getter threw') } } }
      for (const profile of [circle, trap, { name: '张三', big: { n: 10n }, fn() {}, [Symbol('s')]: 1 }]) {
        equal(api.displayRows({ profile }).map(({ value }) => value), ['张三'], 'rows')
      }
      for (const profile of [() => {}, [1], 'x', null, 5]) {
        equal((await thrown(() => api.displayRows({ profile }), 'rows')).issues.map(({ field, rule }) => [field, rule]), [['identity', 'type']], 'issues')
      }
    },
  },
  {
    name: 'a polluted Object.prototype adds nothing to a reply',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: async () => ({ status: 200, text: async () => '{"status":"ACCESS_DENIED"}' }) })
      const dirt = { error_code: 'SDK.COMMON.1007', session_token: 'evil', id_token: 'e.e.e', expire: 1, data: '{}' }
      for (const [name, value] of Object.entries(dirt)) Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true })
      try {
        const result = await client.bind(PARAMS)
        equal(Object.keys(result), ['status', 'rawStatus', 'httpStatus', 'raw'], 'members')
        equal(result.status, 'ACCESS_DENIED', 'status')
      } finally {
        for (const name of Object.keys(dirt)) delete Object.prototype[name]
      }
    },
  },
  {
    name: 'hostile id tokens end in an identity or in BAD_ID_TOKEN',
    async run(api) {
      const token = (payload, header = '{"alg":"none"}') => `${toBase64Url(header)}.${toBase64Url(payload)}.e30`
      const deep = (depth) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
      equal(api.decodeIdToken(token('{"sub":"u"}')).header, { alg: 'none' }, 'alg none is shown as it is')
      equal(api.decodeIdToken(token(`{"nested":"${token('{}')}"}`)).claims.nested, token('{}'), 'a nested token is a string')
      equal(api.decodeIdToken(token('{"sub":"a","sub":"b","constructor":1,"toString":2}')).claims, { sub: 'b', constructor: 1, toString: 2 }, 'duplicates')
      // How deep JSON goes is the host's own: what is too deep to be read is refused, what can't be written is left out.
      try {
        const nested = api.decodeIdToken(token(deep(10_000)))
        equal([Array.isArray(nested.claims.a), api.displayRows(nested).length <= 1], [true, true], 'deep nesting')
      } catch (error) {
        equal(error.code, 'BAD_ID_TOKEN', `deep nesting: ${error.message}`)
      }
      equal(api.displayRows(api.decodeIdToken(token('{"api":{"a":1e400,"b":9007199254740993}}'))).map(({ value }) => value), ['9007199254740992'], 'numbers')
      const long = await thrown(() => api.decodeIdToken('a'.repeat(5 << 20)), 'long')
      equal([long.code, long.message], ['BAD_ID_TOKEN', 'the id token is longer than 262144 characters'], 'length')
    },
  },
]

const siblings = [
  {
    name: 'login sends its code, and no state token',
    async run(api) {
      const { seen, fetch } = service({ [LOGIN]: ASKED })
      const client = await api.createClient({ ...CONFIG, fetch, bodyField: 'wchat_code' })
      const result = await client.login({ code: 'login-1' })
      equal([result.status, result.stateToken, result.nextSteps], ['SOCIAL_BIND', 'st-1', ['VERIFY_PHONE']], 'result')
      equal(seen, [LOGGED_IN], 'requests')
      const error = await thrown(() => client.login({ wechatCode: 'c' }), 'login')
      equal(error.issues.map(({ field, rule }) => [field, rule]), [['code', 'required']], 'issues')
    },
  },
  {
    name: 'registerAndBind sends what bind sends, elsewhere',
    async run(api) {
      const requests = []
      const fetch = async (url, init) => (requests.push({ url, init: { ...init, signal: undefined } }), SUCCESS)
      const client = await api.createClient({ ...CONFIG, fetch })
      await client.bind(PARAMS)
      equal((await client.registerAndBind(PARAMS)).sessionToken, 's', 'result')
      equal(requests[1], { ...requests[0], url: requests[0].url.replace(BIND, REGISTER) }, 'request')
    },
  },
  {
    name: 'an error of the package that phoneCode throws comes through as it is',
    async run(api) {
      const { fetch } = service({ [LOGIN]: ASKED })
      const client = await api.createClient({ ...CONFIG, fetch })
      const declined = await thrown(() => api.decodeIdToken('x'), 'token')
      const error = await thrown(() => client.signIn({ ...codes(), phoneCode: async () => { throw declined } }), 'signIn')
      if (error !== declined) throw new Error(`got ${error}`)
    },
  },
]

function toBase64Url(text) {
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** Every case, as `{ name, run(api) }`; it holds where `run` neither throws nor rejects. */
export function cases({ fields, replies, idTokens, rows }) {
  return [
    ...whole,
    ...fields.map(fieldCase),
    ...replies.map(replyCase),
    ...idTokens.map(tokenCase),
    ...rows.map(rowsCase),
    ...hosts.map(hostCase),
    ...hostile,
    ...siblings,
    ...signIns.map(signInCase),
    ...brokenSignIns.map(brokenSignInCase),
  ]
}

/** Runs every case and answers the failures, for hosts without a test runner. */
export async function failures(api, fixtures) {
  const failed = []
  for (const { name, run } of cases(fixtures)) {
    try {
      await run(api)
    } catch (error) {
      failed.push(`${name}: ${error?.message ?? error}`)
    }
  }
  return failed
}

/** How many cases there are, so that a run that skips some is seen. */
export const count = (fixtures) => cases(fixtures).length
