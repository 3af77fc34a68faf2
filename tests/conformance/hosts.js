// Hosts that misbehave, and what a bind on each of them ends in.

import {
  CONFIG,
  equal,
  flatMap,
  isOurs,
  issuesOf,
  PARAMS,
  plainResult,
  refuse,
  SUCCESS,
  thrown,
  throws,
} from './support.js'

/** @import { Case, Host, TestFetch } from './types.js' */

const NEVER = new Promise(() => {})
const SPENT = '; the request was answered, any one-time code in it is used'
const MAYBE = '; the request may have arrived, treat any one-time code in it as used'
const GOOD = '; nothing was sent, any one-time code is still good'

/** A time-out that a test waits for. */
const BRIEF = { timeoutMs: 20 }
const TEXT = '{"status":"SUCCESS","session_token":"s"}'
const BOUND = { status: 'SUCCESS', next: 'done', rawStatus: 'SUCCESS', sessionToken: 's' }

/**
 * @param {string} delivery
 * @param {string} problem
 * @param {object} [rest]
 */
const network = (delivery, problem, rest) => ({
  code: 'NETWORK',
  delivery,
  message: problem + (delivery === 'unknown' ? MAYBE : SPENT),
  ...rest,
})
/**
 * @param {string} delivery
 * @param {string} advice
 */
const timeout = (delivery, advice) => ({
  code: 'TIMEOUT',
  delivery,
  message: `the time-out of \`timeoutMs\` passed before the reply arrived${advice}`,
})
/**
 * @param {string} delivery
 * @param {string} advice
 * @param {unknown} cause
 */
const aborted = (delivery, advice, cause) => ({
  code: 'ABORTED',
  delivery,
  message: `the call was aborted by its signal${advice}`,
  cause,
})

const NO_STATUS = "the host's `fetch` answered without a numeric `status`, expected { status, text() }"
/** @param {string} problem */
const unreadable = (problem) => ({
  code: 'BAD_RESPONSE',
  delivery: 'delivered',
  message: `the host's \`fetch\` answered without a valid \`status\`, ${problem}`,
})

/**
 * A value for a test's name.
 *
 * @param {unknown} value
 */
const shown = (value) => (typeof value === 'string' ? `'${value}'` : String(value))

const NO_TEXT = "the host's `fetch` answered without a `text` function, expected { status, text() }"
const BROKE_OFF = 'the reply broke off while it was read'

/** @param {string} property */
const trap = (property) => Object.defineProperty({}, property, { get: refuse, enumerable: true })
/** @param {unknown} answer */
const answers = (answer) => async () => answer
/** A fetch whose reply has this `text`. @param {unknown} text */
const textOf =
  (text, status = /** @type {unknown} */ (200)) =>
  async () => ({ status, text })
const success = answers(SUCCESS)
const THREW = "the host's `fetch` threw"
const FAILED = "the host's `fetch` failed"
const NO_OBJECT = 'expected a JSON object: check `domain` and the service'

/** What comes of an invalid parameter. @param {string} field @param {string} rule @param {string} problem */
const invalid = (field, rule, problem) => ({
  code: 'INVALID_PARAMS',
  delivery: 'not-sent',
  message: `\`${field}\` ${problem}`,
  fields: `${field} ${rule}`,
})
const NO_DEVICE = {
  code: 'CALLBACK',
  delivery: 'not-sent',
  message: '`device` threw instead of returning, `cause` is what it threw',
  cause: 'no device',
}

/** A fetch that calls methods of what it gets, and prints it. @type {TestFetch} */
async function pryingFetch(url, init) {
  equal(
    [init, init.headers].map((object) => [
      `${object}`,
      // biome-ignore lint/suspicious/noPrototypeBuiltins: wrappers call it, and old engines lack `Object.hasOwn`
      object.hasOwnProperty('body'),
      object.valueOf() === object,
    ]),
    [
      ['[object Object]', true, true],
      ['[object Object]', false, true],
    ],
    url,
  )
  return SUCCESS
}

/** @type {TestFetch} */
const heedingFetch = (_, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('AbortError of the host'))))

/** A bind whose signal aborts while fetch is called, while the body is awaited, or as it arrives. @param {'fetch' | 'body' | 'text'} at */
function aborting(at) {
  const controller = new AbortController()
  const abort = () => controller.abort('why')
  const wait = () => {
    queueMicrotask(abort)
    return NEVER
  }
  const text = async () => {
    abort()
    return TEXT
  }
  return { fetch: { fetch: wait, body: textOf(wait), text: textOf(text) }[at], params: { signal: controller.signal } }
}

/** A status that is none, with each kind of reply. @param {unknown} status @returns {Host[]} */
const underStatus = (status) => [
  { name: `a success under the status ${shown(status)}`, fetch: answers({ ...SUCCESS, status }), result: BOUND },
  ...['{"status":"SOCIAL_BIND","state_token":"st"}', '{"error_code":"SDK.COMMON.1007"}', '<html>'].map((text) => ({
    name: `${text} under the status ${shown(status)}`,
    fetch: answers({ status, text: answers(text) }),
    error: unreadable(text === '<html>' ? `with an HTML page, ${NO_OBJECT}` : "so the reply can't be trusted"),
    responseText: text,
  })),
  {
    name: `a text that is lost under the status ${shown(status)}`,
    fetch: answers({ status, text: () => Promise.reject('lost') }),
    error: network('unknown', BROKE_OFF, { cause: 'lost' }),
  },
]

const bytes = () => new TextEncoder().encode(TEXT)
/** In what form a host gives the text of a reply. @type {Record<string, unknown>} */
const TEXTS = {
  'a text instead of a function': TEXT,
  'a text without a promise': () => TEXT,
  bytes,
  'bytes in a promise': async () => bytes().buffer,
  'a view of bytes': () => new DataView(new TextEncoder().encode(`__${TEXT}`).buffer, 2),
  'what the text says': async () => JSON.parse(TEXT),
  'JSON in JSON': async () => JSON.stringify(TEXT),
  'a list of bytes': async () => Array.from(bytes()),
  'Node’s Buffer as JSON': async () => ({ type: 'Buffer', data: Array.from(bytes()) }),
  'what has a text of its own, as a Blob has': async () => ({ text: async () => TEXT }),
  'JSON whose big numbers are bigints': async () => ({ ...JSON.parse(TEXT), id: 10n }),
}

const noListeners = { aborted: false, addEventListener: throws(1), removeEventListener: throws(1) }
const ownSignal = { aborted: false, addEventListener() {}, removeEventListener() {} }

/** @type {Host[]} */
const broken = [
  { name: 'fetch throws', fetch: throws('thrown'), error: network('unknown', THREW, { cause: 'thrown' }) },
  { name: 'fetch throws undefined', fetch: throws(undefined), error: network('unknown', THREW) },
  {
    name: 'fetch rejects with a plain object, as wx.request fails',
    fetch: () => Promise.reject({ errMsg: 'request:fail' }),
    error: network('unknown', FAILED, { cause: { errMsg: 'request:fail' } }),
  },
  { name: 'fetch rejects with undefined', fetch: () => Promise.reject(), error: network('unknown', FAILED) },
  { name: 'fetch returns nothing', fetch: () => undefined, error: network('unknown', NO_STATUS) },
  { name: 'fetch returns null in a promise', fetch: answers(null), error: network('unknown', NO_STATUS) },
  { name: 'fetch calls methods of what it gets, and prints it', fetch: pryingFetch, result: BOUND },
  { name: 'fetch returns its answer without a promise', fetch: () => SUCCESS, result: BOUND },
  {
    name: 'fetch returns a thenable',
    fetch: () => ({ then: (/** @type {(value: object) => void} */ resolve) => resolve(SUCCESS) }),
    result: BOUND,
  },
  {
    name: 'fetch answers twice',
    fetch: () => ({ then: (/** @type {(value: object) => void} */ resolve) => [resolve(SUCCESS), resolve(NEVER)] }),
    result: BOUND,
  },
  {
    name: 'fetch freezes what it gets',
    fetch: (_, init) => Object.freeze(init) && Object.freeze(init.headers) && SUCCESS,
    result: BOUND,
  },
  {
    name: 'fetch returns a thenable whose then throws',
    fetch: () => trap('then'),
    error: network('unknown', FAILED, { cause: {} }),
  },
  { name: 'fetch never settles', fetch: () => NEVER, config: BRIEF, error: timeout('unknown', MAYBE) },
  {
    name: 'fetch heeds the signal at the time-out',
    fetch: heedingFetch,
    config: BRIEF,
    error: timeout('unknown', MAYBE),
  },
  ...flatMap(['two hundred', '99', undefined, null, NaN, 0, 99, 1000, -1, 200.5, {}], underStatus),
  { name: 'a status whose getter throws', fetch: answers(trap('status')), error: network('unknown', NO_STATUS) },
  { name: 'an answer without text', fetch: answers({ status: 200 }), error: network('delivered', NO_TEXT) },
  ...Object.entries(TEXTS).map(([what, text]) => ({
    name: `a reply that is given as ${what}`,
    fetch: textOf(text, '200'),
    result: BOUND,
  })),
  {
    name: 'a list that is no reply',
    fetch: textOf(answers([0x7b, 256])),
    error: {
      code: 'BAD_RESPONSE',
      delivery: 'delivered',
      message: 'the service answered HTTP 200 with JSON that is not an object',
    },
    responseText: '[123,256]',
  },
  {
    name: 'bytes that are no reply',
    fetch: textOf(() => new TextEncoder().encode('<html>网关'), 502),
    error: {
      code: 'BAD_RESPONSE',
      delivery: 'delivered',
      message: `the service answered HTTP 502 with an HTML page, ${NO_OBJECT}`,
    },
    responseText: '<html>网关',
  },
  {
    name: 'a text that throws',
    fetch: textOf(throws('lost')),
    error: network('delivered', 'the `text()` of the reply threw', { cause: 'lost' }),
  },
  {
    name: 'a text that rejects',
    fetch: textOf(() => Promise.reject('lost')),
    error: network('delivered', BROKE_OFF, { cause: 'lost' }),
  },
  { name: 'a text that never settles', fetch: textOf(() => NEVER), config: BRIEF, error: timeout('delivered', SPENT) },
  {
    name: 'a text that is a Blob which never arrives',
    fetch: textOf(answers({ text: () => NEVER })),
    config: BRIEF,
    error: timeout('delivered', SPENT),
  },
  {
    name: 'a text that is undefined',
    fetch: textOf(answers(undefined)),
    error: network('delivered', 'the `text()` of the reply is not a string'),
  },
  {
    name: 'a signal aborted before the call',
    fetch: success,
    params: { signal: AbortSignal.abort('why') },
    requests: 0,
    error: aborted('not-sent', GOOD, 'why'),
  },
  {
    name: 'a signal aborted in flight, fetch ignoring it',
    ...aborting('fetch'),
    error: aborted('unknown', MAYBE, 'why'),
  },
  {
    name: 'a signal aborted in the body',
    ...aborting('body'),
    error: aborted('delivered', SPENT, 'why'),
  },
  { name: 'an answer in the moment of the abort is kept', ...aborting('text'), result: BOUND },
  { name: 'a signal of one’s own making', fetch: success, params: { signal: ownSignal }, result: BOUND },
  { name: 'a signal that refuses listeners', fetch: success, params: { signal: noListeners }, result: BOUND },
  ...[{}, { aborted: false }, { addEventListener() {} }].map((signal) => ({
    name: `a signal that is none: ${Object.keys(signal)}`,
    fetch: success,
    params: { signal },
    requests: 0,
    error: invalid('signal', 'type', 'is not an AbortSignal'),
  })),
  {
    name: 'getters of params that throw',
    fetch: success,
    params: () => Object.defineProperty({}, 'device', { enumerable: true, value: trap('ip') }),
    requests: 0,
    error: invalid('device.ip', 'unreadable', 'threw while it was read'),
  },
  ...Object.entries({ throws: throws('no device'), rejects: async () => throws('no device')() }).map(
    ([does, device]) => ({
      name: `a device function that ${does}`,
      fetch: success,
      config: { device },
      requests: 0,
      error: NO_DEVICE,
    }),
  ),
  {
    name: 'a device function that never settles',
    fetch: success,
    config: { device: () => NEVER, ...BRIEF },
    requests: 0,
    error: timeout('not-sent', GOOD),
  },
  {
    name: 'a device that is a string',
    fetch: success,
    config: { device: () => 'iPhone' },
    params: { device: { osVersion: 'a', fingerprint: 'b', userAgent: 'c' } },
    requests: 0,
    error: invalid('device', 'type', 'is not an object'),
  },
]

/**
 * @param {Host} host
 * @returns {Case}
 */
function hostCase({ name, fetch: answer, config, params = {}, error, responseText, result, requests = 1 }) {
  return {
    name: `host: ${name}`,
    async run(api) {
      let calls = 0
      /** @type {TestFetch} */
      const fetch = (url, init) => {
        calls++
        return /** @type {any} */ (answer(url, init))
      }
      const client = await api.createClient({ ...CONFIG, ...config, fetch })
      const call = { ...PARAMS, ...(typeof params === 'function' ? params() : params) }
      if (result) {
        equal(plainResult(await client.bind(call)), result, name)
      } else {
        const { cause, fields, ...expected } = error
        const failed = await thrown(() => client.bind(call), name)
        isOurs(api, failed, name)
        equal({ code: failed.code, delivery: failed.delivery, message: failed.message }, expected, name)
        equal(failed.cause, cause, `${name}: cause`)
        equal(failed.responseText, responseText, `${name}: the reply`)
        if (fields) equal(issuesOf(failed), fields, name)
      }
      equal(calls, requests, `${name}: requests`)
      // Whatever happened, the next call of the same kind of client works.
      const next = await api.createClient({ ...CONFIG, fetch: async () => SUCCESS })
      equal((await next.bind(PARAMS)).status, 'SUCCESS', `${name}: the next call`)
    },
  }
}

export const hosts = broken.map(hostCase)
