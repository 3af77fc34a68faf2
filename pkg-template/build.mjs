// Lays out the npm package in pkg/: bundles, wasm, types, pages and package.json. `cargo xtask build` runs it.
//
//   node pkg-template/build.mjs <finished wasm> <folder that wasm-bindgen wrote, with names.json of the optimiser>

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

const ROOT = join(import.meta.dirname, '..')
const PKG = join(ROOT, 'pkg')
const WASM = 'wechat_mobile_bind.wasm'

const [finished, bound] = process.argv.slice(2)

// Small, and with no comment that names a path of this machine. Names stay, unless it is minified: they help whoever reads a stack
// trace more than the few bytes would.
/** @type {import('esbuild').BuildOptions} */
const SHAPE = {
  bundle: true,
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'utf8',
  logLevel: 'warning',
}

/** @type {import('esbuild').BuildOptions} */
const NODE = {
  entryPoints: ['node/index.ts'],
  platform: 'node',
  target: 'node20',
  inject: ['node/globals.ts'],
  // A server downloads nothing: there readable stack traces are worth more than bytes.
  minifyWhitespace: false,
  minifySyntax: false,
  sourcemap: 'linked',
}

/**
 * Those with options for terser are minified by it: an eighth less after brotli than by esbuild.
 *
 * @type {(import('esbuild').BuildOptions & { outfile: string, terser?: import('terser').MinifyOptions })[]}
 */
const BUNDLES = [
  { ...NODE, outfile: 'node.mjs', format: 'esm', alias: { '#own-wasm': './node/own-wasm-module.ts' } },
  { ...NODE, outfile: 'node.cjs', format: 'cjs', alias: { '#own-wasm': './node/own-wasm-commonjs.ts' } },
  // No line limit: it breaks strings apart, and a bundler no longer recognises `new URL("….wasm", import.meta.url)`.
  {
    entryPoints: ['web/index.ts'],
    outfile: 'web.js',
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
    terser: { module: true, ecma: 2020, compress: { passes: 2 } },
    sourcemap: 'linked',
  },
  // For tools that know no `import.meta`, and parse no more than ES2017.
  {
    entryPoints: ['web/index.ts'],
    outfile: 'web.cjs',
    format: 'cjs',
    // Only then esbuild lists the names of the exports for whoever imports it as a module.
    platform: 'node',
    target: 'es2017',
    minifyIdentifiers: true,
    define: { 'import.meta.url': 'undefined' },
  },
  // The syntax of Chrome 53 and iOS 10, which WeChat does not always lower. A code package has a limit and does not travel
  // compressed, so names are shortened.
  {
    entryPoints: ['miniprogram/index.ts'],
    outfile: 'miniprogram.cjs',
    format: 'cjs',
    platform: 'browser',
    target: 'es2015',
    inject: ['miniprogram/globals.ts'],
    // What is on top keeps its place: whoever imports this as a module finds the names only in an object of plain names.
    terser: { ecma: 2015, mangle: { toplevel: true }, compress: { passes: 2 } },
    // WeChat's upload drops source maps, so there is none.
    // The entry is a module that exports as CommonJS does.
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  },
  // For tests, wherever they run: it loads no wasm, and uses nothing of a host but timers and, where it is, WebCrypto.
  { entryPoints: ['testing/index.ts'], outfile: 'testing.mjs', format: 'esm', target: 'es2020', lineLimit: 120 },
  { entryPoints: ['testing/index.ts'], outfile: 'testing.cjs', format: 'cjs', target: 'es2020', lineLimit: 120 },
  // The same service over HTTP: what `npx wechat-mobile-bind` runs.
  {
    entryPoints: ['bin/main.ts'],
    outfile: 'bin.cjs',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    loader: { '.html': 'text' },
    lineLimit: 120,
  },
]

/** What the shell imports from the glue. */
const GLUE_EXPORTS = ['Client', 'decodeIdToken', 'displayRows', 'isExpired', 'packageVersion', '__wbg_set_wasm']

const PAGES = ['after', 'miniprogram', 'recipes', 'reference', 'server', 'testing', 'tools', 'troubleshooting']

/** Marks the sections of the READMEs that speak of the repository alone. */
const OF_THE_REPOSITORY = '<!-- only in the repository -->'

/** The modules that the glue shares with the shell, and what it takes from them. */
const SHARED = { errors: ['createError', 'isBindError'], get: ['define', 'get', 'merge', 'read'] }

/**
 * Leaves these modules out of the glue: it takes the shell's, so that all instances and the shell have the same classes.
 *
 * @type {import('esbuild').Plugin}
 */
const SHARED_MODULES = {
  name: 'shared-modules',
  setup({ onLoad, onResolve }) {
    for (const [module, names] of Object.entries(SHARED)) {
      onResolve({ filter: new RegExp(`/${module}\\.js$`) }, () => ({ path: module, namespace: `shared-${module}` }))
      onLoad({ filter: /./, namespace: `shared-${module}` }, () => ({
        contents: `export const ${names.map((name) => `${name} = shared_${module}.${name}`)}`,
      }))
    }
  },
}

/** @param {string[]} path */
const template = (...path) => join(import.meta.dirname, ...path)
/** @param {string} path */
const text = (path) => readFileSync(path, 'utf8')

const CARGO = cargoManifest()
const TEMPLATE = JSON.parse(text(template('package.json')))

rmSync(PKG, { recursive: true, force: true })
mkdirSync(join(PKG, 'docs'), { recursive: true })
cpSync(template('shipped'), PKG, { recursive: true })
await bundleAll(await glueFactory())
layOutTypes()
layOutWasm()
layOutPages()
writeFileSync(join(PKG, 'package.json'), manifest())
layOutFolders()

/**
 * Bundles what wasm-bindgen wrote into a module that exports `createGlue(globalThis)`. The glue keeps its instance in variables
 * of its module: inside a function there is one glue for each instance, whose work is scheduled by what it finds on its
 * `globalThis`. What it gives to the wasm and takes from it gets the names that the optimiser gave. Returns the file.
 */
async function glueFactory() {
  const source = `./${WASM.replace('.wasm', '_bg.js')}`
  /** @type {{ imports: [module: string, name: string, minified: string][], exports: [name: string, minified: string][] }} */
  const { imports, exports } = JSON.parse(text(join(bound, 'names.json')))
  const foreign = imports.find(([module]) => module !== source)
  if (foreign) throw new Error(`the wasm imports \`${foreign[1]}\` from ${foreign[0]}, not from its glue`)
  const importNames = imports.map(([, name]) => name)
  const names = Object.fromEntries([...imports.map(([, ...pair]) => pair), ...exports])
  const [{ module }] = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(finished)))
  const outfile = join(bound, 'factory.js')
  await build({
    // A bundler's own object of a module's exports would be made by a loop over names that stops at what somebody has put on
    // `Object.prototype`. Names in quotes stay as they are.
    stdin: {
      contents: `import { ${[...GLUE_EXPORTS, ...importNames]} } from '${source}'
        Object.assign(glue, { ${importNames}, ${GLUE_EXPORTS.map((name) => `'${name}': ${name}`)} })`,
      resolveDir: bound,
    },
    outfile,
    bundle: true,
    format: 'iife',
    mangleProps: new RegExp(`^(?:${Object.keys(names).join('|')})$`),
    mangleCache: names,
    banner: {
      js: `${Object.keys(SHARED)
        .map((name) => `import * as shared_${name} from '../src/wasm/${name}.js'\n`)
        .join('')}
        export const IMPORTS = ${JSON.stringify(module)}, VERSION = ${JSON.stringify(CARGO.version)}
        export function createGlue(globalThis) { const { queueMicrotask } = globalThis, glue = Object.create(null);`,
    },
    footer: { js: 'return glue }' },
    plugins: [SHARED_MODULES],
    logLevel: 'warning',
    // Comments name files from here on, whatever folder this is.
    absWorkingDir: bound,
  })
  return outfile
}

/** @param {string} glue the module that `glueFactory` bundled */
async function bundleAll(glue) {
  for (const { outfile, terser, ...options } of BUNDLES) {
    const { outputFiles } = await build({
      ...SHAPE,
      platform: 'neutral',
      ...options,
      plugins: [glueFrom(glue)],
      absWorkingDir: import.meta.dirname,
      // As if it lay at the root: then a source map names sources as the repository does, not those above the package.
      outfile: join(ROOT, outfile),
      write: false,
    })
    const files = Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]))
    if (terser) Object.assign(files, await minifyBundle(files, outfile, terser))
    for (const [name, contents] of Object.entries(files)) writeFileSync(join(PKG, name), contents)
  }
}

/**
 * The bundle `name` of these files, minified, and its source map if it has one.
 *
 * @param {Record<string, string>} files
 * @param {string} name
 * @param {import('terser').MinifyOptions} options
 */
async function minifyBundle(files, name, options) {
  const mapName = `${name}.map`
  const sourceMap = files[mapName] ? { content: files[mapName], url: mapName, includeSources: true } : false
  const { code, map } = await minify({ [name]: files[name] }, { ...options, sourceMap })
  return { [name]: `${code}\n`, ...(map && { [mapName]: map }) }
}

/**
 * Resolves `#glue` to that file, under a name that tells nothing of the folder it was built in.
 *
 * @param {string} file
 * @returns {import('esbuild').Plugin}
 */
function glueFrom(file) {
  return {
    name: 'glue',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^#glue$/ }, () => ({ path: 'glue.js', namespace: 'generated' }))
      onLoad({ filter: /./, namespace: 'generated' }, () => ({ contents: text(file), resolveDir: import.meta.dirname }))
    },
  }
}

/** TypeScript reads a `.d.ts` as another module for `require`: there it needs a `.d.cts`. */
function layOutTypes() {
  for (const name of ['index', 'testing']) {
    const types = text(template('shipped', `${name}.d.ts`))
    writeFileSync(join(PKG, `${name}.d.cts`), types.replaceAll(`from './index.js'`, `from './index.cjs'`))
  }
}

/** The wasm for bundlers, and the folder that WeChat's "build npm" copies: the bundle, the wasm as it is and compressed. */
function layOutWasm() {
  const miniProgram = join(PKG, 'miniprogram_dist')
  cpSync(finished, join(PKG, WASM))
  cpSync(finished, join(miniProgram, WASM))
  writeFileSync(join(miniProgram, `${WASM}.br`), brotliCompressSync(readFileSync(finished)))
  cpSync(join(PKG, 'miniprogram.cjs'), join(miniProgram, 'index.js'))
}

function layOutPages() {
  for (const page of PAGES.flatMap((name) => [`${name}.md`, `${name}.zh-CN.md`])) {
    cpSync(join(ROOT, 'docs', page), join(PKG, 'docs', page))
  }
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const sections = text(join(ROOT, name)).split(/^(?=## )/m)
    const kept = sections.filter((section) => !section.includes(OF_THE_REPOSITORY))
    writeFileSync(join(PKG, name), `${kept.join('').trimEnd()}\n`)
  }
  for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(join(ROOT, name), join(PKG, name))
}

/** What Cargo.toml knows. */
function cargoManifest() {
  const options = ['metadata', '--format-version=1', '--no-deps', '--locked']
  const { packages } = JSON.parse(execFileSync('cargo', options, { cwd: ROOT, encoding: 'utf8' }))
  return packages.find(
    (/** @type {{ manifest_path: string }} */ entry) => entry.manifest_path === join(ROOT, 'Cargo.toml'),
  )
}

/** Folders for tools without `exports`, which look for a subpath as Node.js 10 did: a package.json that says the same. */
function layOutFolders() {
  for (const [subpath, entry] of Object.entries(TEMPLATE.exports)) {
    if (!/^\.\/[\w-]+$/.test(subpath)) continue
    const { types, default: main } = entry.require ?? entry
    const from = (/** @type {string | undefined} */ path) => path?.replace('./', '../')
    const folder = join(PKG, subpath)
    mkdirSync(folder)
    const manifest = { main: from(main), module: from(entry.import?.default), types: from(types) }
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  }
}

/** package.json: what Cargo.toml knows, then everything else that the template says. */
function manifest() {
  const { name, version, license, repository, homepage } = CARGO
  const addresses = {
    ...(repository && { repository: { type: 'git', url: `git+${repository}.git` }, bugs: `${repository}/issues` }),
    ...(homepage && { homepage }),
  }
  return `${JSON.stringify({ name, version, license, ...addresses, ...TEMPLATE }, null, 2)}\n`
}
