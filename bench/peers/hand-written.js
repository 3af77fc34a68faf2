// The peer without a library, on the web.

import { fetchText } from './fetch-text.js'
import { checkConfig, checkParams, checkReply } from './fields.js'
import { clientWith } from './job.js'
import { decode } from './token.js'

export { decode }
export const createClient = clientWith({ checkConfig, checkParams, checkReply, decode, fetchText })
