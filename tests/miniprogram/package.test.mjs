// What "build npm" puts into a mini program.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'acorn'
import { npm } from './places.mjs'

const FOLDER = 'miniprogram_npm/wechat-mobile-bind/'

/** @type {{ name: string, limit: string }[]} */
const LIMITS = JSON.parse(readFileSync(new URL('../../.size-limit.json', import.meta.url), 'utf8'))
const BUDGET = 1000 * parseFloat(LIMITS.find(({ name }) => name === 'mini program, code package')?.limit ?? '')

test('these files land in miniprogram_npm and no others', () => {
  assert.deepEqual([...npm.raw.keys()].sort(), [
    `${FOLDER}index.js`,
    `${FOLDER}miniprogram.js`,
    `${FOLDER}wechat_mobile_bind.wasm`,
    `${FOLDER}wechat_mobile_bind.wasm.br`,
  ])
})

test(`they weigh ${BUDGET} bytes at most, of the two wasm files the one that is read`, () => {
  const counted = [...npm.raw].filter(([path]) => !path.endsWith('.wasm'))
  const weight = counted.reduce((sum, [, bytes]) => sum + bytes.length, 0)
  assert.ok(
    weight <= BUDGET,
    `${weight} bytes: ${counted.map(([path, bytes]) => `${path} ${bytes.length}`).join(', ')}`,
  )
})

test('the scripts are ES2015, and ES5 after WeChat’s own step', () => {
  for (const [variant, ecmaVersion] of Object.entries({ raw: 2015, es6: 5 })) {
    const scripts = [...npm[variant]].filter(([path]) => path.endsWith('.js'))
    assert.ok(scripts.length >= 2)
    for (const [path, source] of scripts) assert.doesNotThrow(() => parse(String(source), { ecmaVersion }), path)
  }
})
