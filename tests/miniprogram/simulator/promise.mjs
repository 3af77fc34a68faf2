// A Promise whose reactions run by setTimeout, as WeChat has it on iOS 15 and older.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A script that puts it in the place of the engine's own. */
export function promisePolyfill() {
  const source = readFileSync(createRequire(import.meta.url).resolve('promise-polyfill'), 'utf8')
  return `(function (module, exports, setImmediate) {\n${source}\n;Promise = module.exports.default || module.exports })({ exports: {} }, {}, undefined)`
}
