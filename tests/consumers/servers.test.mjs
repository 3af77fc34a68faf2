// Bundlers build programs for Node.js on the packed package, and these bind at the sandbox.

import assert from 'node:assert/strict'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeFileTrace } from '@vercel/nft'
import { claimed, isEnglish } from '../examples/blocks.mjs'
import { emptyFolder } from '../examples/empty-folder.mjs'
import { sandbox } from './sandbox.mjs'
import { BOUND, HERE, output, PACKAGE, run, setting, tool, VITE, WASM } from './tools.mjs'

/** @param {string} program */
const printedBy = async (program) => (await run(process.execPath, [program, sandbox.origin])).stdout

/** @type {Record<string, (out: string) => Promise<string>>} */
const BUNDLERS = {
  async webpack(out) {
    const options = "{ target: 'node', output: { path: process.argv[2], filename: 'main.cjs' } }"
    await run(process.execPath, ['webpack/build.mjs', out, '../node/esm.mjs', options])
    return 'main.cjs'
  },
  async rspack(out) {
    await run(process.execPath, ['rspack/build.mjs', out, '../node/esm.mjs', 'node', 'main.cjs'])
    return 'main.cjs'
  },
  async 'esbuild, with the wasm beside it,'(out) {
    const options = ['--bundle', '--format=esm', '--platform=node', '--out-extension:.js=.mjs', `--outdir=${out}`]
    await run(tool('esbuild'), ['node/esm.mjs', ...options])
    await copyFile(join(HERE, PACKAGE, WASM), join(out, WASM))
    return 'esm.mjs'
  },
  async 'ncc, with the package outside,'(out) {
    await run(tool('ncc'), [
      'build',
      'node/esm.mjs',
      ...setting('--external wechat-mobile-bind').split(' '),
      '--out',
      out,
    ])
    return 'index.mjs'
  },
  async 'vite, for a server,'(out) {
    await viteServer(out)
    return 'esm.mjs'
  },
  async 'vite, for a server with nothing else outside,'(out) {
    await viteServer(out, `noExternal: true, ${setting("external: ['wechat-mobile-bind']")}`)
    return 'esm.mjs'
  },
}
for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`${name} builds a program for Node.js, which binds`, async () => {
    const out = await output(`server-${name}`)
    assert.equal(await printedBy(join(out, await build(out))), `${BOUND}\n`)
  })
}

/**
 * @param {string} out
 * @param {string} ssr its settings
 */
async function viteServer(out, ssr = '') {
  const config = `${out}.config.mjs`
  const options = "build: { ssr: 'node/esm.mjs', rolldownOptions: { output: { entryFileNames: '[name].mjs' } } }"
  await writeFile(config, `export default { ssr: { ${ssr} }, ${options} }`)
  await run(process.execPath, [VITE.vite8, 'build', '--config', config, '--outDir', out, '--logLevel', 'warn'])
}

test('where vite takes the package in, its error says to leave it outside', async () => {
  const out = await output('server-inside')
  await viteServer(out, 'noExternal: true')
  await assert.rejects(printedBy(join(out, 'esm.mjs')), /LoadError: .* keep this package external/)
})

for (const [program, entry] of [
  ['esm.mjs', 'node.mjs'],
  ['commonjs.cjs', 'node.cjs'],
]) {
  test(`a tracer of files, as of Vercel and Nuxt, takes along ${entry} and the wasm`, async () => {
    const { fileList, warnings } = await nodeFileTrace([join(HERE, 'node', program)], { base: HERE })
    assert.deepEqual([...warnings], [])
    for (const file of [entry, WASM]) assert.ok(fileList.has(join(PACKAGE, file)), [...fileList].join())
  })
}

for (const { title, ...block } of claimed('single file').filter(isEnglish)) {
  test(`${title} is a function in one file, by the line that is printed with it`, async (t) => {
    const folder = await emptyFolder(t, {
      lines: ['npm install wechat-mobile-bind'],
      files: [block],
      modules: join(HERE, 'node_modules'),
    })
    const [line] = claimed('single file build').filter(({ page }) => page === block.page)
    const [npx, program, ...args] = line.code.trim().split(' ')
    assert.deepEqual([npx, program], ['npx', 'esbuild'])
    await run(tool(program), args, { cwd: folder })
    assert.deepEqual(await readdir(join(folder, 'dist')), ['handler.cjs'])

    const script = `const { handler } = require('./dist/handler.cjs')
      const body = JSON.stringify({ loginCode: 'stranger-' + Date.now(), phoneCode: '13800138000.' + Date.now(), device: { fingerprint: 'f' } })
      handler({ body }).then(({ statusCode, body }) => console.log(statusCode, body))`
    const tenant = join(HERE, '../examples/tenant.mjs')
    const env = { ...process.env, SANDBOX: sandbox.origin }
    // Away from the package: the file has all it needs.
    await run('mv', [join(folder, 'node_modules'), join(folder, 'gone')])
    const { stdout } = await run(process.execPath, ['--import', tenant, '--eval', script], { cwd: folder, env })
    assert.match(stdout, /^200 .*"status":"SUCCESS".*张伟/)
  })
}
