// Runtimes without a page run the packed package, and bind at the sandbox.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { sandbox } from './sandbox.mjs'
import { BOUND, HERE, output, PACKAGE, run, tool, WASM } from './tools.mjs'

/** @import { Readable } from 'node:stream' */

test('Node.js binds by import', async () => {
  assert.equal((await run(process.execPath, ['node/esm.mjs', sandbox.origin])).stdout, `${BOUND}\n`)
})

test('Node.js binds by require', async () => {
  const { stdout } = await run(process.execPath, ['node/commonjs.cjs', sandbox.origin])
  assert.equal(stdout, 'SUCCESS 张伟 true SDK.COMMON.1007\n')
})

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
test('a worker at the edge binds', { skip: !existsSync(workerd) && 'no workerd for this system' }, async (t) => {
  const out = await output('workerd')
  const options = ['--bundle', '--format=esm', '--external:*.wasm', '--conditions=workerd', `--outdir=${out}`]
  await run(tool('esbuild'), ['workerd/worker.js', ...options])
  await copyFile(join(HERE, PACKAGE, WASM), join(out, WASM))
  await copyFile(join(HERE, 'workerd/config.capnp'), join(out, 'config.capnp'))
  const child = spawn(workerd, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: out,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  t.after(() => child.kill())
  const [line] = await once(createInterface(/** @type {Readable} */ (child.stdio[3])), 'line', {
    signal: AbortSignal.timeout(20_000),
  })
  const response = await fetch(`http://127.0.0.1:${JSON.parse(line).port}/?origin=${sandbox.origin}`)
  assert.equal(await response.text(), BOUND)
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
