// Every code block of the documentation is checked by exactly one test, holds to the types, and is the same in both editions.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'
import { render } from '../miniprogram/simulator/wxml.mjs'
import { blocksOf, CHECKS, claimed, claims, english, isChinese, pages, ROOT } from './blocks.mjs'
import { ownLines } from './empty-folder.mjs'

/** @import { Block } from './blocks.mjs' */

/** @param {string} path */
const read = (path) => readFileSync(join(ROOT, path), 'utf8')
const PAGES = pages()

test('each block is claimed by one check', () => {
  for (const page of PAGES) {
    const blocks = blocksOf(page)
    assert.equal(blocks.length, claims(page).length, `${page} has blocks that no check claims, or lacks some`)
    for (const { check, title } of blocks) assert.ok(check in CHECKS, title)
  }
})

test('each check asks for its blocks, and has some', () => {
  for (const [check, file] of Object.entries(CHECKS)) {
    assert.ok(read(join('tests', file)).includes(`claimed('${check}')`), `${file} asks for no block of \`${check}\``)
    assert.notEqual(claimed(check).length, 0, check)
  }
})

// Editions.

/** Words for people: Chinese, or several words. A name, a path or a code is the same in both editions. */
const PROSE = /[\u2e80-\uffef]|\S\s\S/
/** @param {string} text */
const neutral = (text) => (PROSE.test(text) ? 'words' : text.replace(/\bzh\b/g, 'en'))

/** @param {unknown} list */
const isEmpty = (list) => Array.isArray(list) && list.length === 0

/**
 * The tokens of a script, less its comments and its words for people.
 *
 * @param {string} code
 */
function tokens(code) {
  /** @param {string} text */
  const parse = (text) => ts.createSourceFile('block.js', text, ts.ScriptTarget.Latest, true)
  // Part of an object is no script by itself.
  const whole = parse(code)
  const file = 'parseDiagnostics' in whole && isEmpty(whole.parseDiagnostics) ? whole : parse(`({ ${code} })`)
  /**
   * @param {ts.Node} node
   * @returns {string[]}
   */
  const leaves = (node) => {
    if (ts.isJSDoc(node)) return []
    const children = node.getChildren(file)
    if (children.length > 0) return children.flatMap(leaves)
    const text = node.getText(file)
    if (ts.isJsxText(node)) return [neutral(text)]
    return ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node)
      ? [neutral(text)]
      : [text.replace(/^zh$/, 'en')]
  }
  return leaves(file).filter(Boolean)
}

/**
 * The tags and expressions of a markup, less its words for people.
 *
 * @param {string} code
 */
const tags = (code) =>
  [...code.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<[^>]*>|\{\{[\s\S]*?\}\}/g)].map(([tag]) =>
    tag.replace(/'[^']*'/g, neutral).replace(/\bzh\b/g, 'en'),
  )

/** @type {Record<string, (code: string) => unknown>} */
const SAME = {
  js: tokens,
  jsx: tokens,
  vue(code) {
    const [, script, markup] = /<script setup>([\s\S]*?)<\/script>([\s\S]*)/.exec(code) ?? []
    return [tokens(script), tags(markup)]
  },
  html: tags,
  json: JSON.parse,
  sh: (code) => code.replace(/\s+#.*$/gm, ''),
  // Without the names of who takes part, and without the notes beside the last of the lines.
  text: (code) =>
    code
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, line.lastIndexOf('│') + 1)),
}

for (const page of PAGES.filter(isChinese)) {
  test(`${page} has the code of the English edition`, () => {
    const [chinese, original] = [blocksOf(page), blocksOf(english(page))]
    assert.deepEqual(
      chinese.map(({ language, file }) => [language, file]),
      original.map(({ language, file }) => [language, file]),
    )
    for (const [index, { language, code, title }] of chinese.entries())
      assert.deepEqual(SAME[language](code), SAME[language](original[index].code), title)
  })
}

test('two editions that differ are told apart', () => {
  const words = "say('a word or two') // so"
  assert.deepEqual(tokens(words), tokens("say('一两句话') // 这样"))
  assert.notDeepEqual(tokens(words), tokens("say('done') // so"))
  assert.notDeepEqual(tokens("hint.en('a b')"), tokens("hint.de('a b')"))
  assert.deepEqual(tokens('hint.en'), tokens('hint.zh'))
  /** @param {number} number */
  const afterTemplate = (number) => `\`\${a}/b\`, ${number}`
  assert.notDeepEqual(tokens(afterTemplate(30)), tokens(afterTemplate(60)))
  assert.notDeepEqual(tags('<view wx:if="{{a.b}}">x</view>'), tags('<view wx:if="{{a.c}}">x</view>'))
  assert.deepEqual(tags("<view>x {{a ? 'it is so' : b.en}}</view>"), tags("<view>是 {{a ? '是这样' : b.zh}}</view>"))
})

// What is neither a script nor shown by a page.

const manifests = ['package.json', 'tests/examples/package.json', 'tests/consumers/package.json'].map((path) =>
  JSON.parse(read(path)),
)
const KNOWN_PACKAGES = new Set([
  'wechat-mobile-bind',
  ...manifests.flatMap(({ devDependencies }) => Object.keys(devDependencies)),
])
/**
 * The words of a command line, quoted ones whole.
 *
 * @param {string} line
 */
const words = (line) => [...line.matchAll(/'[^']*'|"[^"]*"|\S+/g)].map(([word]) => word)

/**
 * @param {string} line
 * @param {string[]} paths
 */
function assertPathsExist(line, paths) {
  for (const path of paths) assert.ok(existsSync(join(ROOT, path)), `${line}: there is no ${path}`)
}

/**
 * How each program is checked: by the line, its words after the program, and the files that the page prints.
 *
 * @type {Record<string, (line: string, rest: string[], printed: string[]) => void>}
 */
const PROGRAMS = {
  cargo(line, [subcommand, task, ...rest]) {
    if (subcommand === 'fuzz') assertPathsExist(line, [`fuzz/fuzz_targets/${rest[4]}.rs`])
    if (subcommand !== 'xtask') return
    const xtask = ['run', '--quiet', '--locked', '--package', 'xtask', '--', task, '--help']
    const help = execFileSync('cargo', xtask, { cwd: ROOT, encoding: 'utf8' })
    for (const word of [task, ...rest.filter((word) => word.startsWith('--'))])
      assert.ok(help.includes(word), `${line}: no \`${word}\``)
  },
  npm(line, [subcommand, ...rest]) {
    if (subcommand !== 'install') return
    for (const name of rest.filter((word) => !word.startsWith('-')))
      assert.ok(KNOWN_PACKAGES.has(name.replace(/@[\d.]+$/, '')), `${line}: no test uses ${name}`)
  },
  npx(line, [name]) {
    if (name === 'wechat-mobile-bind') assert.ok('bin' in JSON.parse(read('pkg-template/package.json')), line)
    else assertPathsExist(line, [`node_modules/.bin/${name}`])
  },
  node(line, rest, printed) {
    if (rest[0] === '--test') assertPathsExist(line, rest.slice(1))
    else if (rest[0] !== '-e') assert.ok(printed.includes(rest[0]), `${line}: no block is the file ${rest[0]}`)
  },
  git() {},
  'wasm-pack'() {},
}

test('each shell line runs a command that there is', () => {
  for (const { page, code } of claimed('shell')) {
    const printed = blocksOf(page).map(({ file }) => file)
    for (const line of code.split('\n')) {
      const command = line.replace(/(^|\s)#.*$|^([A-Z_]+=\S+ )+/g, '').trim()
      for (const [program, ...rest] of command.split(' && ').filter(Boolean).map(words)) {
        assert.ok(program in PROGRAMS, `${page}: \`${program}\` is not known`)
        PROGRAMS[program](line, rest, printed)
      }
    }
  }
})

/** What is the whole of a simple case: checks of blocks that follow each other on a page. */
const SIMPLE = [
  ['wxml', 'page'],
  ['html', 'web page'],
  ['server in 15 lines'],
  ...['react', 'pinia', 'hono'].map((check) => [check]),
]
/** A page that has the simple case of another one, and more. */
const AT_LENGTH = /^docs\/miniprogram\./

test('a simple case has 15 lines of a reader’s own at most', () => {
  for (const page of PAGES.filter((page) => !AT_LENGTH.test(page))) {
    for (const checks of SIMPLE) {
      const blocks = blocksOf(page).filter(({ check }) => checks.includes(check))
      const count = ownLines(...blocks).length
      assert.ok(count <= 15, `${page}, ${checks.join(' and ')}: ${count} lines`)
    }
  }
})

test('each JSON block is JSON', () => {
  for (const { code, title } of claimed('json')) assert.ok(JSON.parse(code), title)
})

test('a drawing names files that there are', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true }).map((path) => basename(String(path)))
  for (const { code } of claimed('drawing')) {
    const named = code.match(/\w+\.rs/g) ?? []
    assert.ok(named.length > 0)
    for (const file of named) assert.ok(files.includes(file), `there is no ${file}`)
  }
})

test('the drawing of a sign-in names what there is, in the order in which it happens', () => {
  const types = read('pkg-template/shipped/index.d.ts')
  for (const { code } of claimed('sequence')) {
    const said = code.match(/client\.\w+|[A-Z]{3,}_?[A-Z]+|\w+Code|`\w+`/g) ?? []
    const [login, bind] = ['loginCode client.login SUCCESS SOCIAL_BIND USER_REGISTER', 'phoneCode client.bind']
    assert.equal(said.join(' '), `${login} ${bind} client.registerAndBind SUCCESS \`expiresIn\``)
    for (const name of said.map((word) => word.replace(/client\.|`/g, ''))) assert.ok(types.includes(name), name)
  }
})

test('the drawing of the steps names each step of the state', () => {
  const [, union] = /\n {2}step: (.*)\n/.exec(read('pkg-template/shipped/miniprogram.d.cts')) ?? []
  const names = String(union)
    .split(' | ')
    .map((name) => name.slice(1, -1))
  assert.equal(names.length, 6)
  for (const { code, title } of claimed('steps')) {
    for (const name of names) assert.ok(code.includes(name), `${title} lacks ${name}`)
  }
})

test('a button alone calls the handler of the pages', () => {
  for (const { code, title } of claimed('button')) {
    const [button] = render(code, {}).buttons
    assert.deepEqual([button.handler, button.event], ['onPress', 'getphonenumber'], title)
  }
})

// Types.

const TYPED = join(import.meta.dirname, 'node_modules/.typed')
rmSync(TYPED, { recursive: true, force: true })

/** What blocks take as given, and modules without types of their own. */
const GIVEN = `
  declare const domain: string
  declare const clientId: string
  declare const error: import('wechat-mobile-bind').BindError
  // Vite's.
  interface ImportMeta { readonly env: { readonly DEV: boolean } }
  declare module 'express'
  declare module 'hono'
  declare module 'next/headers'
  declare module 'pinia' {
    export function defineStore(id: string, store: { state: () => any; actions: Record<string, any> & ThisType<any> }): any
  }
  declare module 'vitest' { export const expect: any; export const test: (name: string, body: () => unknown) => void }
  declare module '@playwright/test' {
    export const expect: any
    export const test: (name: string, body: (given: { page: any }) => unknown) => void
  }
  // Jest's, which are no imports.
  declare const expect: any
  declare function test(name: string, body: () => unknown): void
`

/** @typedef {{ compiler: string, options: object }} Target */

const WEB = {
  compiler: 'tsc',
  options: { module: 'nodenext', lib: ['es2022', 'dom', 'dom.iterable'], types: ['node'] },
}
const LIKE_MINI_PROGRAM = { lib: ['es2020'], types: ['miniprogram-api-typings'] }
// Old projects have that resolution, which the newest compiler lacks.
const OLD_RESOLUTION = { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' }
const MINI_PROGRAM = { compiler: 'tsc6', options: { ...LIKE_MINI_PROGRAM, ...OLD_RESOLUTION } }
const TARO = {
  compiler: 'tsc',
  options: { ...LIKE_MINI_PROGRAM, module: 'es2022', moduleResolution: 'bundler' },
}

/**
 * Where the blocks of a check run, if not on the web or in Node.js.
 *
 * @type {Record<string, string>}
 */
const HOMES = {
  page: 'mini programs',
  flow: 'mini programs',
  'mini program service': 'mini programs',
  'to own server': 'mini programs',
  'taro import': 'Taro',
}
const ELSEWHERE = 'the web and Node.js'

/** Blocks that are files of one folder, and import each other. */
const TOGETHER = ['server']
/** Part of an object, which the test of Taro evaluates. */
const NO_MODULE = ['taro copy']

/** "implicitly has an 'any' type", of parameters: JavaScript has no way to write their types. */
const UNTYPED_PARAMETER = /error TS70(06|31)/

/**
 * Writes a block as a file of its own, and answers the path.
 *
 * @param {Block} block
 */
function put({ code, check, index, page, file }) {
  const folder = join(TYPED, page, TOGETHER.includes(check) ? check : `block-${index + 1}`)
  mkdirSync(folder, { recursive: true })
  const type = /\brequire\('/.test(code) ? 'commonjs' : 'module'
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }))
  const path = join(folder, basename(file || 'block.js'))
  writeFileSync(path, code)
  return path
}

/**
 * The complaints of a compiler.
 *
 * @param {string[]} files
 * @param {Target} target
 */
function complaints(files, { compiler, options }) {
  const given = join(TYPED, 'given.d.ts')
  writeFileSync(given, GIVEN)
  const compilerOptions = {
    target: 'es2022',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: true,
    moduleDetection: 'force',
    typeRoots: [join(ROOT, 'node_modules/@types'), join(ROOT, 'node_modules')],
    ...options,
  }
  const project = join(TYPED, 'tsconfig.json')
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [given, ...files] }))
  const program = join(ROOT, 'node_modules/.bin', compiler)
  const { stdout, stderr } = spawnSync(program, ['--project', project], { encoding: 'utf8' })
  assert.equal(stderr, '')
  // Lines that are indented belong to the one before.
  return stdout.split(/\n(?! )/).filter((line) => line && !UNTYPED_PARAMETER.test(line))
}

const scripts = PAGES.flatMap(blocksOf).filter(({ language, check }) => language === 'js' && !NO_MODULE.includes(check))

for (const [where, target] of Object.entries({ 'mini programs': MINI_PROGRAM, Taro: TARO, [ELSEWHERE]: WEB })) {
  test(`each block for ${where} holds to the types`, () => {
    const blocks = scripts.filter(({ check }) => (HOMES[check] ?? ELSEWHERE) === where)
    assert.notEqual(blocks.length, 0)
    assert.deepEqual(complaints(blocks.map(put), target), [])
  })
}

test('the types refuse a block that reads a session of any result', () => {
  const [block] = claimed('script')
  const wrong = { ...block, page: 'wrong', code: block.code.replace("if (result.status === 'SUCCESS')", 'if (result)') }
  assert.match(complaints([put(wrong)], WEB).join('\n'), /'sessionToken' does not exist/)
})
