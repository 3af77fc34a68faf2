// Cases made of the fixtures, which the native tests read too.

import { CONFIG, canonical, equal, isOurs, neverCalled, PARAMS, plainError, plainResult, thrown } from './support.js'

/** @import { Case, Fixtures } from './types.js' */

/**
 * The configuration and parameters of a valid call, with one field set.
 *
 * @param {string} field
 * @param {any} value
 */
function vary(field, value) {
  /** @type {Record<string, any>} */
  const config = { ...CONFIG, device: { ...CONFIG.device }, fetch: neverCalled }
  /** @type {Record<string, any>} */
  const params = { ...PARAMS }
  const [first, second] = field.split('.')
  if (second) config.device[second] = value
  else (first in PARAMS ? params : config)[first] = value
  return { config, params }
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
 * @returns {Case}
 */
export function fieldCase({ field, given, issue }) {
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

/**
 * @param {Fixtures['replies'][number]} fixture
 * @returns {Case}
 */
export function replyCase({ name, httpStatus, body, result, error }) {
  return {
    name: `reply: ${name}`,
    async run(api) {
      let sent = 0
      const fetch = async () => {
        sent++
        return { status: httpStatus, text: async () => body }
      }
      const client = await api.createClient({ ...CONFIG, fetch })
      if (result) {
        const bound = await client.bind(PARAMS)
        equal(plainResult(bound), result, name)
        const parsed = JSON.parse(body.replace(/^\ufeff/, ''))
        const raw = typeof parsed === 'string' ? JSON.parse(parsed) : parsed
        equal([bound.httpStatus, bound.raw], [httpStatus, raw], name)
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
