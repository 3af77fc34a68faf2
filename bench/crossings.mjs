// How often one call crosses the boundary of the wasm: how many imports it calls, how many texts it decodes and encodes, and how many
// promises it makes. They are the same on each run and each machine.
//
//   node bench/crossings.mjs [--names]
//
// The packed package is in node_modules. With --names, how often each import is called.

import { createHook } from 'node:async_hooks'
import { cases } from './cases.mjs'
import { immediate } from './equal.js'

/** @type {Record<string, number>} */
let counts = {}
/** @param {string} what */
const count = (what) => (counts[what] = (counts[what] ?? 0) + 1)

/**
 * A function that counts its calls.
 *
 * @param {string} what
 * @param {Function} run
 */
const counted = (what, run) =>
  /** @this {unknown} @param {unknown[]} args */
  function (...args) {
    count(what)
    return run.apply(this, args)
  }

const { instantiate } = WebAssembly
/** @type {any} */
const watched = (/** @type {any} */ wasm, /** @type {Record<string, Record<string, Function>>} */ imports) => {
  const [[module, functions]] = Object.entries(imports)
  const entries = Object.entries(functions).filter(([, run]) => typeof run === 'function')
  const own = entries.map(([name, run]) => [name, counted(`import ${run.name}`, run)])
  return instantiate(wasm, /** @type {any} */ ({ [module]: Object.fromEntries(own) }))
}
WebAssembly.instantiate = watched
TextDecoder.prototype.decode = counted('texts out', TextDecoder.prototype.decode)
TextEncoder.prototype.encodeInto = counted('texts in', TextEncoder.prototype.encodeInto)
createHook({ init: (_, type) => void (type === 'PROMISE' && count('promises')) }).enable()

const { createClient, decodeIdToken, displayRows } = await import('wechat-mobile-bind')
const { config, params, reply } = cases.bind
const client = await createClient({ ...config, fetch: immediate(reply) })
const [{ token }] = cases.decode['1 kB ASCII']
const identity = decodeIdToken(token)

/** @type {Record<string, () => unknown>} */
const CALLS = {
  'new client': () => createClient({ ...config, fetch: immediate(reply) }),
  bind: () => client.bind(params),
  'decode 1 kB': () => decodeIdToken(token),
  'rows of it': () => displayRows(identity),
}
const names = process.argv.includes('--names')

for (const [call, run] of Object.entries(CALLS)) {
  // What is done once, such as a name's string, is done.
  await run()
  counts = {}
  await run()
  const { promises, 'texts in': textsIn = 0, 'texts out': textsOut = 0, ...imports } = counts
  const calls = Object.values(imports).reduce((sum, times) => sum + times, 0)
  console.log(`${call}: ${calls} calls of imports, ${textsIn} texts in, ${textsOut} texts out, ${promises} promises`)
  if (!names) continue
  const sorted = Object.entries(imports).sort(([, one], [, other]) => other - one)
  for (const [name, times] of sorted) console.log(`${String(times).padStart(6)} ${name}`)
}
