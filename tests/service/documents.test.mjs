// What pages and types repeat of the scenarios: made from their rows, and compared with them.
//
//   UPDATE_DOCS=1 node --test tests/service/documents.test.mjs

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { build } from 'esbuild'

/** @import { Scenario } from 'wechat-mobile-bind/testing' */

const ROOT = join(import.meta.dirname, '../..')

// From the source, so that a new row needs no build of the package first.
const entryPoints = [join(ROOT, 'pkg-template/service/scenarios.ts')]
const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', write: false })
/** @type {{ SCENARIOS: Scenario[] }} */
const { SCENARIOS } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)

/**
 * Compares the part of a file between two texts; with `UPDATE_DOCS` set it writes the part.
 *
 * @param {string} path
 * @param {string} start
 * @param {string} end
 * @param {string} wanted
 */
function check(path, start, end, wanted) {
  const file = join(ROOT, path)
  const text = readFileSync(file, 'utf8')
  const [before, after, ...more] = text.split(start)
  assert.ok(after !== undefined && more.length === 0, `${path} should have one part after ${start}`)
  const found = after.slice(0, after.indexOf(end))
  if (process.env.UPDATE_DOCS) writeFileSync(file, before + start + wanted + after.slice(found.length))
  else assert.equal(found, wanted, `${path} differs: UPDATE_DOCS=1 node --test tests/service/documents.test.mjs`)
}

/** @param {string} text */
const code = (text) => `\`${text}\``
/** @param {object} gets */
const literal = (gets) => code(inspect(gets, { breakLength: Number.POSITIVE_INFINITY }))

test('the pages on testing have every scenario', () => {
  for (const [page, language, head, but] of /** @type {['' | '.zh-CN', 'en' | 'zh', string, string][]} */ ([
    ['', 'en', 'code | the service | your app gets', '; in a mini program '],
    ['.zh-CN', 'zh', 'code | 服务的响应 | 你的应用得到', '；小程序中是 '],
  ])) {
    const rows = SCENARIOS.map((scenario) => {
      const { name, gets, getsInMiniProgram: other } = scenario
      const outcome = other ? `${literal(gets)}${but}${literal(other)}` : literal(gets)
      return `| ${code(name)} | ${scenario[language]} | ${outcome} |\n`
    })
    const table = `\n| ${head} |\n|---|---|---|\n${rows.join('')}\n`
    check(`docs/testing${page}.md`, '<!-- generated: scenarios -->\n', '<!-- end of generated -->', table)
  }
})

test('the types have the name of every scenario', () => {
  const names = SCENARIOS.map(({ name }) =>
    name.endsWith('<ms>') ? code(name.replace('<ms>', `\${number}`)) : `'${name}'`,
  )
  const union = names.map((name) => `\n  | ${name}`).join('')
  check('pkg-template/shipped/testing.d.ts', 'export type ScenarioName =', '\n\n', union)
})
