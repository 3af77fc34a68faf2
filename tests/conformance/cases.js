// What holds on every host. Node.js and mini programs run these cases on the packed package, browsers on the
// boundary: the same fixtures, the same hosts, the same expectations.

import { calls } from './calls.js'
import { callCase, fieldCase, replyCase, rowsCase, tokenCase } from './fixtures.js'
import { flows } from './flows.js'
import { hostile } from './hostile.js'
import { hosts } from './hosts.js'
import { prototypes } from './prototypes.js'
import { signIns } from './sign-ins.js'

/** @import { Api, Fixtures } from './types.js' */

/**
 * Every case. Of two hosts with the same engine one runs them without the flows: these are a program's use of the package, and take most of
 * the time.
 *
 * @param {Fixtures} fixtures
 */
export function cases({ calls: fixtures, fields, replies, idTokens, rows }, withFlows = true) {
  return [
    ...calls,
    ...fixtures.map(callCase),
    ...fields.map((field) => fieldCase(field, fixtures)),
    ...replies.map(replyCase),
    ...idTokens.map(tokenCase),
    ...rows.map(rowsCase),
    ...hosts,
    ...hostile,
    ...signIns,
    ...(withFlows ? flows : []),
    // Last: an engine that has seen a changed `Object.prototype` is slower from then on.
    ...prototypes,
  ]
}

/**
 * Runs every case and answers the failures, for hosts without a test runner.
 *
 * @param {Api} api
 * @param {Fixtures} fixtures
 */
export async function failures(api, fixtures, withFlows = true) {
  const failed = []
  for (const { name, run } of cases(fixtures, withFlows)) {
    try {
      await run(api)
    } catch (error) {
      failed.push(`${name}: ${error?.message ?? error}`)
    }
  }
  return failed
}

/**
 * How many cases there are, so that a run that skips some is seen.
 *
 * @param {Fixtures} fixtures
 */
export const count = (fixtures, withFlows = true) => cases(fixtures, withFlows).length
