// Programs of the documentation, as processes of their own: the sandbox stands in for the tenant.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

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

/** @typedef {{ after: (callback: () => Promise<void>) => void }} Context */

/**
 * Runs a server by Node.js until the test ends. Answers its origin, and what it has printed so far.
 *
 * @param {Context} t
 * @param {(port: string) => string[]} args of Node.js, for a port, which is also its `PORT`
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 */
export async function startServer(t, args, { cwd, env = {} } = {}) {
  const port = String(await freePort())
  const child = spawn(process.execPath, args(port), {
    cwd,
    env: { ...process.env, ...env, PORT: port, HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const server = { printed: '', origin: `http://127.0.0.1:${port}` }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (server.printed += text))
  for (const end = Date.now() + 20_000; ; await sleep(50)) {
    if (await fetch(server.origin).catch(() => undefined)) return server
    assert.ok(child.exitCode === null && Date.now() < end, `${args(port).join(' ')} does not listen: ${server.printed}`)
  }
}

/**
 * Runs a server of the documentation, with the settings in its environment.
 *
 * @param {Context} t
 * @param {string} file
 * @param {Record<string, string>} settings
 */
export const serveFile = (t, file, settings) => startServer(t, () => [...TENANT, file], { env: settings })
