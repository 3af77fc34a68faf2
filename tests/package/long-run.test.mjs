// Long runs: many binds one after the other, and many at once, leave nothing behind.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from './entries.mjs'

/**
 * Runs binds in a process of its own, whose memory nobody else uses, and tells what grew.
 *
 * @param {{ warmUp: number, rounds: number, atOnce: number }} options
 */
async function measure({ warmUp, rounds, atOnce }) {
  const script = `
    import { createClient } from 'wechat-mobile-bind'
    const memories = []
    const instantiate = WebAssembly.instantiate
    WebAssembly.instantiate = async (...args) => {
      const result = await instantiate(...args)
      memories.push(Object.values(result.instance.exports).find((entity) => entity instanceof WebAssembly.Memory))
      return result
    }
    let listeners = 0
    const signal = { aborted: false, addEventListener: () => listeners++, removeEventListener: () => listeners-- }
    const payload = Buffer.from(JSON.stringify({ sub: 'u', exp: 1893456000, api: '{"name":"张三"}' })).toString('base64url')
    const reply = (code) => JSON.stringify({ status: 'SUCCESS', session_token: code, id_token: 'e30.' + payload + '.e30' })
    const client = await createClient({
      domain: 'acme.example.com', clientId: 'c', device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
      fetch: async (_, { body }) => ({ status: 200, text: async () => reply(JSON.parse(body).wechat_code) }),
    })
    let wrong = 0
    const bind = async (code) => {
      const { sessionToken, identity } = await client.bind({ wechatCode: code, stateToken: 's', signal })
      if (sessionToken !== code || identity.profile.name !== '张三') wrong++
    }
    const round = (count) => Promise.all(Array.from({ length: count }, (_, index) => bind('code-' + index)))
    const run = async (rounds) => { for (let index = 0; index < rounds; index++) await round(${atOnce}) }
    const measured = () => (gc(), { wasm: memories[0].buffer.byteLength, heap: process.memoryUsage().heapUsed })
    await run(${warmUp})
    const before = measured()
    await run(${rounds})
    const after = measured()
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    console.log(JSON.stringify({ wrong, listeners, timers, instances: memories.length,
      wasmGrowth: after.wasm - before.wasm, wasm: after.wasm, heapGrowth: after.heap - before.heap }))`
  return JSON.parse((await run('module', script, '--expose-gc'))[0])
}

const clean = { wrong: 0, listeners: 0, timers: 0, instances: 1, wasmGrowth: 0 }
const MIB = 1 << 20

test('30,000 binds one after the other leave memory flat, and no timer or listener', async () => {
  const { heapGrowth, wasm, ...rest } = await measure({ warmUp: 2_000, rounds: 30_000, atOnce: 1 })
  assert.deepEqual(rest, clean)
  assert.ok(heapGrowth < MIB, `the heap grew by ${heapGrowth} bytes`)
  assert.ok(wasm <= 256 * 1024, `the wasm holds ${wasm} bytes`)
})

test('1,000 binds at once, again and again, leave memory flat, and no timer or listener', async () => {
  const { heapGrowth, wasm, ...rest } = await measure({ warmUp: 10, rounds: 20, atOnce: 1_000 })
  assert.deepEqual(rest, clean)
  assert.ok(heapGrowth < MIB, `the heap grew by ${heapGrowth} bytes`)
})
