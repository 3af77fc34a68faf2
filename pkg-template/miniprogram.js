// The entry for WeChat mini programs.

import { createEntry } from './entry.js'
import { BindError, ValidationError, TransportError, ApiError, ProtocolError, IdTokenError, LoadError } from './errors.js'
import { fetch } from './miniprogram-fetch.js'
import { AbortController } from './miniprogram-globals.js'
import { device, isBaseLibrary, language } from './miniprogram-host.js'
import { PhoneCodeError, phoneCode } from './phone-code.js'
import { decode, encodeInto } from './utf8.js'

// Where "build npm" puts it.
const OWN_WASM = '/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm'

// WECHAT: base library 2.14 reads the compressed file; the other one may have been left out of the code package.
const ownPaths = () => (isBaseLibrary(2, 14) ? [`${OWN_WASM}.br`, OWN_WASM] : [OWN_WASM])

const instantiate = (wasm, imports) => firstOf(wasm == null ? ownPaths() : [wasm], imports)

/** What the first of these files gives that can be read; where none can, it is the first one that the error is about. */
const firstOf = ([path, ...others], imports) =>
  Promise.resolve()
    .then(() => WXWebAssembly.instantiate(path, imports))
    .catch((failure) => {
      const rethrow = () => {
        throw failure
      }
      return others.length ? firstOf(others, imports).catch(rethrow) : rethrow()
    })

const advice = (wasm) =>
  `there is no readable file at ${wasm == null ? ownPaths().join(' or ') : `\`${wasm}\``} in the code package, or the ` +
  'base library is older than 2.13. Run "build npm"; where the file lies elsewhere (subpackage, plugin, Worker, Taro) ' +
  'hand its absolute path in the code package to `init`, or to `createClient` as `wasm`'

const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  decode,
  encodeInto,
  defaults: () => ({ device, language: language(), fetch }),
  advice,
})

// By hand, since what a bundler makes of `export` for CommonJS is ten times as long. Node.js finds the names here, so that
// a test in it can import them.
module.exports = {
  init,
  createClient,
  decodeIdToken,
  displayRows,
  isExpired,
  phoneCode,
  AbortController,
  PhoneCodeError,
  BindError,
  ValidationError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
}
