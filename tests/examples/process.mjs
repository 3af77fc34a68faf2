// Servers of the documentation, as programs of their own.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** @import { TestContext } from 'node:test' */

export async function freePort() {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Runs a server until the test ends, with the settings in its environment: `SANDBOX` stands in for the tenant.
 *
 * @param {TestContext} t
 * @param {string} file
 * @param {Record<string, string>} settings
 */
export async function serveFile(t, file, settings) {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'tenant.mjs'), file], {
    env: { ...process.env, ...settings, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill())
  const server = { printed: '', origin: `http://127.0.0.1:${port}` }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (server.printed += text))
  for (const end = Date.now() + 20_000; ; await sleep(50)) {
    if (await fetch(server.origin).catch(() => undefined)) return server
    assert.ok(child.exitCode === null && Date.now() < end, `${file} does not listen: ${server.printed}`)
  }
}
