// Frameworks with a server of their own, and a single executable, on the packed package.

import assert from 'node:assert/strict'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { claimed } from '../../examples/blocks.mjs'
import { startServer } from '../../examples/process.mjs'
import { freshCodes } from '../../examples/scenarios.mjs'
import { browser } from '../chromium.mjs'
import { sandbox } from '../sandbox.mjs'
import { BOUND, HERE, output, run, tool } from '../tools.mjs'

const MORE = import.meta.dirname
/** @param {string} name */
const bin = (name) => join(MORE, 'node_modules/.bin', name)

/** @type {Record<string, { build: () => Promise<unknown>, server: string, path: string }>} */
const FRAMEWORKS = {
  SvelteKit: {
    build: () => run(bin('vite'), ['build', '--logLevel', 'warn'], { cwd: join(MORE, 'sveltekit') }),
    server: 'more/sveltekit/build/index.js',
    path: '/api',
  },
  Nuxt: {
    build: () => run(bin('nuxt'), ['build'], { cwd: join(MORE, 'nuxt'), timeout: 240_000 }),
    server: 'more/nuxt/.output/server/index.mjs',
    path: '/api/bind',
  },
}
for (const [name, { build, server, path }] of Object.entries(FRAMEWORKS)) {
  test(`${name} binds on the server and in the browser`, { timeout: 300_000 }, async (t) => {
    await build()
    const { origin } = await startServer(t, () => [server], { cwd: HERE })
    assert.equal(await (await fetch(`${origin}${path}?origin=${sandbox.origin}`)).text(), BOUND)
    await browser.go(`${origin}/#${sandbox.origin}`)
    assert.equal(await browser.until(() => document.title !== 'waiting' && document.title), BOUND)
  })
}

test('the one file that is printed is the main of a single executable', async () => {
  const out = await output('single-executable')
  const [block] = claimed('single file')
  // A handler is called by whoever runs it; an executable has to call it. The sandbox stands in for the tenant.
  const call = `
    const hostFetch = fetch
    globalThis.fetch = (url, init) => hostFetch(String(url).replace('https://acme.example.com', '${sandbox.origin}'), init)
    handler({ body: process.env.BODY }).then(({ body }) => console.log(JSON.parse(body).status))`
  await writeFile(join(out, block.file), block.code + call)
  const options = ['--bundle', '--platform=node', '--target=node20', '--loader:.wasm=binary', '--outfile=main.cjs']
  await run(tool('esbuild'), [block.file, ...options], { cwd: out })
  await writeFile(
    join(out, 'sea.json'),
    '{ "main": "main.cjs", "output": "main.blob", "disableExperimentalSEAWarning": true }',
  )
  await run(process.execPath, ['--experimental-sea-config', 'sea.json'], { cwd: out })
  const program = join(out, 'program')
  await copyFile(process.execPath, program)
  const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
  await run(bin('postject'), [program, 'NODE_SEA_BLOB', 'main.blob', '--sentinel-fuse', fuse], { cwd: out })
  const { login: loginCode, phone: phoneCode } = freshCodes({ login: 'stranger', phone: '13800138000' })
  const env = { ...process.env, BODY: JSON.stringify({ loginCode, phoneCode, device: { fingerprint: 'f' } }) }
  assert.equal((await run(program, [], { env })).stdout, 'SUCCESS\n')
  await rm(program)
})
