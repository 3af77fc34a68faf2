// What a subject holds after its first bind, and what it has taken after many more.

import { cases } from '../cases.mjs'
import { immediate } from '../equal.js'

const { gc } = globalThis
if (!gc) throw new Error('Node.js has to run with --expose-gc')
const [subject, binds] = [process.argv[2].replace('./', '../'), Number(process.argv[3])]
const { config, params, reply, sessionToken } = cases.bind

/** @type {{ buffer: ArrayBuffer }[]} */
const memories = []
const { instantiate } = WebAssembly
/** @type {any} */
const watched = async (/** @type {any} */ bytes, /** @type {any} */ imports) => {
  /** @type {any} */
  const answer = await instantiate(bytes, imports)
  const { exports } = answer.instance ?? answer
  memories.push(/** @type {any} */ (Object.values(exports).find((entity) => entity instanceof WebAssembly.Memory)))
  return answer
}
WebAssembly.instantiate = watched
const linear = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
const heap = () => {
  gc()
  return process.memoryUsage().heapUsed
}

const before = heap()
const { createClient } = await import(subject)
const client = await createClient({ ...config, fetch: immediate(reply) })

/** @param {number} count */
async function bind(count) {
  for (let call = 0; call < count; call++) {
    const result = await client.bind(params)
    if (result.sessionToken !== sessionToken) throw new Error(`${subject} does not bind`)
  }
}
await bind(1)
const loaded = { linear: linear(), heap: heap() - before }
// What an engine compiles meanwhile is no growth.
await bind(binds / 50)
const warm = { linear: linear(), heap: heap() }
await bind(binds)
const grown = { linearGrown: linear() - warm.linear, heapGrown: heap() - warm.heap }

const { linear: ofWasm, heap: ofScript } = loaded
const wasm = memories.length > 0 && { linear: ofWasm, linearGrown: grown.linearGrown }
console.log(JSON.stringify({ ...wasm, heap: ofScript, heapGrown: grown.heapGrown }))
