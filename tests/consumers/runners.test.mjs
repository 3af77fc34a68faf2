// Test runners with jsdom, and the tests that the documentation prints.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { claimed, isEnglish } from '../examples/blocks.mjs'
import { emptyFolder } from '../examples/empty-folder.mjs'
import { sandbox } from './sandbox.mjs'
import { HERE, run } from './tools.mjs'

/**
 * @import { Block } from '../examples/blocks.mjs'
 * @import { TestContext } from 'node:test'
 */

/** Each Jest by its folder, and its environment of jsdom. */
const JESTS = { jest29: 'jest-environment-jsdom29', jest: 'jest-environment-jsdom' }

/**
 * @param {string} folder
 * @param {string} testEnvironment
 * @param {object} options
 * @param {...string} flags
 */
function jest(folder, testEnvironment, options, ...flags) {
  const config = {
    rootDir: join(HERE, 'jsdom'),
    testEnvironment,
    cache: false,
    watchman: false,
    ...options,
  }
  const args = [...flags, `node_modules/${folder}/bin/jest.js`, '--runInBand', '--config', JSON.stringify(config)]
  return run(process.execPath, args)
}

for (const [folder, environment] of Object.entries(JESTS)) {
  test(`${folder} with jsdom signs in with no setting, and loads it as a module`, async () => {
    await jest(folder, environment, { testMatch: ['**/sign-in.cjs'] })
    const modules = { testMatch: ['**/modules.mjs'], moduleFileExtensions: ['mjs', 'js'], transform: {} }
    await jest(folder, environment, modules, '--experimental-vm-modules')
  })
}

test('Vitest with jsdom binds with no setting', async () => {
  const options = ['run', '--root', 'jsdom', '--environment', 'jsdom', '--globals', '--config', 'vitest.config.js']
  const env = { ...process.env, SANDBOX: sandbox.origin }
  await run(process.execPath, ['node_modules/vitest/vitest.mjs', ...options], { env })
})

/**
 * @param {TestContext} t
 * @param {Omit<Block, 'title'>} block
 * @param {string[]} tools
 */
const newFolder = (t, block, ...tools) =>
  emptyFolder(t, {
    lines: ['npm init -y', ['npm install wechat-mobile-bind', ...tools].join(' ')],
    files: [block],
    modules: join(HERE, 'node_modules'),
  })

for (const { title, ...block } of claimed('vitest').filter(isEnglish)) {
  test(`${title} passes in Vitest`, async (t) => {
    const vitest = join(HERE, 'node_modules/vitest')
    const folder = await newFolder(t, block, 'vitest')
    const { stdout } = await run(process.execPath, [join(vitest, 'vitest.mjs'), 'run', '--root', folder])
    assert.match(stdout, /Tests .*2 passed/)
  })
}

for (const { title, ...block } of claimed('jest').filter(isEnglish)) {
  for (const environment of ['jest-environment-node', 'jest-environment-jsdom']) {
    test(`${title} passes in Jest with ${environment}`, async (t) => {
      const folder = await newFolder(t, block)
      const options = { rootDir: folder, testMatch: [`**/${block.file}`] }
      const { stderr } = await jest('jest', join(HERE, 'node_modules', environment), options)
      assert.match(stderr, /Tests: +1 passed, 1 total/)
    })
  }
}
