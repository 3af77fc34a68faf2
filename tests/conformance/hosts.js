// Hosts that misbehave, and what a bind on each of them ends in.

import { CONFIG, equal, isOurs, PARAMS, plainResult, thrown } from './support.js'

/** @import { Case, Host, TestFetch } from './types.js' */

const NEVER = new Promise(() => {})
const SPENT = '; the request was answered, any one-time code in it is used'
const MAYBE = '; the request may have arrived, treat any one-time code in it as used'
const GOOD = '; nothing was sent, any one-time code is still good'

const TEXT = '{"status":"SUCCESS","session_token":"s"}'
const SUCCESS = { status: 200, text: async () => TEXT }
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

/**
 * A signal that aborts with `reason` as soon as the host's fetch has been called.
 *
 * @param {unknown} reason
 */
function abortedInFlight(reason) {
  const controller = new AbortController()
  const fetch = () => {
    queueMicrotask(() => controller.abort(reason))
    return NEVER
  }
  return { config: { fetch }, params: { signal: controller.signal } }
}

/** @type {TestFetch} */
const heedingFetch = (_, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('AbortError of the host'))))

/** @param {string} property */
const trap = (property) => ({
  get [property]() {
    throw new Error('a getter threw')
  },
})

/** @type {Host[]} */
const broken = [
  {
    name: 'fetch throws an Error',
    config: {
      fetch: () => {
        throw 'thrown'
      },
    },
    requests: 1,
    error: network('unknown', "the host's `fetch` threw", { cause: 'thrown' }),
  },
  {
    name: 'fetch throws undefined',
    config: {
      fetch: () => {
        throw undefined
      },
    },
    requests: 1,
    error: network('unknown', "the host's `fetch` threw", { cause: undefined }),
  },
  {
    name: 'fetch rejects with a plain object, as wx.request fails',
    config: { fetch: () => Promise.reject({ errMsg: 'request:fail' }) },
    requests: 1,
    error: network('unknown', "the host's `fetch` failed", { cause: { errMsg: 'request:fail' } }),
  },
  {
    name: 'fetch rejects with undefined',
    config: { fetch: () => Promise.reject() },
    requests: 1,
    error: network('unknown', "the host's `fetch` failed", { cause: undefined }),
  },
  {
    name: 'fetch returns nothing',
    config: { fetch: () => undefined },
    requests: 1,
    error: network('unknown', NO_STATUS),
  },
  {
    name: 'fetch returns null in a promise',
    config: { fetch: async () => null },
    requests: 1,
    error: network('unknown', NO_STATUS),
  },
  {
    name: 'a fetch that calls methods of what it gets, and prints it',
    config: {
      fetch: async (/** @type {string} */ url, /** @type {any} */ init) => {
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
      },
    },
    requests: 1,
    result: BOUND,
  },
  { name: 'fetch returns its answer without a promise', config: { fetch: () => SUCCESS }, requests: 1, result: BOUND },
  {
    name: 'fetch returns a thenable',
    config: { fetch: () => ({ then: (/** @type {(value: object) => void} */ resolve) => resolve(SUCCESS) }) },
    requests: 1,
    result: BOUND,
  },
  {
    name: 'fetch returns a thenable whose then throws',
    config: { fetch: () => trap('then') },
    requests: 1,
    error: network('unknown', "the host's `fetch` failed", { cause: {} }),
  },
  {
    name: 'fetch never settles',
    config: { fetch: () => NEVER, timeoutMs: 20 },
    requests: 1,
    error: timeout('unknown', MAYBE),
  },
  {
    name: 'fetch heeds the signal at the time-out',
    config: { fetch: heedingFetch, timeoutMs: 20 },
    requests: 1,
    error: timeout('unknown', MAYBE),
  },
  .../** @type {Host[]} */ ([]).concat(
    ...['two hundred', '99', undefined, null, NaN, 0, 99, 1000, -1, 200.5, {}].map((status) => [
      {
        name: `a success under the status ${shown(status)}`,
        config: { fetch: async () => ({ ...SUCCESS, status }) },
        requests: 1,
        result: BOUND,
      },
      {
        name: `another step under the status ${shown(status)}`,
        requests: 1,
        config: { fetch: async () => ({ status, text: async () => '{"status":"SOCIAL_BIND","state_token":"st"}' }) },
        error: unreadable("so the reply can't be trusted"),
        responseText: '{"status":"SOCIAL_BIND","state_token":"st"}',
      },
      {
        name: `a refusal under the status ${shown(status)}`,
        requests: 1,
        config: { fetch: async () => ({ status, text: async () => '{"error_code":"SDK.COMMON.1007"}' }) },
        error: unreadable("so the reply can't be trusted"),
        responseText: '{"error_code":"SDK.COMMON.1007"}',
      },
      {
        name: `a page under the status ${shown(status)}`,
        requests: 1,
        config: { fetch: async () => ({ status, text: async () => '<html>' }) },
        error: unreadable('with an HTML page, expected a JSON object: check `domain` and the service'),
        responseText: '<html>',
      },
      {
        name: `a text that is lost under the status ${shown(status)}`,
        requests: 1,
        config: { fetch: async () => ({ status, text: () => Promise.reject('lost') }) },
        error: network('unknown', BROKE_OFF, { cause: 'lost' }),
      },
    ]),
  ),
  {
    name: 'a status whose getter throws',
    config: { fetch: async () => trap('status') },
    requests: 1,
    error: network('unknown', NO_STATUS),
  },
  {
    name: 'an answer without text',
    config: { fetch: async () => ({ status: 200 }) },
    requests: 1,
    error: network('delivered', NO_TEXT),
  },
  ...Object.entries({
    'a text instead of a function': TEXT,
    bytes: () => new TextEncoder().encode(TEXT),
    'bytes in a promise': async () => new TextEncoder().encode(TEXT).buffer,
    'a view of bytes': () => new DataView(new TextEncoder().encode(`__${TEXT}`).buffer, 2),
    'what the text says': async () => JSON.parse(TEXT),
    'JSON in JSON': async () => JSON.stringify(TEXT),
    'a list of bytes': async () => Array.from(new TextEncoder().encode(TEXT)),
    'Node’s Buffer as JSON': async () => ({ type: 'Buffer', data: Array.from(new TextEncoder().encode(TEXT)) }),
    'what has a text of its own, as a Blob has': async () => ({ text: async () => TEXT }),
    'JSON whose big numbers are bigints': async () => ({ ...JSON.parse(TEXT), id: 10n }),
  }).map(([what, text]) => ({
    name: `a reply that is given as ${what}`,
    config: { fetch: async () => ({ status: '200', text }) },
    requests: 1,
    result: BOUND,
  })),
  {
    name: 'a list that is no reply',
    config: { fetch: async () => ({ status: 200, text: async () => [0x7b, 256] }) },
    requests: 1,
    error: {
      code: 'BAD_RESPONSE',
      delivery: 'delivered',
      message: 'the service answered HTTP 200 with JSON that is not an object',
    },
    responseText: '[123,256]',
  },
  {
    name: 'bytes that are no reply',
    config: { fetch: async () => ({ status: 502, text: () => new TextEncoder().encode('<html>网关') }) },
    requests: 1,
    error: {
      code: 'BAD_RESPONSE',
      delivery: 'delivered',
      message:
        'the service answered HTTP 502 with an HTML page, expected a JSON object: check `domain` and the service',
    },
    responseText: '<html>网关',
  },
  {
    name: 'a text that throws',
    config: {
      fetch: async () => ({
        status: 200,
        text: () => {
          throw 'lost'
        },
      }),
    },
    requests: 1,
    error: network('delivered', 'the `text()` of the reply threw', { cause: 'lost' }),
  },
  {
    name: 'a text that rejects',
    config: { fetch: async () => ({ status: 200, text: () => Promise.reject('lost') }) },
    requests: 1,
    error: network('delivered', BROKE_OFF, { cause: 'lost' }),
  },
  {
    name: 'a text that never settles',
    config: { fetch: async () => ({ status: 200, text: () => NEVER }), timeoutMs: 20 },
    requests: 1,
    error: timeout('delivered', SPENT),
  },
  {
    name: 'a text that is an object',
    config: { fetch: async () => ({ status: 200, text: async () => JSON.parse(TEXT) }) },
    requests: 1,
    result: BOUND,
  },
  {
    name: 'a text that is undefined',
    config: { fetch: async () => ({ status: 200, text: async () => undefined }) },
    requests: 1,
    error: network('delivered', 'the `text()` of the reply is not a string'),
  },
  {
    name: 'a text without a promise',
    config: { fetch: async () => ({ status: 200, text: () => TEXT }) },
    requests: 1,
    result: BOUND,
  },
  {
    name: 'a signal aborted before the call',
    config: { fetch: async () => SUCCESS },
    params: { signal: AbortSignal.abort('why') },
    requests: 0,
    error: aborted('not-sent', GOOD, 'why'),
  },
  {
    name: 'a signal aborted in flight, fetch ignoring it',
    ...abortedInFlight('why'),
    requests: 1,
    error: aborted('unknown', MAYBE, 'why'),
  },
  {
    name: 'a signal of one’s own making',
    config: { fetch: async () => SUCCESS },
    params: { signal: { aborted: false, addEventListener() {}, removeEventListener() {} } },
    requests: 1,
    result: BOUND,
  },
  {
    name: 'a signal that refuses listeners',
    config: { fetch: async () => SUCCESS },
    params: {
      signal: {
        aborted: false,
        addEventListener() {
          throw 1
        },
        removeEventListener() {
          throw 1
        },
      },
    },
    requests: 1,
    result: BOUND,
  },
  ...[{}, { aborted: false }, { addEventListener() {} }].map((signal) => ({
    name: `a signal that is none: ${Object.keys(signal)}`,
    config: { fetch: async () => SUCCESS },
    params: { signal },
    requests: 0,
    error: {
      code: 'INVALID_PARAMS',
      delivery: 'not-sent',
      message: '`signal` is not an AbortSignal',
      fields: [['signal', 'type']],
    },
  })),
  {
    name: 'an answer in the moment of the abort is kept',
    requests: 1,
    result: BOUND,
    ...(() => {
      const controller = new AbortController()
      const text = async () => {
        controller.abort()
        return TEXT
      }
      return { config: { fetch: async () => ({ status: 200, text }) }, params: { signal: controller.signal } }
    })(),
  },
  {
    name: 'getters of params that throw',
    config: { fetch: async () => SUCCESS },
    requests: 0,
    params: () => Object.defineProperty({}, 'device', { enumerable: true, value: trap('ip') }),
    error: {
      code: 'INVALID_PARAMS',
      delivery: 'not-sent',
      message: '`device.ip` threw while it was read',
      fields: [['device.ip', 'unreadable']],
    },
  },
  {
    name: 'a device function that throws',
    config: {
      fetch: async () => SUCCESS,
      device: () => {
        throw 'no device'
      },
    },
    requests: 0,
    error: {
      code: 'CALLBACK',
      delivery: 'not-sent',
      message: '`device` threw instead of returning, `cause` is what it threw',
      cause: 'no device',
    },
  },
  {
    name: 'a device function that rejects',
    config: {
      fetch: async () => SUCCESS,
      device: async () => {
        throw 'no device'
      },
    },
    requests: 0,
    error: {
      code: 'CALLBACK',
      delivery: 'not-sent',
      message: '`device` threw instead of returning, `cause` is what it threw',
      cause: 'no device',
    },
  },
  {
    name: 'a device function that never settles',
    config: { fetch: async () => SUCCESS, device: () => NEVER, timeoutMs: 20 },
    requests: 0,
    error: timeout('not-sent', GOOD),
  },
  {
    name: 'a device that is a string',
    config: { fetch: async () => SUCCESS, device: () => 'iPhone' },
    requests: 0,
    params: { device: { osVersion: 'a', fingerprint: 'b', userAgent: 'c' } },
    error: {
      code: 'INVALID_PARAMS',
      delivery: 'not-sent',
      message: '`device` is not an object',
      fields: [['device', 'type']],
    },
  },
]

/**
 * @param {Host} host
 * @returns {Case}
 */
function hostCase({ name, config = {}, params = {}, error, responseText, result, requests }) {
  return {
    name: `host: ${name}`,
    async run(api) {
      let calls = 0
      const broken = { fetch: undefined, ...CONFIG, ...config }
      const fetch =
        broken.fetch &&
        ((/** @type {[any, any]} */ ...args) => {
          calls++
          return broken.fetch(...args)
        })
      const client = await api.createClient({ ...broken, fetch })
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
        if (fields)
          equal(
            failed.issues.map(({ field, rule }) => [field, rule]),
            fields,
            name,
          )
      }
      equal(calls, requests, `${name}: requests`)
      // Whatever happened, the next call of the same kind of client works.
      const next = await api.createClient({ ...CONFIG, fetch: async () => SUCCESS })
      equal((await next.bind(PARAMS)).status, 'SUCCESS', `${name}: the next call`)
    },
  }
}

export const hosts = broken.map(hostCase)
