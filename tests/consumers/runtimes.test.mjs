// Runtimes without a page run the packed package, and bind at the sandbox. Node.js itself does in tests/package.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { claimed, isEnglish } from '../examples/blocks.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
import { sandbox } from './sandbox.mjs'
import { BOUND, HERE, output, PACKAGE, run, setting, tool, WASM } from './tools.mjs'

/**
 * @import { Readable } from 'node:stream'
 * @import { TestContext } from 'node:test'
 */

const bun = join(HERE, `node_modules/@oven/bun-${process.platform}-${process.arch}/bin/bun`)
test('Bun binds', { skip: !existsSync(bun) && 'no Bun for this system' }, async () => {
  assert.equal((await run(bun, ['node/esm.mjs', sandbox.origin])).stdout, `${BOUND}\n`)
})

const deno = join(HERE, `node_modules/@deno/${process.platform}-${process.arch}-glibc/deno`)
test('Deno binds', { skip: !existsSync(deno) && 'no Deno for this system' }, async () => {
  const options = [
    'run',
    '--no-prompt',
    '--allow-net',
    '--allow-read',
    '--allow-sys',
    '--allow-env',
    '--node-modules-dir=manual',
  ]
  assert.equal((await run(deno, [...options, 'node/esm.mjs', sandbox.origin])).stdout, `${BOUND}\n`)
})

const workerd = join(
  HERE,
  `node_modules/@cloudflare/workerd-${process.platform}-${process.arch.replace('x64', '64')}/bin/workerd`,
)
const noWorkerd = !existsSync(workerd) && 'no workerd for this system'

/**
 * Bundles a worker and runs it, until the test ends. Answers its origin.
 *
 * @param {TestContext} t
 * @param {string} entry
 */
async function startWorker(t, entry) {
  const out = await output(`workerd-${basename(entry)}`)
  const options = [
    '--bundle',
    '--format=esm',
    '--external:*.wasm',
    '--conditions=workerd',
    `--outfile=${out}/worker.js`,
  ]
  await run(tool('esbuild'), [entry, ...options])
  await copyFile(join(HERE, PACKAGE, WASM), join(out, WASM))
  const config = await readFile(join(HERE, 'workerd/config.capnp'), 'utf8')
  await writeFile(join(out, 'config.capnp'), config.replace('SANDBOX', new URL(sandbox.origin).host))
  const child = spawn(workerd, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: out,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  t.after(() => child.kill())
  const [line] = await once(createInterface(/** @type {Readable} */ (child.stdio[3])), 'line', {
    signal: AbortSignal.timeout(20_000),
  })
  return `http://127.0.0.1:${JSON.parse(line).port}`
}

test('a worker that passes no wasm is told the lines to add', { skip: noWorkerd }, async (t) => {
  const origin = await startWorker(t, 'workerd/without-wasm.js')
  const told = await (await fetch(origin)).text()
  for (const line of ["import wasm from 'wechat-mobile-bind/wechat_mobile_bind.wasm'", 'createClient({ …, wasm })'])
    assert.ok(told.startsWith('WASM_UNAVAILABLE: ') && told.includes(setting(line)), told)
})

for (const { title, ...block } of claimed('hono').filter(isEnglish)) {
  test(`${title} signs in on a worker, and passes on what an error says`, { skip: noWorkerd }, async (t) => {
    const entry = join(await output('hono'), block.file)
    await writeFile(entry, block.code)
    const origin = await startWorker(t, entry)
    const device = { fingerprint: '156aysdna213sc50', osVersion: 'iOS 17.4', userAgent: 'Mozilla/5.0 (iPhone)' }
    /** @param {string} phone */
    const post = async (phone) => {
      const codes = freshCodes({ login: 'stranger', phone })
      const body = JSON.stringify({ loginCode: codes.login, phoneCode: codes.phone, device })
      return (await fetch(`${origin}/sign-in`, { method: 'POST', body })).json()
    }
    const { status, identity } = await post('13800138000')
    assert.deepEqual([status, identity.profile.name], ['SUCCESS', '张伟'])
    const { code, errorCode } = await post('15500155000')
    assert.deepEqual([code, errorCode], ['REFUSED', 'SDK.COMMON.1013'])
  })
}

test('the types fit those of Cloudflare’s workers', async () => {
  await run(tool('tsc'), ['--project', 'workerd'])
})

test('a server that has a document is no test: the fingerprint stays the caller’s to give', async () => {
  const script = `globalThis.document = {}
    const { createClient } = await import('wechat-mobile-bind')
    const client = await createClient({ domain: 'https://example.com', clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' })
    await client.login({ code: 'a' }).catch((error) => console.log(error.message))`
  const env = { ...process.env, NODE_ENV: 'production' }
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env })
  assert.match(stdout, /device\.fingerprint/)
})
