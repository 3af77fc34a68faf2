// The suite in a page.

import { suite } from '../suite.js'
import { clients, decoders, init } from '../web-subjects.js'

/** @import { Measurements, SuiteOptions } from '../types.js' */

/** @type {Measurements} */
let measurements

/** Loads and compares every subject; answers the names of what can be measured. */
export async function prepare() {
  const [cases] = await Promise.all([fetch('/cases.json').then((response) => response.json()), init()])
  measurements = await suite(decoders, clients, cases)
  return Object.keys(measurements)
}

/**
 * The times of one measurement, as JSON: WebDriver puts the members of an object in an order of its own.
 *
 * @param {string} name
 * @param {SuiteOptions} options
 */
export async function measure(name, options) {
  return JSON.stringify(await measurements[name]({ ...options, now: () => performance.now() }))
}
