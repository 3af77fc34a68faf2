// Cases made of the fixtures, which the native tests read too.

import { CONFIG, canonical, equal, isOurs, neverCalled, PARAMS, plainError, plainResult, thrown } from './support.js'

/**
 * @import { CallName } from '../../pkg-template/shipped/index.js'
 * @import { Api, Case, Fixtures, Reply } from './types.js'
 */

/**
 * The configuration and parameters of a valid call, with one field set.
 *
 * @param {Fixtures['fields'][number]} fixture
 * @param {Fixtures['calls']} calls
 */
function vary({ call = 'bind', field, given }, calls) {
  /** @type {Record<string, any>} */
  const config = { ...CONFIG, device: { ...CONFIG.device }, fetch: neverCalled }
  /** @type {Record<string, any>} */
  const params = { ...calls.find((known) => known.call === call)?.params }
  const [first, second] = field.split('.')
  // Only one of both may be there.
  if (call.endsWith('ByCode') && ['mobile', 'email'].includes(field)) params.mobile = params.email = undefined
  if (second) config.device[second] = given
  else (first in params ? params : config)[first] = given
  return { config, params, isParam: first in params }
}

/** The headers of each request, besides those of a call. */
const HEADERS = {
  'X-operating-sys-version': 'windows10.1.1',
  'X-device-fingerprint': '156aysdna213sc50',
  'X-device-ip': '192.168.1.2',
  'X-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
  'X-L': 'zh',
  'X-client-id': 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
}

/**
 * Makes a call that is answered so, and fails unless it ends as expected, as `interpret` does. Returns what it sent.
 *
 * @param {Api} api
 * @param {CallName} call
 * @param {object} params
 * @param {Reply} reply
 */
async function answered(api, call, params, { httpStatus, body, result, error }) {
  /** @type {any[]} */
  const sent = []
  const fetch = async (/** @type {string} */ url, /** @type {any} */ { signal: _, ...init }) => {
    sent.push({ url, init })
    return { status: httpStatus, text: async () => body }
  }
  const client = await api.createClient({ ...CONFIG, fetch })
  const what = `${call}: ${httpStatus} ${body}`
  if (result) {
    const answer = await client[call](params)
    equal(plainResult(answer), result, what)
    const parsed = Object.keys(result).length ? JSON.parse(body.replace(/^\ufeff/, '')) : undefined
    const raw = typeof parsed === 'string' ? JSON.parse(parsed) : parsed
    equal([answer.httpStatus, answer.raw], [httpStatus, raw], what)
    equal(client.interpret(httpStatus, body, call), answer, `${what}, by interpret`)
    equal(structuredClone(answer), answer, `${what}, as plain data`)
  } else {
    const text = error.code === 'BAD_RESPONSE' ? body : undefined
    for (const run of [() => client[call](params), () => client.interpret(httpStatus, body, call)]) {
      const failure = await thrown(run, what)
      isOurs(api, failure, what)
      equal([plainError(failure), failure.step], [error, call], what)
      equal([failure.responseText, Object.keys(failure).includes('responseText')], [text, false], what)
    }
  }
  return sent
}

/**
 * @param {Fixtures['calls'][number]} fixture
 * @returns {Case}
 */
export function callCase({ call, params, request, refused, replies }) {
  const { method, path, stateToken, body } = request
  const headers = {
    ...HEADERS,
    ...(stateToken && { 'X-state-token': stateToken }),
    ...(body && { 'content-type': 'application/json' }),
  }
  const policy = { redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' }
  const expected = { url: `https://${CONFIG.domain}/api/v2/sdk${path}`, init: { method, headers, body, ...policy } }
  return {
    name: `call: ${call}`,
    async run(api) {
      for (const reply of replies) {
        const sent = await answered(api, call, params, reply)
        equal(sent, [expected], call)
        equal(JSON.stringify(sent[0].init.headers), JSON.stringify(headers), `${call}, order of the headers`)
      }
      const client = await api.createClient({ ...CONFIG, tenantId: 'tenant-1', fetch: neverCalled })
      const init = { ...expected.init, headers: { ...headers, 'X-tenant-id': 'tenant-1' } }
      equal(await client.prepare(params, call), { ...expected, init }, `${call}, by prepare`)
      for (const { params, issues } of refused) {
        for (const run of [() => client[call](params), () => client.prepare(params, call)]) {
          const failure = await thrown(run, call)
          isOurs(api, failure, call)
          equal([failure.code, failure.delivery, failure.step], ['INVALID_PARAMS', 'not-sent', call], call)
          equal(failure.issues, issues, call)
        }
      }
    },
  }
}

/**
 * A time of the fixtures, which are written in UTC, on this host's clock.
 *
 * @param {string} text
 */
function onThisClock(text) {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return text
  const date = new Date(`${text.replace(' ', 'T')}Z`)
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}

/**
 * @param {Fixtures['fields'][number]} fixture
 * @param {Fixtures['calls']} calls
 * @returns {Case}
 */
export function fieldCase(fixture, calls) {
  const { call = 'bind', field, given, issue } = fixture
  const shown = canonical(given) ?? 'undefined'
  return {
    name: `${field}${call === 'bind' ? '' : ` of ${call}`} ${issue ? 'is refused' : 'is accepted'}: ${shown.slice(0, 60)}`,
    async run(api) {
      const { config, params, isParam } = vary(fixture, calls)
      const attempt = async () => (await api.createClient(config)).prepare(params, call)
      // Some hosts know a fact that the caller leaves out.
      if (!issue || (given === null && api.hostKnows?.includes(field))) return attempt()
      const error = await thrown(attempt, field)
      isOurs(api, error, field)
      equal([error.delivery, error.issues], ['not-sent', [issue]], field)
      const isOfConfig = !isParam && !(field.startsWith('device.') && given === null)
      equal(error.code, isOfConfig ? 'INVALID_CONFIG' : 'INVALID_PARAMS', field)
    },
  }
}

/**
 * @param {Fixtures['replies'][number]} fixture
 * @returns {Case}
 */
export const replyCase = ({ name, ...reply }) => ({
  name: `reply: ${name}`,
  run: async (api) => equal((await answered(api, 'bind', PARAMS, reply)).length, 1, `${name}: requests`),
})

/**
 * @param {Fixtures['idTokens'][number]} fixture
 * @returns {Case}
 */
export function tokenCase({ name, token, claims, profile, issuedAt, expiresAt, error }) {
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

/**
 * @param {Fixtures['rows'][number]} fixture
 * @returns {Case}
 */
export function rowsCase({ name, profile, options, rows }) {
  return {
    name: `rows: ${name}`,
    run(api) {
      const actual = api.displayRows({ profile }, options).map(({ claim, label, value }) => [claim, label, value])
      equal(
        actual,
        rows.map(([claim, label, value]) => [claim, label, onThisClock(value)]),
        name,
      )
    },
  }
}
