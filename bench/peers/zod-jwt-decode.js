// zod and jwt-decode.

import { jwtDecode as decode } from 'jwt-decode'
import * as z from 'zod'
import { fetchText } from './fetch-text.js'
import { clientWith } from './job.js'
import { CODE, DOMAIN, HEADER } from './shapes.js'

/** @param {number} longest */
const header = (longest) => z.string().max(longest).regex(HEADER)

const Config = z.object({
  domain: z.string().max(256).regex(DOMAIN),
  clientId: header(256),
  device: z.object({ osVersion: header(256), fingerprint: header(256), userAgent: header(4096) }),
  fetch: z.custom((value) => typeof value === 'function'),
  timeoutMs: z.number().int().min(1).max(300_000).optional(),
})
const Params = z.object({ wechatCode: z.string().max(512).regex(CODE), stateToken: header(8000) })
const Reply = z.object({
  status: z.string().optional(),
  session_token: z.string().optional(),
  state_token: z.string().optional(),
  id_token: z.string().optional(),
  expire: z.number().optional(),
  error_code: z.string().optional(),
})

export { decode }
export const createClient = clientWith({
  checkConfig: (config) => Config.parse(config),
  checkParams: (params) => Params.parse(params),
  checkReply: (reply) => Reply.parse(reply),
  decode,
  fetchText,
})
