// Each project is built with its own tool on the packed package, and binds at the sandbox.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { open } from '../browsers/engines.mjs'
import { claimed } from '../examples/blocks.mjs'
import { emptyFolder } from '../examples/empty-folder.mjs'
import { freshCodes, happenings, SPEED, signsIn, survivedBy } from '../examples/scenarios.mjs'
import { startSandbox } from '../package/sandbox.mjs'
import { makeProject, startServer } from './dev.mjs'
import { makePrinted, PRINTED, putPrelude } from './printed.mjs'
import { serve } from './server.mjs'

/**
 * @import { Sandbox } from '../package/sandbox.mjs'
 * @import { Browser } from '../browsers/browser.mjs'
 * @import { Readable } from 'node:stream'
 * @import { TestContext } from 'node:test'
 */

const HERE = import.meta.dirname
const OUT = join(HERE, 'node_modules/.built')
const BOUND = 'SUCCESS 张伟 138****8000'
const PACKAGE = 'node_modules/wechat-mobile-bind'
const WASM = 'wechat_mobile_bind.wasm'

/** @param {string} name */
const tool = (name) => join(HERE, 'node_modules/.bin', name)
/**
 * @param {string} program
 * @param {string[]} args
 */
const run = (program, args, options = {}) =>
  promisify(execFile)(program, args, { cwd: HERE, timeout: 60_000, ...options })

/** @type {Sandbox} */
let sandbox
/** @type {Browser} */
let browser

before(async () => {
  await rm(OUT, { recursive: true, force: true })
  ;[sandbox, browser] = await Promise.all([startSandbox(), open('chromium')])
})
after(async () => {
  await browser?.close()
  await sandbox?.stop()
})

/**
 * The title that a page gives itself when it is done.
 *
 * @param {string} url
 */
async function title(url) {
  await browser.go('about:blank')
  await browser.go(url)
  return browser.until(() => document.title !== 'waiting' && document.title)
}

/**
 * A page for a bundler that makes none.
 *
 * @param {string} folder
 * @param {string} script
 */
const pageFor = (folder, script) =>
  writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>waiting</title><script type="module" src="./${script}"></script>`,
  )

/** @param {string} folder */
const viteIn = (folder) => join(HERE, 'node_modules', folder, 'bin/vite.js')
const VITE = { vite5: viteIn('vite5'), vite6: viteIn('vite6'), vite7: viteIn('vite7'), vite8: viteIn('vite') }

/** @type {Record<string, (out: string) => Promise<unknown>>} */
const BUNDLERS = {
  vite: (out) =>
    run(process.execPath, [VITE.vite8, 'build', 'vite', '--base', './', '--outDir', out, '--logLevel', 'warn']),
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
  async 'webpack, by require,'(out) {
    await run(process.execPath, ['webpack/build.mjs', out, './require.cjs'])
    await pageFor(out, 'main.js')
  },
}
// With conditions of its own a bundler may leave out `module`, and asks like a test with jsdom.
BUNDLERS['webpack, by require and with conditions of its own,'] = async (out) => {
  await run(process.execPath, ['webpack/build.mjs', out, './require.cjs', 'own,browser,require,import'])
  await pageFor(out, 'main.js')
}
for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`${name} takes the wasm along, and the page binds from a subpath`, async (t) => {
    const out = join(OUT, name)
    await build(out)
    assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), BOUND)
  })
}

for (const format of ['esm', 'iife']) {
  test(`esbuild, by require and with a condition of its own, takes the entry for browsers as ${format}`, async (t) => {
    const out = join(OUT, `esbuild-${format}`)
    const options = ['--bundle', `--format=${format}`, '--loader:.wasm=file', '--conditions=own', `--outdir=${out}`]
    await run(tool('esbuild'), ['esbuild/require.cjs', ...options, '--log-override:empty-import-meta=silent'])
    await pageFor(out, 'require.js')
    assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), 'SUCCESS 王芳')
  })
}

for (const { page, files, lines } of PRINTED) {
  test(`the web page of ${page}, built by Vite as printed, survives everything`, { timeout: 120_000 }, async (t) => {
    assert.ok(lines <= 15, `${lines} lines`)
    const project = await makePrinted(t, files)
    await run(process.execPath, [VITE.vite8, 'build', '--base', './', '--logLevel', 'warn'], { cwd: project })
    const out = join(project, 'dist')
    await putPrelude(out, sandbox.origin, SPEED)
    const url = await serve(t, out)
    let visits = 0
    /** @param {{ login: string, phone?: string }} codes */
    const visit = async ({ login, phone = '' }) => {
      // A new query makes the browser load the page again; a new fragment alone would not.
      await browser.go(`${url}?${++visits}#${new URLSearchParams(phone ? { login, phone } : { login })}`)
      return browser.until(
        () =>
          document.body?.textContent.trim() && [document.body.textContent.trim(), ...Reflect.get(window, 'failures')],
      )
    }

    await t.test('a user to be bound is shown', async () => {
      const [text, ...failures] = await visit(freshCodes({ login: 'stranger', phone: '13800138000' }))
      assert.match(text, /^SUCCESS 张伟 .*138\*{4}8000/)
      assert.deepEqual(failures, [])
    })
    for (const happening of survivedBy(page, await happenings(sandbox.origin))) {
      await t.test(happening.title, async () => {
        const [text, ...failures] = await visit(freshCodes(happening))
        assert.deepEqual(failures, [])
        assert.equal(text.startsWith('SUCCESS'), await signsIn(sandbox.origin, happening), text)
        assert.match(text, /^[A-Z_]{5,}/)
      })
    }
  })

  test(`the dev server of Vite serves the web page of ${page}`, async (t) => {
    const project = await makePrinted(t, files)
    await putPrelude(project, sandbox.origin, SPEED)
    /** @param {string} port */
    const args = (port) => [VITE.vite8, '--host', '127.0.0.1', '--port', port, '--strictPort']
    const origin = await startServer(t, args, { cwd: project })
    await browser.go(`${origin}/#login=${freshCodes({ login: 'wangfang' }).login}`)
    assert.match(await browser.until(() => document.body?.textContent.trim()), /^SUCCESS 王芳 /)
  })
}

/**
 * The title of the page that Vite's dev server shows of a project.
 *
 * @param {TestContext} t
 * @param {string} vite
 * @param {string} project
 */
async function viteDev(t, vite, project) {
  /** @param {string} port */
  const args = (port) => [vite, '--host', '127.0.0.1', '--port', port, '--strictPort']
  return title(`${await startServer(t, args, { cwd: project })}/vite/index.html#${sandbox.origin}`)
}

for (const [name, vite] of Object.entries(VITE)) {
  for (const layout of ['npm', 'pnpm']) {
    test(`the dev server of ${name} serves what ${layout} installed, with no setting`, async (t) => {
      assert.equal(await viteDev(t, vite, await makeProject(t, { layout })), BOUND)
    })
  }
}

const EXCLUDE = "optimizeDeps: { exclude: ['wechat-mobile-bind'] }"

test('in a workspace the dev server of vite5 is told the line to add, and serves it with that line', async (t) => {
  const told = await viteDev(t, VITE.vite5, await makeProject(t, { layout: 'workspace' }))
  assert.ok(told.includes(`add \`${EXCLUDE}\` to vite.config`), told)
  const config = `export default { ${EXCLUDE} }`
  assert.equal(await viteDev(t, VITE.vite5, await makeProject(t, { layout: 'workspace', config })), BOUND)
})

test('the dev server of webpack serves it with no setting', async (t) => {
  const out = join(OUT, 'webpack-dev-server')
  await mkdir(out, { recursive: true })
  await pageFor(out, 'main.js')
  const origin = await startServer(t, (port) => ['webpack/serve.mjs', out, port])
  assert.equal(await title(`${origin}/#${sandbox.origin}`), BOUND)
})

test('the dev server of Next.js serves it', async (t) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'development' }
  /** @param {string} port */
  const args = (port) => ['node_modules/next/dist/bin/next', 'dev', 'next', '--port', port, '--hostname', '127.0.0.1']
  const origin = await startServer(t, args, { env })
  await browser.go(`${origin}/#${sandbox.origin}`)
  assert.equal(await browser.until(() => document.title), BOUND)
})

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

/** @type {[string, object, string, RegExp][]} */
const BARRED = [
  [
    'a CSP without wasm-unsafe-eval',
    { 'content-security-policy': "default-src 'self'" },
    '',
    /^WASM_UNAVAILABLE: .*script-src 'wasm-unsafe-eval'/,
  ],
  [
    'a CSP that names no connect-src for the wasm',
    { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" },
    '',
    /^WASM_UNAVAILABLE: .*connect-src/,
  ],
  [
    'a CSP that names no connect-src for the service',
    { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
    '',
    /^NETWORK: .*connect-src/,
  ],
  ['another origin without CORS', {}, 'elsewhere', /^WASM_UNAVAILABLE: .*CORS/],
]
for (const [name, headers, wasm, message] of BARRED) {
  test(`${name} is an error that says what to allow`, async (t) => {
    const url = await serve(t, HERE, headers)
    const other = wasm && `${await serve(t, join(HERE, PACKAGE))}${WASM}`
    assert.match(await title(`${url}plain/strict.html#${sandbox.origin},${other}`), message)
  })
}

test("HTML in the wasm's place is an error that names the line for Vite", async (t) => {
  const url = await serve(t, HERE)
  const told = await title(`${url}plain/strict.html#${sandbox.origin},${url}plain/strict.html`)
  assert.ok(
    told.startsWith('WASM_UNAVAILABLE: ') &&
      told.includes(`there is no file at its address; with Vite add \`${EXCLUDE}\``),
    told,
  )
})

test('a worker binds', async (t) => {
  const url = await serve(t, HERE)
  assert.equal(await title(`${url}plain/worker.html#${sandbox.origin}`), 'SUCCESS 欧阳娜')
})

/** @type {Record<string, (origin: string) => Promise<unknown>>} */
const RUNNERS = {
  'Jest 29': (origin) => jest('jest29', 'jest-environment-jsdom29', origin),
  'Jest 30': (origin) => jest('jest', 'jest-environment-jsdom', origin),
  Vitest(origin) {
    const options = ['run', '--root', 'jsdom', '--environment', 'jsdom', '--globals', '--config', 'vitest.config.js']
    return run(process.execPath, ['node_modules/vitest/vitest.mjs', ...options], {
      env: { ...process.env, SANDBOX: origin },
    })
  },
}
/**
 * @param {string} folder
 * @param {string} testEnvironment
 * @param {string} origin
 * @param {...string} flags
 */
function jest(folder, testEnvironment, origin, options = {}, ...flags) {
  const config = {
    rootDir: join(HERE, 'jsdom'),
    testEnvironment,
    testMatch: ['**/sign-in.cjs'],
    cache: false,
    watchman: false,
    ...options,
  }
  const args = [...flags, `node_modules/${folder}/bin/jest.js`, '--runInBand', '--config', JSON.stringify(config)]
  return run(process.execPath, args, { env: { ...process.env, SANDBOX: origin } })
}
for (const [name, run] of Object.entries(RUNNERS)) {
  test(`${name} with jsdom binds with no setting`, async () => void (await run(sandbox.origin)))
}

for (const { title, ...block } of claimed('vitest')) {
  test(`${title} passes in Vitest`, async (t) => {
    const vitest = join(HERE, 'node_modules/vitest')
    const folder = await emptyFolder(t, { files: [block], installed: join(HERE, PACKAGE), tools: { vitest } })
    const { stdout } = await run(process.execPath, [join(vitest, 'vitest.mjs'), 'run', '--root', folder])
    assert.match(stdout, /Tests .*2 passed/)
  })
}

for (const { title, ...block } of claimed('jest')) {
  for (const environment of ['jest-environment-node', 'jest-environment-jsdom']) {
    test(`${title} passes in Jest with ${environment}`, async (t) => {
      const folder = await emptyFolder(t, { files: [block], installed: join(HERE, PACKAGE), tools: {} })
      const options = { rootDir: folder, testMatch: [`**/${block.file}`] }
      const { stderr } = await jest('jest', join(HERE, 'node_modules', environment), sandbox.origin, options)
      assert.match(stderr, /Tests: +1 passed, 1 total/)
    })
  }
}

for (const [folder, environment] of [
  ['jest29', 'jest-environment-jsdom29'],
  ['jest', 'jest-environment-jsdom'],
]) {
  test(`${folder}, with jsdom and its own modules, loads it with one line of settings`, async () => {
    const line = { testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] } }
    const modules = { testMatch: ['**/modules.mjs'], moduleFileExtensions: ['mjs', 'js'], transform: {} }
    await jest(folder, environment, sandbox.origin, { ...line, ...modules }, '--experimental-vm-modules')
  })
}

test('a server that has a document is no test: the fingerprint stays the caller’s to give', async () => {
  const script = `globalThis.document = {}
    const { createClient } = await import('wechat-mobile-bind')
    const client = await createClient({ domain: 'https://example.com', clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' })
    await client.login({ code: 'a' }).catch((error) => console.log(error.message))`
  const env = { ...process.env, NODE_ENV: 'production' }
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env })
  assert.match(stdout, /device\.fingerprint/)
})

for (const [name, options] of [
  ['by its condition', ['--conditions=react-native,require']],
  [
    'by its main field, without exports',
    ['--main-fields=react-native,browser,main', `--alias:wechat-mobile-bind=./${PACKAGE}`],
  ],
]) {
  test(`React Native finds ${name} what says in one sentence what to do`, async () => {
    const out = join(OUT, 'react-native.cjs')
    // What Hermes can't take, this refuses.
    const hermes = ['--bundle', '--format=cjs', '--platform=neutral', '--target=hermes0.7', `--outfile=${out}`]
    await run(tool('esbuild'), ['react-native/main.js', ...hermes, ...options])
    assert.match(
      (await run(process.execPath, [out])).stdout,
      /^WASM_UNAVAILABLE true true wechat-mobile-bind does not run in React Native, .* server/,
    )
  })
}

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
  const out = join(OUT, 'workerd')
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

test('Next.js imports it on the server, and binds on the server and in the browser', async (t) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(tool('next'), ['build', 'next'], { env })
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', 'next', '--port', '0', '--hostname', '127.0.0.1'],
    { cwd: HERE, env, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  t.after(() => child.kill())
  let origin = ''
  for await (const line of createInterface(child.stdout)) {
    origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
    if (origin) break
  }
  assert.match(await (await fetch(origin)).text(), /<main data-imported="function">/)
  assert.equal(await (await fetch(`${origin}/api/bind?origin=${sandbox.origin}`)).text(), BOUND)
  await browser.go(`${origin}/#${sandbox.origin}`)
  assert.equal(await browser.until(() => document.title), BOUND)
})
