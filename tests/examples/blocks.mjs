// The code blocks of the documentation, and which test checks each of them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A fenced block: its language, its text, the test that checks it, and the file that its first line names.
 *
 * @typedef {{ page: string, index: number, language: string, code: string, check: string, file: string, title: string }} Block
 */

export const ROOT = join(import.meta.dirname, '../..')

/** The kinds of checks, each with the test file that asks for its blocks by `claimed`. */
export const CHECKS = {
  shell: 'examples/inventory.test.mjs',
  json: 'examples/inventory.test.mjs',
  button: 'examples/inventory.test.mjs',
  drawing: 'examples/inventory.test.mjs',
  sequence: 'examples/inventory.test.mjs',
  steps: 'examples/inventory.test.mjs',
  script: 'examples/scripts.test.mjs',
  words: 'examples/scripts.test.mjs',
  flow: 'examples/scripts.test.mjs',
  'server in 15 lines': 'examples/scripts.test.mjs',
  invalid: 'examples/scripts.test.mjs',
  'own fetch': 'examples/scripts.test.mjs',
  'vite service': 'examples/testing-page.test.mjs',
  'mini program service': 'examples/testing-page.test.mjs',
  vitest: 'consumers/runners.test.mjs',
  jest: 'consumers/runners.test.mjs',
  playwright: 'examples/testing-page.test.mjs',
  wechat: 'examples/testing-page.test.mjs',
  server: 'examples/servers.test.mjs',
  'to own server': 'examples/servers.test.mjs',
  wxml: 'miniprogram/pages.test.mjs',
  page: 'miniprogram/pages.test.mjs',
  'taro copy': 'miniprogram/pages.test.mjs',
  'taro import': 'miniprogram/pages.test.mjs',
  html: 'consumers/printed.mjs',
  'web page': 'consumers/printed.mjs',
  react: 'consumers/recipes.test.mjs',
  pinia: 'consumers/recipes.test.mjs',
  'server action': 'consumers/next.test.mjs',
  hono: 'consumers/runtimes.test.mjs',
  taro: 'miniprogram/consumers.test.mjs',
  'uni-app': 'consumers/more/uni-app.test.mjs',
  'single file': 'consumers/servers.test.mjs',
  'single file build': 'consumers/servers.test.mjs',
}

/**
 * What checks the blocks of each page, in order; a Chinese edition has the blocks of the English one.
 *
 * @type {Record<string, string[]>}
 */
const CLAIMS = {
  'README.md': [
    ...['shell', 'wxml', 'page'],
    'shell',
    'sequence',
    ...['shell', 'html', 'web page'],
    ...['shell', 'server in 15 lines'],
  ],
  'CONTRIBUTING.md': ['shell', 'shell'],
  'RELEASING.md': ['shell', 'shell', 'shell', 'shell', 'shell', 'shell', 'shell'],
  'bench/README.md': ['shell'],
  'docs/after.md': ['to own server'],
  'docs/how-it-works.md': ['drawing'],
  'docs/reference.md': ['shell', 'script', 'invalid', 'own fetch'],
  'docs/miniprogram.md': ['shell', 'wxml', 'page', 'steps', 'flow', 'json', 'taro copy', 'taro import'],
  'docs/recipes.md': ['react', 'pinia', 'uni-app', 'taro', 'server action', 'hono'],
  'docs/server.md': ['shell', 'server', 'server', 'shell', 'server', 'shell', 'server', 'server'],
  'docs/testing.md': ['vitest', 'shell', 'vite service', 'mini program service', 'jest', 'playwright', 'wechat'],
  'docs/tools.md': ['single file', 'single file build'],
  'docs/troubleshooting.md': ['words', 'button'],
  'fuzz/README.md': ['shell'],
}

const NO_SOURCES = new Set(['node_modules', 'miniprogram_npm', 'target', 'pkg', '.git'])

/**
 * Every Markdown file of the repository, by its path.
 *
 * @returns {string[]}
 */
export function pages(folder = '') {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NO_SOURCES.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return pages(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

/** @param {string} page */
export const isChinese = (page) => page.endsWith('.zh-CN.md')

/** @param {string} page */
export const english = (page) => page.replace('.zh-CN.md', '.md')

/**
 * What checks the blocks of a page, in order.
 *
 * @param {string} page
 */
export const claims = (page) => CLAIMS[english(page)] ?? []

/**
 * @param {string} page
 * @returns {Block[]}
 */
export function blocksOf(page) {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const fence = /^ *```(\S*)\n([\s\S]*?)^ *```$/gm
  return [...text.matchAll(fence)].map(([, language, code], index) => ({
    page,
    index,
    language,
    code,
    check: claims(page)[index],
    file: /^(?:\/\/|<!--) (\S+\.\w+)/.exec(code)?.[1] ?? '',
    title: `${page}, block ${index + 1}`,
  }))
}

/** Whether a block is of the English edition: inventory.test.mjs compares the other edition's code with it. @param {{ page: string }} block */
export const isEnglish = ({ page }) => !isChinese(page)

/**
 * The blocks of one check, of both editions.
 *
 * @param {string} check
 */
export function claimed(check) {
  if (!(check in CHECKS)) throw new Error(`there is no check \`${check}\``)
  return pages()
    .flatMap(blocksOf)
    .filter((block) => block.check === check)
}
