// valibot and jose.

// Of jose's two ways to import it the lighter one.
import { decodeJwt as decode } from 'jose/jwt/decode'
import * as v from 'valibot'
import { fetchText } from './fetch-text.js'
import { clientWith } from './job.js'
import { CODE, DOMAIN, HEADER } from './shapes.js'

/** @param {number} longest */
const header = (longest) => v.pipe(v.string(), v.maxLength(longest), v.regex(HEADER))
const text = () => v.optional(v.string())

const Config = v.object({
  domain: v.pipe(v.string(), v.maxLength(256), v.regex(DOMAIN)),
  clientId: header(256),
  device: v.object({ osVersion: header(256), fingerprint: header(256), userAgent: header(4096) }),
  fetch: v.function(),
  timeoutMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(300_000))),
})
const Params = v.object({
  wechatCode: v.pipe(v.string(), v.maxLength(512), v.regex(CODE)),
  stateToken: header(8000),
})
const Reply = v.object({
  status: text(),
  session_token: text(),
  state_token: text(),
  id_token: text(),
  expire: v.optional(v.number()),
  error_code: text(),
})

export { decode }
export const createClient = clientWith({
  checkConfig: (config) => v.parse(Config, config),
  checkParams: (params) => v.parse(Params, params),
  checkReply: (reply) => v.parse(Reply, reply),
  decode,
  fetchText,
})
