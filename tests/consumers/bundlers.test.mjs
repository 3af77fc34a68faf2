// Each bundler builds its project on the packed package, and the page binds at the sandbox.

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { title } from './chromium.mjs'
import { sandbox } from './sandbox.mjs'
import { serve } from './server.mjs'
import { BOUND, output, PACKAGE, pageFor, run, setting, tool, VITE } from './tools.mjs'

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
  async 'webpack, with a rule for every wasm,'(out) {
    const own = setting("{ test: /wechat_mobile_bind\\.wasm$/, type: 'asset/resource' }")
    const rules = `[{ test: /\\.wasm$/, type: 'webassembly/async' }, ${own}]`
    const options = `{ module: { rules: ${rules} }, experiments: { asyncWebAssembly: true } }`
    await run(process.execPath, ['webpack/build.mjs', out, '../vite/main.js', options])
    await pageFor(out, 'main.js')
  },
  async rspack(out) {
    await run(process.execPath, ['rspack/build.mjs', out])
    await pageFor(out, 'main.js')
  },
  async rolldown(out) {
    await run(tool('rolldown'), ['--config', 'rolldown/rolldown.config.mjs', '--dir', out])
    await pageFor(out, 'main.js')
  },
  async 'vite, as a library,'(out) {
    await viteLibrary(out)
    await pageFor(out, 'main.js')
  },
}
for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`${name} takes the wasm along, and the page binds from a subpath`, async (t) => {
    const out = await output(name)
    await build(out)
    assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), BOUND)
  })
}

test('webpack, by require, takes the entry for browsers', async (t) => {
  const out = await output('webpack-require')
  await run(process.execPath, ['webpack/build.mjs', out, './require.cjs'])
  await pageFor(out, 'main.js')
  assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), 'SUCCESS 王芳')
})

/**
 * @param {string} out
 * @param {string} line more settings of `build`
 */
async function viteLibrary(out, line = '') {
  const config = `${out}.config.mjs`
  const library = "lib: { entry: 'main.js', formats: ['es'], fileName: 'main' }"
  await writeFile(config, `export default { build: { ${library}, ${line} } }`)
  const options = ['--config', config, '--outDir', out, '--logLevel', 'warn']
  await run(process.execPath, [VITE.vite8, 'build', 'vite', ...options])
}

test('vite leaves the package out of a library where it is told to', async () => {
  const out = await output('vite-external')
  await viteLibrary(out, setting("rolldownOptions: { external: ['wechat-mobile-bind'] }"))
  assert.match(await readFile(join(out, 'main.js'), 'utf8'), /from "wechat-mobile-bind";/)
})

// With conditions of its own a bundler may leave out `module`: then it gets a script, which has to be told where the wasm is.
for (const entry of ['./require.cjs', '../vite/main.js']) {
  test(`webpack, with conditions of its own, says of ${entry} what to pass`, async (t) => {
    const out = await output('webpack-conditions')
    const options = "{ resolve: { conditionNames: ['own', 'browser', 'require', 'import'] } }"
    await run(process.execPath, ['webpack/build.mjs', out, entry, options])
    await pageFor(out, 'main.js')
    assert.match(
      await title(`${await serve(t, out)}#${sandbox.origin}`),
      /LoadError: .*`createClient\(\{ …, wasm \}\)`/,
    )
  })
}

for (const format of ['esm', 'iife']) {
  test(`esbuild, by require and with a condition of its own, takes the entry for browsers as ${format}`, async (t) => {
    const out = await output(`esbuild-${format}`)
    const options = ['--bundle', `--format=${format}`, '--loader:.wasm=file', '--conditions=own', `--outdir=${out}`]
    await run(tool('esbuild'), ['esbuild/require.cjs', ...options, '--log-override:empty-import-meta=silent'])
    await pageFor(out, 'require.js')
    assert.equal(await title(`${await serve(t, out)}#${sandbox.origin}`), 'SUCCESS 王芳')
  })
}

for (const [name, options] of [
  ['by its condition', ['--conditions=react-native,require']],
  [
    'by its main field, without exports',
    ['--main-fields=react-native,browser,main', `--alias:wechat-mobile-bind=./${PACKAGE}`],
  ],
]) {
  test(`React Native finds ${name} what says in one sentence what to do`, async () => {
    const out = join(await output('react-native'), 'main.cjs')
    // What Hermes can't take, this refuses.
    const hermes = ['--bundle', '--format=cjs', '--platform=neutral', '--target=hermes0.7', `--outfile=${out}`]
    await run(tool('esbuild'), ['react-native/main.js', ...hermes, ...options])
    assert.match(
      (await run(process.execPath, [out])).stdout,
      /^WASM_UNAVAILABLE true true wechat-mobile-bind does not run in React Native, .* server/,
    )
  })
}
