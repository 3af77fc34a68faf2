// What is asserted and timed on every host alike.

import { bindAlike, decodeAlike, immediate } from './equal.js'
import { calls, promises, rounds } from './rounds.js'

/**
 * @import { CreateClient, Decoder, Measurements, RoundsOptions, Subject } from './types.js'
 * @import { Cases } from './cases.mjs'
 */

/**
 * The measurements of a host, each a function of the options of `rounds`, by name. Before it answers all subjects have
 * shown that they do the same.
 *
 * `decoders` take a token and answer its claims; `clients` are functions like our `createClient`.
 *
 * @param {Record<string, Decoder>} decoders
 * @param {Record<string, CreateClient>} clients
 * @param {Cases} given
 */
export async function suite(decoders, clients, given) {
  // As text comes out of a reply: not a literal, which V8 keeps apart and whose split it remembers.
  const cases = JSON.parse(JSON.stringify(given))
  decodeAlike(decoders, cases)
  await bindAlike(clients, cases)

  /** @type {Measurements} */
  const measurements = {}
  for (const [kind, tokens] of Object.entries(cases.decode)) {
    const subjects = map(decoders, (decode) => calls((call) => decode(tokens[call % tokens.length].token)))
    measurements[`decode ${kind}`] = (options) => rounds(subjects, options)
  }
  measurements.bind = async (/** @type {RoundsOptions} */ options) => {
    const { config, params, reply } = cases.bind
    const fetch = immediate(reply)
    /** @type {Record<string, Subject>} */
    const binds = {}
    for (const name of Object.keys(clients)) {
      const client = await clients[name](Object.assign({}, config, { fetch }))
      binds[name] = promises(() => client.bind(params))
    }
    // What is no merit of anybody: it is taken off each of the others.
    const bare = promises(() => fetch().then((response) => response.text()))
    return rounds(Object.assign({ fetch: bare }, binds), options)
  }
  return measurements
}

/**
 * @template T, U
 * @param {Record<string, T>} object
 * @param {(value: T) => U} change
 * @returns {Record<string, U>}
 */
const map = (object, change) =>
  Object.assign({}, ...Object.keys(object).map((name) => ({ [name]: change(object[name]) })))
