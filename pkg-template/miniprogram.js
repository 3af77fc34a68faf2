// The entry for WeChat mini programs.

import { createEntry } from './entry.js'
import { fetch } from './miniprogram-fetch.js'
import { device, isBaseLibrary, language } from './miniprogram-host.js'

// Where "build npm" puts it.
const OWN_WASM = '/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm'

// WECHAT: base library 2.14 reads the compressed file; the other one may have been left out of the code package.
const ownPaths = () => (isBaseLibrary(2, 14) ? [`${OWN_WASM}.br`, OWN_WASM] : [OWN_WASM])

async function instantiate(wasm, imports) {
  let failure
  for (const path of wasm == null ? ownPaths() : [wasm]) {
    try {
      const answer = await WXWebAssembly.instantiate(path, imports)
      // WECHAT: an instance by the typings, `{ instance }` by what some versions do.
      return answer.instance || answer
    } catch (error) {
      failure = failure || error
    }
  }
  throw failure
}

const advice = (wasm) =>
  `there is no readable file at ${wasm == null ? ownPaths().join(' or ') : `\`${wasm}\``} in the code package, or the ` +
  'base library is older than 2.13. Run "build npm"; where the file lies elsewhere (subpackage, plugin, Worker, Taro) ' +
  'hand its absolute path in the code package to `init`, or to `createClient` as `wasm`'

export const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  defaults: () => ({ device, language: language(), fetch }),
  advice,
})

export { AbortController } from './miniprogram-globals.js'
export { PhoneCodeError, phoneCode } from './phone-code.js'
export { BindError, ValidationError, TransportError, ApiError, ProtocolError, IdTokenError, LoadError } from './entry.js'
