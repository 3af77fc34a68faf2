// The checks of the hand-written peers.

import { CODE, DOMAIN, HEADER } from './shapes.js'

/**
 * @param {string} field
 * @param {unknown} value
 * @param {RegExp} shape
 * @param {number} longest
 */
function check(field, value, shape, longest) {
  if (typeof value !== 'string') throw new TypeError(`${field} is not a string`)
  if (value.length > longest || !shape.test(value)) throw new RangeError(`${field} is not of its form`)
}

/** @param {any} config */
export function checkConfig(config) {
  const { domain, clientId, device, fetch, timeoutMs } = config
  check('domain', domain, DOMAIN, 256)
  check('clientId', clientId, HEADER, 256)
  check('device.osVersion', device.osVersion, HEADER, 256)
  check('device.fingerprint', device.fingerprint, HEADER, 256)
  check('device.userAgent', device.userAgent, HEADER, 4096)
  if (typeof fetch !== 'function') throw new TypeError('fetch is not a function')
  if (timeoutMs !== undefined && !(timeoutMs >= 1 && timeoutMs <= 300_000))
    throw new RangeError('timeoutMs is out of range')
  return config
}

/** @param {any} params */
export function checkParams(params) {
  check('wechatCode', params.wechatCode, CODE, 512)
  check('stateToken', params.stateToken, HEADER, 8000)
  return params
}

/** @param {any} reply */
export function checkReply(reply) {
  if (typeof reply !== 'object' || reply === null) throw new TypeError('the reply is no object')
  return reply
}
