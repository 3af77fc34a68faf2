// Bundlers that take long to install, or are old, build a page on the packed package, and it binds at the sandbox.

import assert from 'node:assert/strict'
import { copyFile, cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { title } from '../chromium.mjs'
import { sandbox } from '../sandbox.mjs'
import { serve } from '../server.mjs'
import { BOUND, HERE, output, PACKAGE, pageFor, run, setting, WASM } from '../tools.mjs'

/** @import { TestContext } from 'node:test' */

const MORE = import.meta.dirname
const MODULES = join(MORE, 'node_modules')

/** @param {string} out */
const copyWasm = (out) => copyFile(join(HERE, PACKAGE, WASM), join(out, WASM))

/**
 * A page whose script is no module.
 *
 * @param {string} out
 */
const scriptPage = (out) =>
  writeFile(join(out, 'index.html'), '<!doctype html><title>waiting</title><script src="./main.js"></script>')

/** @type {Record<string, (out: string, t: TestContext) => Promise<unknown>>} */
const BUNDLERS = {
  rsbuild: (out) => run(process.execPath, ['more/rsbuild.mjs', out]),
  parcel: (out) =>
    run(join(MODULES, '.bin/parcel'), [
      'build',
      'vite/index.html',
      '--dist-dir',
      out,
      '--no-cache',
      '--public-url',
      './',
    ]),
  async farm(out, t) {
    // Not below a node_modules, whose files Farm takes for packages.
    const folder = await mkdtemp(join(tmpdir(), 'farm-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    await cp(join(HERE, PACKAGE), join(folder, PACKAGE), { recursive: true })
    await symlink(join(MODULES, '@farmfe'), join(folder, 'node_modules/@farmfe'))
    for (const file of ['show.mjs', 'sign-in.mjs', 'vite/main.js']) await cp(join(HERE, file), join(folder, file))
    await copyFile(join(MORE, 'farm/farm.config.mjs'), join(folder, 'farm.config.mjs'))
    await pageFor(folder, 'vite/main.js')
    await run(join(MODULES, '.bin/farm'), ['build'], { cwd: folder })
    await cp(join(folder, 'dist'), out, { recursive: true })
  },
  async metro(out) {
    await run(process.execPath, ['more/metro/build.cjs', out, 'passed'])
    await copyWasm(out)
    await scriptPage(out)
  },
}
for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`${name} takes the wasm along, and the page binds from a subpath`, async (t) => {
    const out = await output(name)
    await build(out, t)
    assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), BOUND)
  })
}

test('a page of metro that passes no wasm is not blank: it is told what to pass', async (t) => {
  const out = await output('metro-nothing')
  await run(process.execPath, ['more/metro/build.cjs', out])
  await scriptPage(out)
  assert.match(await title(`${await serve(t, out)}#${sandbox.origin}`), /LoadError: .*`createClient\(\{ …, wasm \}\)`/)
})

test('webpack 4, with an alias, builds a page that signs in', async (t) => {
  const out = await output('webpack4')
  const alias = setting("alias: { 'wechat-mobile-bind$': 'wechat-mobile-bind/browser.cjs' }").replace('alias: ', '')
  await run(process.execPath, ['more/webpack4/build.cjs', out, './root.js', alias])
  await copyWasm(out)
  await pageFor(out, 'main.js')
  assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), 'SUCCESS 王芳')
})

test('webpack 4 finds the subpath for mini programs', async (t) => {
  const out = await output('webpack4-miniprogram')
  await run(process.execPath, ['more/webpack4/build.cjs', out, './miniprogram.js'])
  await pageFor(out, 'main.js')
  assert.equal(await title(await serve(t, out)), 'a code')
})

test('Jest 27 loads the package and both subpaths', async () => {
  const config = { rootDir: join(MORE, 'jest27'), testMatch: ['**/entries.js'], cache: false, watchman: false }
  const args = ['more/node_modules/jest27/bin/jest.js', '--runInBand', '--config', JSON.stringify(config)]
  await run(process.execPath, args)
})
