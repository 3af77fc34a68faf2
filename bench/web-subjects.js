// Who is measured where there are the web's means: in Node and in browsers.

import { createClient, decodeIdToken } from 'wechat-mobile-bind'
import * as handWritten from './peers/hand-written.js'
import * as valibotJose from './peers/valibot-jose.js'
import * as zodJwtDecode from './peers/zod-jwt-decode.js'

export { init } from 'wechat-mobile-bind'

export const decoders = {
  /** @param {string} token */
  ours: (token) => decodeIdToken(token).claims,
  jose: valibotJose.decode,
  'jwt-decode': zodJwtDecode.decode,
  'hand-written': handWritten.decode,
}

export const clients = {
  ours: createClient,
  'hand-written': handWritten.createClient,
  'zod + jwt-decode': zodJwtDecode.createClient,
  'valibot + jose': valibotJose.createClient,
}
