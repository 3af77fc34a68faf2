// What is in the package.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, 'node_modules/wechat-mobile-bind')
const WASM = 'wechat_mobile_bind.wasm'
/** @param {string} file */
const read = (file) => readFileSync(join(ROOT, file))

test('the package holds these files and no others', () => {
  assert.deepEqual(readdirSync(ROOT, { recursive: true }).sort(), [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'bin.cjs',
    'browser.cjs',
    'docs',
    'docs/after.md',
    'docs/after.zh-CN.md',
    'docs/miniprogram.md',
    'docs/miniprogram.zh-CN.md',
    'docs/recipes.md',
    'docs/recipes.zh-CN.md',
    'docs/reference.md',
    'docs/reference.zh-CN.md',
    'docs/server.md',
    'docs/server.zh-CN.md',
    'docs/testing.md',
    'docs/testing.zh-CN.md',
    'docs/tools.md',
    'docs/tools.zh-CN.md',
    'docs/troubleshooting.md',
    'docs/troubleshooting.zh-CN.md',
    'index.d.cts',
    'index.d.ts',
    'llms.txt',
    'miniprogram',
    'miniprogram.cjs',
    'miniprogram.d.cts',
    'miniprogram/package.json',
    'miniprogram_dist',
    'miniprogram_dist/index.js',
    'miniprogram_dist/miniprogram.js',
    'miniprogram_dist/wechat_mobile_bind.wasm',
    'miniprogram_dist/wechat_mobile_bind.wasm.br',
    'node.cjs',
    'node.cjs.map',
    'node.mjs',
    'node.mjs.map',
    'package.json',
    'react-native.cjs',
    'testing',
    'testing.cjs',
    'testing.d.cts',
    'testing.d.ts',
    'testing.mjs',
    'testing/package.json',
    'web.cjs',
    'web.js',
    'web.js.map',
    'wechat_mobile_bind.wasm',
    'wechat_mobile_bind.wasm.d.ts',
  ])
})

test('every path that package.json names exists', () => {
  const manifest = JSON.parse(String(read('package.json')))
  /** @type {(value: any) => string[]} */
  const paths = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(paths))
  for (const path of [
    manifest.main,
    manifest.module,
    manifest.types,
    manifest['react-native'],
    manifest.bin,
    `${manifest.miniprogram}/index.js`,
    ...paths(manifest.exports),
  ]) {
    assert.ok(read(path).length > 0, path)
  }
})

test('nothing of the fake service is in what an app ships', () => {
  for (const file of ['testing.mjs', 'testing.cjs', 'bin.cjs']) assert.ok(read(file).includes('sandbox-'), file)
  for (const file of [
    'web.js',
    'web.cjs',
    'node.mjs',
    'node.cjs',
    'miniprogram.cjs',
    'miniprogram_dist/index.js',
    WASM,
  ])
    assert.doesNotMatch(read(file).toString('latin1'), /sandbox|fake service|13800138000|testing/i, file)
})

test('each entry names its wasm in the very words that bundlers look for', () => {
  /** @type {[string, string][]} */
  const words = [
    ['web.js', 'new URL("./wechat_mobile_bind.wasm",import.meta.url)'],
    ['node.mjs', 'readFile(new URL("./wechat_mobile_bind.wasm", import.meta.url))'],
    ['node.cjs', 'import_node_path.join)(__dirname, "wechat_mobile_bind.wasm"))'],
  ]
  for (const [file, text] of words) assert.ok(read(file).includes(text), file)
})

test('the ES module of Node.js requires nothing', () => {
  const code = String(read('node.mjs'))
  assert.doesNotMatch(code, /\brequire\b|node\.cjs/)
  const imports = [...code.matchAll(/^import .* from "(.*)";$/gm)].map(([, name]) => name)
  assert.ok(imports.length > 0 && imports.every((name) => name.startsWith('node:')), String(imports))
})

test('a source map has all sources in it, and points to nothing outside the package', () => {
  for (const file of ['node.cjs', 'node.mjs', 'web.js']) {
    assert.ok(String(read(file)).endsWith(`\n//# sourceMappingURL=${file}.map\n`), file)
    const { sources, sourcesContent } = JSON.parse(String(read(`${file}.map`)))
    assert.ok(sources.includes(`pkg-template/${file.split('.')[0]}/index.ts`), file)
    for (const [index, source] of sources.entries()) {
      assert.match(source, /^(pkg-template|src)\/|^generated:glue\.js$/)
      assert.ok(sourcesContent[index].length > 0, source)
    }
  }
})

// Webpack 4 and Jest 27 look for a subpath as Node.js 10 did: a file of that name with an extension that they know, then a folder.
test('a tool without `exports` finds the subpaths by their folders', () => {
  for (const subpath of ['miniprogram', 'testing']) {
    for (const extension of ['js', 'json', 'node']) assert.ok(!existsSync(join(ROOT, `${subpath}.${extension}`)))
    const { main, types } = JSON.parse(String(read(`${subpath}/package.json`)))
    assert.deepEqual([main, types], [`../${subpath}.cjs`, `../${subpath}.d.cts`])
  }
})

test('no type of the public surface is any', () => {
  for (const [file, known] of [
    ['index.d.ts', 'export interface Client '],
    ['testing.d.ts', 'export interface FakeService '],
  ]) {
    const code = read(file)
      .toString()
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    assert.ok(code.includes(known), file)
    assert.doesNotMatch(code, /\bany\b/, file)
  }
})

test('name, version and addresses are those of Cargo.toml', () => {
  const cargo = readFileSync(join(import.meta.dirname, '../../Cargo.toml'), 'utf8')
  /** @param {string} field */
  const told = (field) => new RegExp(`^${field} = "(.*)"$`, 'm').exec(cargo)?.[1]
  const { name, version, homepage, bugs, repository } = JSON.parse(String(read('package.json')))
  assert.deepEqual([name, version, homepage], [told('name'), told('version'), told('homepage')])
  const address = told('repository')
  assert.equal(repository?.url, address && `git+${address}.git`)
  assert.equal(bugs, address && `${address}/issues`)
})

test('types come first in every condition', () => {
  /** @type {(value: any) => any[]} */
  const conditions = (value) => (typeof value === 'string' ? [] : [value, ...Object.values(value).flatMap(conditions)])
  const { exports } = JSON.parse(String(read('package.json')))
  const typed = conditions(exports).filter(({ types }) => types)
  assert.equal(typed.length, 10)
  for (const condition of typed) assert.equal(Object.keys(condition)[0], 'types')
})

test('nothing in the package names the machine that built it', () => {
  for (const file of readdirSync(ROOT, { recursive: true, encoding: 'utf8' })) {
    if (statSync(join(ROOT, file)).isDirectory()) continue
    assert.doesNotMatch(read(file).toString('latin1'), /\/(home|root|Users|work|tmp)\/|\.cargo|rustlib/, file)
  }
})
