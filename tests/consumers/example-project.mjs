// A project of examples/, as whoever copies one has it.

import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../examples/blocks.mjs'
import { HERE, PACKAGE } from './tools.mjs'

/**
 * A copy of a project with what its package.json asks for, until the test ends. Answers the folder and its scripts.
 *
 * @param {{ after: (callback: () => Promise<void>) => void }} t
 * @param {string} name
 * @param {string} modules where its other packages are installed
 */
export async function copyProject(t, name, modules) {
  const folder = await mkdtemp(join(tmpdir(), 'example-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await cp(join(ROOT, 'examples', name), folder, { recursive: true })
  const { dependencies, devDependencies, scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  await cp(join(HERE, PACKAGE), join(folder, PACKAGE), { recursive: true })
  for (const tool of Object.keys({ ...dependencies, ...devDependencies }))
    if (tool !== 'wechat-mobile-bind') await symlink(join(modules, tool), join(folder, 'node_modules', tool))
  await symlink(join(modules, '.bin'), join(folder, 'node_modules/.bin'))
  return { folder, scripts }
}
