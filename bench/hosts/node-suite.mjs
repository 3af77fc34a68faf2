// The suite in a process of its own, as Node imports every subject from node_modules.
//
//   node node-suite.mjs <options of rounds as JSON>

import { cases } from '../cases.mjs'
import { suite } from '../suite.js'
import { clients, decoders, init } from '../web-subjects.js'

/** @import { SuiteTimes } from '../types.js' */

await init()
const measurements = await suite(decoders, clients, cases)
const options = { ...JSON.parse(process.argv[2]), now: () => performance.now() }
/** @type {SuiteTimes} */
const times = {}
for (const [name, measure] of Object.entries(measurements)) times[name] = await measure(options)
console.log(JSON.stringify(times))
