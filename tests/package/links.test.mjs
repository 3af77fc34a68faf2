// The links of the packed pages, and of the list of them for language models.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, 'node_modules/wechat-mobile-bind')
const PAGES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => /\.md$|^llms\.txt$/.test(file))

/** @param {string} page */
const read = (page) => readFileSync(join(ROOT, page), 'utf8')

/** @param {string} page without its code */
const prose = (page) => read(page).replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, '')

/**
 * The anchors of a page's headings, as GitHub and npm make them.
 *
 * @param {string} page
 */
function anchors(page) {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, '')
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase())
  return headings.map((heading) => heading.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-'))
}

/**
 * What is wrong with a link of a page; an empty text if it leads somewhere.
 *
 * @param {string} page
 * @param {string} link
 */
function fault(page, link) {
  if (/^https:\/\/[^\s]+$/.test(link)) return ''
  const [file, anchor] = link.split('#')
  const target = file ? relative(ROOT, join(ROOT, dirname(page), file)) : page
  if (target.startsWith('..') || !existsSync(join(ROOT, target))) return `${page}: ${link} is not in the package`
  if (anchor && !anchors(target).includes(decodeURI(anchor))) return `${page}: ${link} is no heading`
  return ''
}

test('every link leads to a page of the package, and to a heading of it', () => {
  const links = PAGES.flatMap((page) => [...prose(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => ({ page, link })))
  assert.ok(links.length > 60, `${links.length} links`)
  assert.deepEqual(
    links.map(({ page, link }) => fault(page, link)).filter((found) => found),
    [],
  )
})

test('llms.txt names every page', () => {
  const links = [...read('llms.txt').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link)
  assert.deepEqual(
    PAGES.filter((page) => page !== 'llms.txt' && !links.includes(page)),
    [],
  )
})

test('npm shows a README of less than 200 lines', () => {
  for (const page of ['README.md', 'README.zh-CN.md']) {
    assert.ok(read(page).split('\n').length <= 200, page)
    assert.doesNotMatch(read(page), /cargo|only in the repository/, page)
  }
})

test('a link that leads nowhere is found', () => {
  assert.equal(fault('README.md', 'docs/after.md#cors'), '')
  assert.equal(fault('docs/after.md', 'server.md'), '')
  assert.match(fault('README.md', 'docs/how-it-works.md'), /not in the package/)
  assert.match(fault('README.md', '../README.md'), /not in the package/)
  assert.match(fault('README.md', 'docs/after.md#nowhere'), /no heading/)
  assert.match(fault('README.md', 'http://acme.example.com'), /not in the package/)
})
