// zod/mini and jwt-decode: the same as with zod, in the form that bundles small.

import { jwtDecode as decode } from 'jwt-decode'
import * as z from 'zod/mini'
import { fetchText } from './fetch-text.js'
import { clientWith } from './job.js'
import { CODE, DOMAIN, HEADER } from './shapes.js'

/** @param {number} longest */
const header = (longest) => z.string().check(z.maxLength(longest), z.regex(HEADER))
const text = () => z.optional(z.string())

const Config = z.object({
  domain: z.string().check(z.maxLength(256), z.regex(DOMAIN)),
  clientId: header(256),
  device: z.object({ osVersion: header(256), fingerprint: header(256), userAgent: header(4096) }),
  fetch: z.custom((value) => typeof value === 'function'),
  timeoutMs: z.optional(z.int().check(z.minimum(1), z.maximum(300_000))),
})
const Params = z.object({
  wechatCode: z.string().check(z.maxLength(512), z.regex(CODE)),
  stateToken: header(8000),
})
const Reply = z.object({
  status: text(),
  session_token: text(),
  state_token: text(),
  id_token: text(),
  expire: z.optional(z.number()),
  error_code: text(),
})

export { decode }
export const createClient = clientWith({
  checkConfig: (config) => Config.parse(config),
  checkParams: (params) => Params.parse(params),
  checkReply: (reply) => Reply.parse(reply),
  decode,
  fetchText,
})
