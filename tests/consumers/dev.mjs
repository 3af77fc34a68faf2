// The dev server of Vite, and projects for it.

import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../examples/process.mjs'

/** @import { TestContext } from 'node:test' */

const HERE = import.meta.dirname

/**
 * Starts the dev server of a Vite in a project, until the test ends. Answers its origin.
 *
 * @param {TestContext} t
 * @param {string} vite
 * @param {string} project
 */
export async function startVite(t, vite, project) {
  /** @param {string} port */
  const args = (port) => [vite, '--host', '127.0.0.1', '--port', port, '--strictPort']
  return (await startServer(t, args, { cwd: project })).origin
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
