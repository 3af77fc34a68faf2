// What pages and types repeat of the scenarios: made from their rows, and compared with them.
//
//   cargo xtask generate

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { build } from 'esbuild'

/** @import { FakeStep, Scenario } from 'wechat-mobile-bind/testing' */

const ROOT = join(import.meta.dirname, '../..')

// From the source, so that a new row needs no build of the package first.
/**
 * A module of the service.
 *
 * @param {string} name
 */
async function load(name) {
  const entryPoints = [join(ROOT, 'pkg-template/service', name)]
  const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', write: false })
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
}

/** @type {{ SCENARIOS: Scenario[] }} */
const { SCENARIOS } = await load('scenarios.ts')
/** @type {{ ENDPOINTS: { step: FakeStep, answers: string }[] }} */
const { ENDPOINTS } = await load('endpoint.ts')

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
  else assert.equal(found, wanted, `${path} differs: cargo xtask generate`)
}

/** @param {string} text */
const code = (text) => `\`${text}\``
/** @param {object} gets */
const literal = (gets) => code(inspect(gets, { breakLength: Number.POSITIVE_INFINITY }))

/** @param {string[]} answers */
const stepsOf = (...answers) => ENDPOINTS.filter((row) => answers.includes(row.answers)).map(({ step }) => step)

/**
 * The words of the pages for where a scenario can be asked for.
 *
 * @type {Record<'en' | 'zh', { any: string, signIn: string, but: string, comma: string, inMiniProgram: string, head: string }>}
 */
const PLACES = {
  en: {
    any: 'any',
    signIn: 'signs in',
    but: 'any but ',
    comma: ', ',
    inMiniProgram: '; in a mini program ',
    head: 'scenario | the service | calls | your app gets',
  },
  zh: {
    any: '任意',
    signIn: '登录类',
    but: '除外：',
    comma: '、',
    inMiniProgram: '；小程序中是 ',
    head: '场景 | 服务的响应 | 调用 | 你的应用得到',
  },
}

/**
 * @param {Scenario} scenario
 * @param {typeof PLACES['en']} words
 */
function place({ at }, { any, signIn, but, comma }) {
  const is = (/** @type {FakeStep[]} */ steps) => at.length === steps.length && steps.every((step) => at.includes(step))
  if (is(stepsOf('sign-in', 'members', 'nothing'))) return any
  if (is(stepsOf('sign-in'))) return signIn
  if (is(stepsOf('sign-in', 'members'))) return but + stepsOf('nothing').map(code).join(comma)
  const isSignIn = stepsOf('sign-in').every((step) => at.includes(step))
  const others = isSignIn ? at.filter((step) => !stepsOf('sign-in').includes(step)) : at
  return [...(isSignIn ? [signIn] : []), ...others.map(code)].join(comma)
}

/**
 * The calls at which `next` is another one; an asterisk for those that the pages say once for all.
 *
 * @param {Scenario} scenario
 * @param {typeof PLACES['en']} words
 */
function exceptions({ nextAt = {} }, { comma }) {
  const afterLoss = SCENARIOS.find(({ name }) => name === 'sandbox-fault-reset')?.nextAt
  if (nextAt === afterLoss) return ' \\*'
  const steps = Object.entries(nextAt).map(([step, next]) => `${code(step)} → ${code(next)}`)
  return steps.length > 0 ? ` ${steps.join(comma)}` : ''
}

test('the pages on testing have every scenario', () => {
  for (const [page, language] of /** @type {['' | '.zh-CN', 'en' | 'zh'][]} */ ([
    ['', 'en'],
    ['.zh-CN', 'zh'],
  ])) {
    const words = PLACES[language]
    const rows = SCENARIOS.map((scenario) => {
      const { name, gets, getsInMiniProgram: other } = scenario
      const outcome =
        literal(gets) + exceptions(scenario, words) + (other ? `${words.inMiniProgram}${literal(other)}` : '')
      return `| ${code(name)} | ${scenario[language]} | ${place(scenario, words)} | ${outcome} |\n`
    })
    const table = `\n| ${words.head} |\n|---|---|---|---|\n${rows.join('')}\n`
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
