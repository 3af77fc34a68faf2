// Next.js on the packed package: built, and in development.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { claimed } from '../examples/blocks.mjs'
import { ownLines } from '../examples/empty-folder.mjs'
import { startServer } from '../examples/process.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
import { browser } from './chromium.mjs'
import { sandbox } from './sandbox.mjs'
import { BOUND, HERE, run, setting, tool } from './tools.mjs'

/** @import { TestContext } from 'node:test' */

const SHARED = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  // The printed code names a tenant: the sandbox stands in for it.
  NODE_OPTIONS: `--import=${join(HERE, '../examples/tenant.mjs')}`,
  SANDBOX: sandbox.origin,
}

/** @type {Record<string, string>} */
const MODES = { start: 'production', dev: 'development' }

test('the project has the setting that is printed', () => {
  assert.ok(
    readFileSync(join(HERE, 'next/next.config.mjs'), 'utf8').includes(
      setting("serverExternalPackages: ['wechat-mobile-bind']"),
    ),
  )
})

before(() => run(tool('next'), ['build', 'next'], { env: { ...SHARED, NODE_ENV: 'production' } }))

/**
 * Starts what was built, or the dev server, until the test ends. Answers its origin.
 *
 * @param {TestContext} t
 * @param {string} command
 */
async function startNext(t, command) {
  /** @param {string} port */
  const args = (port) => ['node_modules/next/dist/bin/next', command, 'next', '--port', port, '--hostname', '127.0.0.1']
  return (await startServer(t, args, { cwd: HERE, env: { ...SHARED, NODE_ENV: MODES[command] } })).origin
}

for (const command of Object.keys(MODES)) {
  test(`\`next ${command}\` imports it on the server, and binds on the server and in the browser`, async (t) => {
    const origin = await startNext(t, command)
    assert.match(await (await fetch(origin)).text(), /<main data-imported="function">/)
    assert.equal(await (await fetch(`${origin}/api/bind?origin=${sandbox.origin}`)).text(), BOUND)
    await browser.go(`${origin}/#${sandbox.origin}`)
    assert.equal(await browser.until(() => document.title), BOUND)
  })
}

test('the printed server action signs in, and sends no token to the page', async (t) => {
  for (const block of claimed('server action'))
    assert.ok(ownLines(block).length <= 15, `${block.title}: ${ownLines(block).length} lines`)
  const origin = await startNext(t, 'start')
  for (const [phone, said] of Object.entries({
    13800138000: /^SUCCESS$/,
    15500155000: /this phone number/,
  })) {
    const codes = freshCodes({ login: 'stranger', phone })
    await browser.go(`${origin}/form`)
    await browser.fill('[name=login]', codes.login)
    await browser.fill('[name=phone]', codes.phone ?? '')
    await browser.click('button')
    assert.match(await browser.until(() => document.querySelector('output')?.textContent), said)
  }
  assert.equal(await browser.run(() => document.cookie), '')
})
