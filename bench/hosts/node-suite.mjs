// The suite in a process of its own, as Node imports every subject from node_modules.
//
//   node node-suite.mjs <options of rounds as JSON>

import { createClient, decodeIdToken, init } from 'wechat-mobile-bind'
import { cases } from '../cases.mjs'
import * as handWritten from '../peers/hand-written.js'
import * as portable from '../peers/portable.js'
import * as valibotJose from '../peers/valibot-jose.js'
import * as zodJwtDecode from '../peers/zod-jwt-decode.js'
import * as zodMiniJwtDecode from '../peers/zod-mini-jwt-decode.js'
import { suite } from '../suite.js'

await init()
const measurements = await suite(
  {
    ours: (token) => decodeIdToken(token).claims,
    jose: valibotJose.decode,
    'jwt-decode': zodJwtDecode.decode,
    'hand-written': handWritten.decode,
    portable: portable.decode,
  },
  {
    ours: createClient,
    'hand-written': handWritten.createClient,
    portable: portable.createClient,
    'zod + jwt-decode': zodJwtDecode.createClient,
    'zod/mini + jwt-decode': zodMiniJwtDecode.createClient,
    'valibot + jose': valibotJose.createClient,
  },
  cases,
)
const options = { ...JSON.parse(process.argv[2]), now: () => performance.now() }
const times = {}
for (const [name, measure] of Object.entries(measurements)) times[name] = await measure(options)
console.log(JSON.stringify(times))
