// Dev servers, as programs of their own.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** @import { TestContext } from 'node:test' */

const HERE = import.meta.dirname

/**
 * Starts a server by Node, until the test ends; `args` make its arguments of a port, which is also its `PORT`. Answers its origin.
 *
 * @param {TestContext} t
 * @param {(port: string) => string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 */
export async function startServer(t, args, { cwd = HERE, env = process.env } = {}) {
  const port = await freePort()
  const options = { cwd, env: { ...env, PORT: port, HOST: '127.0.0.1' } }
  const child = spawn(process.execPath, args(port), { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
  t.after(async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const origin = `http://127.0.0.1:${port}`
  for (let attempts = 0; attempts < 300; attempts++) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${output}`)
    if (await fetch(origin).catch(() => undefined)) return origin
    await pause(50)
  }
  throw new Error(`the server does not listen:\n${output}`)
}

/**
 * Starts the dev server of a Vite in a project, until the test ends. Answers its origin.
 *
 * @param {TestContext} t
 * @param {string} vite
 * @param {string} project
 */
export function startVite(t, vite, project) {
  /** @param {string} port */
  const args = (port) => [vite, '--host', '127.0.0.1', '--port', port, '--strictPort']
  return startServer(t, args, { cwd: project })
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

/**
 * A project with the page of vite/, until the test ends. Its package lies where the layout puts it: `npm` in the project's
 * node_modules, `workspace` in those of the folder above, `pnpm` behind a link. Answers the project's folder.
 *
 * @param {TestContext} t
 * @param {{ layout?: string, config?: string }} options
 */
export async function makeProject(t, { layout = 'npm', config } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'consumer-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const project = layout === 'workspace' ? join(root, 'app') : root
  /**
   * @param {string} from
   * @param {string} to
   */
  const put = (from, to) => cp(join(HERE, from), to, { recursive: true })
  const name = 'wechat-mobile-bind'
  await put(
    `node_modules/${name}`,
    join(root, 'node_modules', layout === 'pnpm' ? `.pnpm/${name}@1/node_modules` : '', name),
  )
  if (layout === 'pnpm') await symlink(`.pnpm/${name}@1/node_modules/${name}`, join(root, 'node_modules', name))
  for (const file of ['show.mjs', 'sign-in.mjs', 'vite/index.html', 'vite/main.js'])
    await put(file, join(project, file))
  /** @param {object} fields */
  const manifest = (fields) => JSON.stringify({ private: true, type: 'module', ...fields })
  if (layout === 'workspace') await writeFile(join(root, 'package.json'), manifest({ workspaces: ['app'] }))
  await writeFile(join(project, 'package.json'), manifest({ name: 'app' }))
  if (config) await writeFile(join(project, 'vite.config.js'), config)
  return project
}
