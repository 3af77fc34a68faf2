// Next.js on the packed package: built, and in development.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { browser } from './chromium.mjs'
import { startServer } from './dev.mjs'
import { sandbox } from './sandbox.mjs'
import { BOUND, HERE, run, tool } from './tools.mjs'

test('Next.js imports it on the server, and binds on the server and in the browser', async (t) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(tool('next'), ['build', 'next'], { env })
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', 'next', '--port', '0', '--hostname', '127.0.0.1'],
    { cwd: HERE, env, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  t.after(() => child.kill())
  let origin = ''
  for await (const line of createInterface(child.stdout)) {
    origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
    if (origin) break
  }
  assert.match(await (await fetch(origin)).text(), /<main data-imported="function">/)
  assert.equal(await (await fetch(`${origin}/api/bind?origin=${sandbox.origin}`)).text(), BOUND)
  await browser.go(`${origin}/#${sandbox.origin}`)
  assert.equal(await browser.until(() => document.title), BOUND)
})

test('the dev server of Next.js serves it', async (t) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'development' }
  /** @param {string} port */
  const args = (port) => ['node_modules/next/dist/bin/next', 'dev', 'next', '--port', port, '--hostname', '127.0.0.1']
  const origin = await startServer(t, args, { env })
  await browser.go(`${origin}/#${sandbox.origin}`)
  assert.equal(await browser.until(() => document.title), BOUND)
})
