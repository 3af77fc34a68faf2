// Projects whose files the documentation prints: `cargo xtask generate` writes them from the pages.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { blocksOf, ROOT } from './blocks.mjs'

/**
 * The pages, and for each kind of their blocks the project that has them as files.
 *
 * @type {Record<string, Record<string, string>>}
 */
const PROJECTS = {
  'docs/server.md': { server: 'examples/node' },
  'docs/recipes.md': {
    'server action': 'tests/consumers/next',
    taro: 'tests/consumers/taro',
    'uni-app': 'tests/consumers/uni-app',
  },
}

test('the scripts of the example for Node.js run its files, with the packages that these import', () => {
  const { scripts, dependencies } = JSON.parse(readFileSync(join(ROOT, 'examples/node/package.json'), 'utf8'))
  assert.deepEqual(scripts, { start: 'node session.mjs', express: 'node express.mjs', fastify: 'node fastify.mjs' })
  assert.deepEqual(Object.keys(dependencies), ['express', 'fastify', 'jose', 'wechat-mobile-bind'])
})

for (const [page, projects] of Object.entries(PROJECTS)) {
  for (const { check, code, file, title } of blocksOf(page)) {
    if (!projects[check]) continue
    test(`${title} is ${file} of ${projects[check]}`, () => {
      const path = join(ROOT, projects[check], file)
      if (process.env.UPDATE_DOCS) {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, code)
      }
      assert.equal(readFileSync(path, 'utf8'), code)
    })
  }
}
