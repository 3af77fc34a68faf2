// What the cases share: a valid call to vary, and ways to compare.

import { assertNoSecrets } from './assert-no-secrets.js'

/** @import { Api, Failure, Result } from './types.js' */

export const CONFIG = {
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

export const PARAMS = {
  wechatCode: '6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe',
  stateToken: 'eyJhbcOiJ.nEPRiIC4we0',
}

export const SUCCESS = { status: 200, text: async () => '{"status":"SUCCESS","session_token":"s"}' }

/**
 * A function that throws this.
 *
 * @param {unknown} thrown
 * @returns {(...args: any[]) => never}
 */
export const throws = (thrown) => () => {
  throw thrown
}

/** Throws, as a function, as a getter or as a trap of a proxy. */
export const refuse = throws(new Error('the host refuses'))

export const neverCalled = throws(new Error('the test double must not be called'))

/** A fetch whose replies have this text. @param {string | (() => string)} text */
export const answering = (text) => async () => ({
  status: 200,
  text: async () => (typeof text === 'string' ? text : text()),
})

/**
 * JSON with sorted members, so that only values count.
 *
 * @param {any} value
 */
export function canonical(value) {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/**
 * `list.flatMap(map)`, which old engines lack.
 *
 * @template T, U
 * @param {T[]} list
 * @param {(item: T) => U[]} map
 */
export const flatMap = (list, map) => /** @type {U[]} */ ([]).concat(...list.map(map))

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} what
 */
export function equal(actual, expected, what) {
  if (canonical(actual) !== canonical(expected)) {
    throw new Error(`${what}: got ${canonical(actual)}, expected ${canonical(expected)}`)
  }
}

/**
 * What a promise or a function throws.
 *
 * @param {() => unknown} run
 * @param {string} what
 * @returns {Promise<Failure>}
 */
export async function thrown(run, what) {
  let value
  try {
    value = await run()
  } catch (error) {
    return error
  }
  throw new Error(`${what}: expected an error, got ${canonical(value)}`)
}

/**
 * The issues of an error, each with its field, its rule, and the place where there is one.
 *
 * @param {Failure} error
 */
export const issuesOf = ({ issues }) =>
  issues?.map(({ field, rule, index }) => `${field} ${rule}${index === undefined ? '' : ` at ${index}`}`).join(', ')

/** @param {{ value: string }[]} rows */
export const valuesOf = (rows) => rows.map(({ value }) => value)

/** @param {Result} result */
export function plainResult({ raw, httpStatus, identity, ...rest }) {
  if (!identity) return rest
  const { profile, issuedAt, expiresAt } = identity
  return { ...rest, identity: { profile, issuedAt, expiresAt } }
}

/** @param {Failure} error */
export function plainError(error) {
  if (error.code === 'REFUSED') {
    const { code, delivery, next, errorCode, rawErrorCode, errorMessage, httpStatus } = error
    return {
      code,
      delivery,
      next,
      errorCode,
      rawErrorCode,
      errorMessage,
      httpStatus,
      // The message of a code that has advice ends with it.
      hinted: error.message.endsWith(error.hint.en),
    }
  }
  const { code, delivery, next, httpStatus, message } = error
  return { code, delivery, next, httpStatus, message }
}

/** The class of each code. @type {Record<string, string>} */
export const CLASSES = {
  // generated: classes
  INVALID_CONFIG: 'ValidationError',
  INVALID_PARAMS: 'ValidationError',
  CALLBACK: 'CallbackError',
  NETWORK: 'TransportError',
  TIMEOUT: 'TransportError',
  ABORTED: 'TransportError',
  REFUSED: 'ApiError',
  BAD_RESPONSE: 'ProtocolError',
  BAD_ID_TOKEN: 'IdTokenError',
  WASM_UNAVAILABLE: 'LoadError',
  USER_DECLINED: 'PhoneCodeError',
  NO_PHONE_CODE: 'PhoneCodeError',
  // end of generated
}

const DELIVERIES = ['not-sent', 'unknown', 'delivered']
const AUDIENCES = ['user', 'developer', 'operator']
/** From where a program can go on after an error. */
const NEXTS = ['press', 'captcha', 'verify-code', 'retry', 'log-in', 'fix', 'stop']

/** What no error and no record may show. */
export const SECRETS = [...Object.values(PARAMS), 'CANARY']

// What belongs to no call has no step.
const PURE = ['rows', 'expiry']

/**
 * Fails unless an error is of the class of its code, and says in both languages who can do what, and from where to go on.
 *
 * @param {Failure} error
 * @param {string} what
 */
export function isAdvised({ name, code, delivery, audience, next, hint }, what) {
  equal(name, CLASSES[code], `${what}: class`)
  const known = [DELIVERIES.includes(delivery), AUDIENCES.includes(audience), NEXTS.includes(next)]
  equal(known, [true, true, true], `${what}: ${[delivery, audience, next]}`)
  if (!/[\u4e00-\u9fff]/.test(hint.zh) || !/^[ -~’]+$/.test(hint.en))
    throw new Error(`${what}: no hint: ${canonical(hint)}`)
}

/**
 * @param {Api} api
 * @param {Failure} error
 * @param {string} what
 */
export function isOurs(api, error, what) {
  if (!(error instanceof Error) || !(error instanceof api.BindError))
    throw new Error(`${what}: not a BindError: ${error}`)
  // The wasm is there.
  if (error.code === 'WASM_UNAVAILABLE') throw new Error(`${what}: ${error.message}`)
  isAdvised(error, what)
  if (!['BAD_ID_TOKEN'].includes(error.code) && !error.step && !PURE.includes(what))
    throw new Error(`${what}: no step: ${error.step}`)
  const shown = [error.message, String(error), error.stack, JSON.stringify(error)].join('\n')
  assertNoSecrets(shown, SECRETS)
}

/** @param {string} text */
export function toBase64Url(text) {
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
