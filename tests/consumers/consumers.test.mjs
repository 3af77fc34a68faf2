// Each project is built with its own tool on the packed package, and binds at the sandbox.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { open } from '../browsers/engines.mjs'
import { startSandbox } from '../package/sandbox.mjs'
import { serve } from './server.mjs'

const HERE = import.meta.dirname
const OUT = join(HERE, 'node_modules/.built')
const BOUND = 'SUCCESS 张伟 138****8000'
const PACKAGE = 'node_modules/wechat-mobile-bind'
const WASM = 'wechat_mobile_bind.wasm'

const tool = (name) => join(HERE, 'node_modules/.bin', name)
const run = (program, args, options = {}) => promisify(execFile)(program, args, { cwd: HERE, timeout: 60_000, ...options })

let sandbox
let browser

before(async () => {
  await rm(OUT, { recursive: true, force: true })
  ;[sandbox, browser] = await Promise.all([startSandbox(), open('chromium')])
})
after(async () => {
  await browser?.close()
  await sandbox?.stop()
})

/** The title that a page gives itself when it is done. */
async function title(url) {
  await browser.go('about:blank')
  await browser.go(url)
  return browser.until(() => document.title !== 'waiting' && document.title)
}

/** A page for a bundler that makes none. */
const pageFor = (folder, script) =>
  writeFile(join(folder, 'index.html'), `<!doctype html><title>waiting</title><script type="module" src="./${script}"></script>`)

const BUNDLERS = {
  vite: (out) => run(tool('vite'), ['build', 'vite', '--base', './', '--outDir', out, '--logLevel', 'warn']),
  async webpack(out) {
    await run(process.execPath, ['webpack/build.mjs', out])
    await pageFor(out, 'main.js')
  },
  async rollup(out) {
    await run(tool('rollup'), ['--config', 'rollup/rollup.config.mjs', '--dir', out, '--failAfterWarnings'])
    await pageFor(out, 'main.js')
  },
  async esbuild(out) {
    const options = ['--bundle', '--format=esm', '--minify', '--loader:.wasm=file', `--outdir=${out}`]
    await run(tool('esbuild'), ['esbuild/main.js', ...options])
    await pageFor(out, 'main.js')
  },
}
for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`${name} takes the wasm along, and the page binds from a subpath`, async (t) => {
    const out = join(OUT, name)
    await build(out)
    assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), BOUND)
  })
}

test('a page without a bundler binds', async (t) => {
  const url = await serve(t, HERE)
  assert.equal(await title(`${url}plain/index.html#${sandbox.origin}`), BOUND)
})

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' "

test('a strict CSP needs no more than wasm-unsafe-eval and the two addresses', async (t) => {
  const url = await serve(t, HERE, { 'content-security-policy': STRICT + sandbox.origin })
  assert.equal(await title(`${url}plain/strict.html#${sandbox.origin}`), 'SOCIAL_BIND SUCCESS 王芳')
})

test('the wasm may come from another origin, which allows it by CORS', async (t) => {
  const other = await serve(t, join(HERE, PACKAGE), { 'access-control-allow-origin': '*' })
  const url = await serve(t, HERE, { 'content-security-policy': `${STRICT + sandbox.origin} ${new URL(other).origin}` })
  assert.equal(await title(`${url}plain/strict.html#${sandbox.origin},${other}${WASM}`), 'SOCIAL_BIND SUCCESS 王芳')
})

const BARRED = [
  ['a CSP without wasm-unsafe-eval', { 'content-security-policy': "default-src 'self'" }, '', /^WASM_UNAVAILABLE: .*script-src 'wasm-unsafe-eval'/],
  ['a CSP that names no connect-src for the wasm', { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" }, '', /^WASM_UNAVAILABLE: .*connect-src/],
  ['a CSP that names no connect-src for the service', { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" }, '', /^NETWORK: .*connect-src/],
  ['another origin without CORS', {}, 'elsewhere', /^WASM_UNAVAILABLE: .*CORS/],
]
for (const [name, headers, wasm, message] of BARRED) {
  test(`${name} is an error that says what to allow`, async (t) => {
    const url = await serve(t, HERE, headers)
    const other = wasm && `${await serve(t, join(HERE, PACKAGE))}${WASM}`
    assert.match(await title(`${url}plain/strict.html#${sandbox.origin},${other}`), message)
  })
}

test('a worker binds', async (t) => {
  const url = await serve(t, HERE)
  assert.equal(await title(`${url}plain/worker.html#${sandbox.origin}`), 'SUCCESS 欧阳娜')
})

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
  const options = ['run', '--no-prompt', '--allow-net', '--allow-read', '--allow-sys', '--allow-env', '--node-modules-dir=manual']
  assert.equal((await run(deno, [...options, 'node/esm.mjs', sandbox.origin])).stdout, `${BOUND}\n`)
})

const workerd = join(HERE, `node_modules/@cloudflare/workerd-${process.platform}-${process.arch.replace('x64', '64')}/bin/workerd`)
test('a worker at the edge binds', { skip: !existsSync(workerd) && 'no workerd for this system' }, async (t) => {
  const out = join(OUT, 'workerd')
  const options = ['--bundle', '--format=esm', '--external:*.wasm', '--conditions=workerd', `--outdir=${out}`]
  await run(tool('esbuild'), ['workerd/worker.js', ...options])
  await copyFile(join(HERE, PACKAGE, WASM), join(out, WASM))
  await copyFile(join(HERE, 'workerd/config.capnp'), join(out, 'config.capnp'))
  const child = spawn(workerd, ['serve', 'config.capnp', '--control-fd=3'], { cwd: out, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] })
  t.after(() => child.kill())
  const [line] = await once(createInterface(child.stdio[3]), 'line', { signal: AbortSignal.timeout(20_000) })
  const response = await fetch(`http://127.0.0.1:${JSON.parse(line).port}/?origin=${sandbox.origin}`)
  assert.equal(await response.text(), BOUND)
})

test('Next.js imports it on the server, and binds on the server and in the browser', async (t) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(tool('next'), ['build', 'next'], { env })
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', 'next', '--port', '0', '--hostname', '127.0.0.1'], { cwd: HERE, env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill())
  let origin
  for await (const line of createInterface(child.stdout)) {
    origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (origin) break
  }
  assert.match(await (await fetch(origin)).text(), /<main data-imported="function">/)
  assert.equal(await (await fetch(`${origin}/api/bind?origin=${sandbox.origin}`)).text(), BOUND)
  await browser.go(`${origin}/#${sandbox.origin}`)
  assert.equal(await browser.until(() => document.title), BOUND)
})
