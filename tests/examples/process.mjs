// Programs of the documentation, as processes of their own: the sandbox stands in for the tenant.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** @import { TestContext } from 'node:test' */

const TENANT = ['--import', join(import.meta.dirname, 'tenant.mjs')]

export async function freePort() {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Runs a program to its end; rejects if it fails, as one does that leaves a rejection unhandled. Answers what it prints.
 *
 * @param {string[]} args of Node.js: the file and its own, or options and code
 * @param {Record<string, string>} settings
 */
export async function runProgram(args, settings = {}) {
  // Without the variable by which Node's runner knows its children.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const options = { cwd: import.meta.dirname, env: { ...env, ...settings } }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...TENANT, ...args], options)
  return stdout + stderr
}

/**
 * Runs a server until the test ends, with the settings in its environment.
 *
 * @param {TestContext} t
 * @param {string} file
 * @param {Record<string, string>} settings
 */
export async function serveFile(t, file, settings) {
  const port = await freePort()
  const child = spawn(process.execPath, [...TENANT, file], {
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
