// The entry for WeChat mini programs.

import * as classes from '../generated/classes.js'
import { createEntry, type Instantiated } from '../shell/entry.js'
import type { SignInOptions } from '../shipped/miniprogram.cjs'
import { createSignInOn } from '../sign-in/index.js'
import { failure } from './failure.js'
import { fetch } from './fetch.js'
import { AbortController } from './globals.js'
import { device, isBaseLibrary, language } from './host.js'
import { loginCode } from './login-code.js'
import { PhoneCodeError, phoneCode } from './phone-code.js'

// The path where "Build npm" puts it.
const OWN_WASM = '/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm'

// WECHAT: base library 2.14 reads the compressed file; the other one may have been left out of the code package.
const ownPaths = () => (isBaseLibrary(2, 14) ? [`${OWN_WASM}.br`, OWN_WASM] : [OWN_WASM])

/** Loads the first of the package's own files that can be read; if none can, throws the error of the first. */
async function instantiate(wasm: unknown, imports: object): Promise<Instantiated> {
  const paths = (wasm == null ? ownPaths() : [wasm]) as string[]
  const failures: unknown[] = []
  for (const path of paths) {
    try {
      return await WXWebAssembly.instantiate(path, imports as WXWebAssembly.Imports)
    } catch (failure) {
      failures.push(failure)
    }
  }
  throw failures[0]
}

/** The paths that were tried. A value that is not a text is not shown, because converting it may throw. */
function tried(wasm: unknown): string {
  if (wasm == null) return ownPaths().join(' or ')
  return typeof wasm === 'string' ? `\`${wasm}\`` : '`wasm`, which is not a path,'
}

const advice = (wasm: unknown) =>
  `there is no readable file at ${tried(wasm)} in the code package, or the ` +
  'base library is older than 2.13. Run "build npm"; if the file is elsewhere (subpackage, plugin, Worker, Taro) ' +
  'pass its absolute path in the code package to `init`, or to `createClient` as `wasm`'

const { init, createClient, decodeIdToken, displayRows, isExpired } = createEntry({
  instantiate,
  host: (needsLanguage) => ({ device, language: needsLanguage ? language() : undefined, fetch, failure }),
  advice,
})

const createSignIn = (options: SignInOptions) =>
  createSignInOn({ loginCode, phoneCode: phoneCode as (event: unknown) => string }, options)

// Written by hand, because what a bundler generates for `export` is ten times as long. Node.js finds the names here, so that a
// test in Node.js can import them.
module.exports = {
  init,
  createClient,
  decodeIdToken,
  displayRows,
  isExpired,
  phoneCode,
  createSignIn,
  AbortController,
  PhoneCodeError,
  // generated: classes
  BindError: classes.BindError,
  ValidationError: classes.ValidationError,
  CallbackError: classes.CallbackError,
  TransportError: classes.TransportError,
  ApiError: classes.ApiError,
  ProtocolError: classes.ProtocolError,
  IdTokenError: classes.IdTokenError,
  LoadError: classes.LoadError,
  isBindError: classes.isBindError,
  // end of generated
}
