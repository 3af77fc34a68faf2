// The suite inside a mini program, bundled into one script of it. Peers are those that need no more than it has.

import jwtDecode from 'jwt-decode-3'
import * as portable from '../peers/portable.js'
import { suite } from '../suite.js'

/** @import { SuiteOptions, SuiteTimes } from '../types.js' */

/**
 * Every measurement's times. `api` is the package; it and `given` come from the page that requires this script.
 *
 * @param {any} api
 * @param {{ cases: any, options: SuiteOptions }} options
 */
export async function run(api, { cases, options }) {
  await api.init()
  const measurements = await suite(
    {
      ours: (token) => api.decodeIdToken(token).claims,
      'hand-written': portable.decode,
      // Its types are those of CommonJS, its script is a module.
      'jwt-decode 3': /** @type {any} */ (jwtDecode),
    },
    { ours: api.createClient, 'hand-written': portable.createClient },
    cases,
  )
  // Each timer of the simulator is a message to another process, which is no part of what is compared, and here none of
  // them ever rings.
  Object.assign(globalThis, { setTimeout: () => {}, clearTimeout: () => {} })
  /** @type {SuiteTimes} */
  const times = {}
  for (const name of Object.keys(measurements)) {
    times[name] = await measurements[name](Object.assign({ now: Date.now }, options))
  }
  return times
}
