// The peer without a library, where there is no atob, no TextDecoder and no AbortController: in a mini program.

import { fetchText } from './fetch-text-portable.js'
import { checkConfig, checkParams, checkReply } from './fields.js'
import { clientWith } from './job.js'
import { decode } from './token-portable.js'

export { decode }
export const createClient = clientWith({ checkConfig, checkParams, checkReply, decode, fetchText })
