// What is in the package.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, 'node_modules/wechat-mobile-bind')
/** @param {string} file */
const read = (file) => readFileSync(join(ROOT, file))

const MANIFEST = JSON.parse(String(read('package.json')))

/** @type {(value: any) => string[]} */
const paths = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(paths))

/** The files that package.json names. */
const NAMED = new Set(
  [
    MANIFEST.main,
    MANIFEST.module,
    MANIFEST.types,
    MANIFEST['react-native'],
    MANIFEST.bin,
    `${MANIFEST.miniprogram}/index.js`,
    ...paths(MANIFEST.exports),
  ].map((path) => join(path)),
)

/** The names below the package's that have a folder, for tools that don't know `exports`. */
const SUBPATHS = Object.keys(MANIFEST.exports)
  .filter((subpath) => /^\.\/[\w-]+$/.test(subpath))
  .map((subpath) => subpath.slice(2))

test('the package holds what package.json names, these files, and no others', () => {
  const pages = ['after', 'miniprogram', 'recipes', 'reference', 'server', 'testing', 'tools', 'troubleshooting']
  const others = [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'docs',
    ...pages.flatMap((page) => [`docs/${page}.md`, `docs/${page}.zh-CN.md`]),
    'llms.txt',
    'miniprogram_dist',
    'miniprogram_dist/miniprogram.js',
    'miniprogram_dist/wechat_mobile_bind.wasm',
    'miniprogram_dist/wechat_mobile_bind.wasm.br',
    'node.cjs.map',
    'node.mjs.map',
    'web.cjs',
    'web.js.map',
    ...SUBPATHS.flatMap((subpath) => [subpath, `${subpath}/package.json`]),
  ]
  assert.deepEqual(readdirSync(ROOT, { recursive: true }).sort(), [...NAMED, ...others].sort())
})

test('nothing of the fake service is in what an app ships', () => {
  const service = ['testing.mjs', 'testing.cjs', 'bin.cjs']
  for (const file of service) assert.ok(read(file).includes('sandbox-'), file)
  const shipped = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.([cm]?js|wasm)$/.test(file),
  )
  assert.ok(shipped.length > 8, String(shipped))
  for (const file of shipped.filter((file) => !service.includes(file)))
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
  assert.ok(SUBPATHS.length > 1)
  for (const subpath of SUBPATHS) {
    for (const extension of ['js', 'json', 'node']) assert.ok(!existsSync(join(ROOT, `${subpath}.${extension}`)))
    const { main, types } = JSON.parse(String(read(`${subpath}/package.json`)))
    const entry = MANIFEST.exports[`./${subpath}`]
    const required = entry.require ?? entry
    assert.deepEqual([join(subpath, main), join(subpath, types)], [join(required.default), join(required.types)])
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
  const typed = conditions(MANIFEST.exports).filter((condition) => typeof condition.default === 'string')
  assert.ok(typed.length > 5)
  for (const condition of typed) assert.equal(Object.keys(condition)[0], 'types')
})

test('nothing in the package names the machine that built it', () => {
  for (const file of readdirSync(ROOT, { recursive: true, encoding: 'utf8' })) {
    if (statSync(join(ROOT, file)).isDirectory()) continue
    assert.doesNotMatch(read(file).toString('latin1'), /\/(home|root|Users|work|tmp)\/|\.cargo|rustlib/, file)
  }
})
