// Who is measured where there are the web's means: in Node and in browsers.

import { createClient, decodeIdToken } from 'wechat-mobile-bind'
import * as handWritten from './peers/hand-written.js'
import * as portable from './peers/portable.js'
import * as valibotJose from './peers/valibot-jose.js'
import * as zodJwtDecode from './peers/zod-jwt-decode.js'
import * as zodMiniJwtDecode from './peers/zod-mini-jwt-decode.js'

export { init } from 'wechat-mobile-bind'

export const decoders = {
  /** @param {string} token */
  ours: (token) => decodeIdToken(token).claims,
  jose: valibotJose.decode,
  'jwt-decode': zodJwtDecode.decode,
  'hand-written': handWritten.decode,
  portable: portable.decode,
}

export const clients = {
  ours: createClient,
  'hand-written': handWritten.createClient,
  portable: portable.createClient,
  'zod + jwt-decode': zodJwtDecode.createClient,
  'zod/mini + jwt-decode': zodMiniJwtDecode.createClient,
  'valibot + jose': valibotJose.createClient,
}
