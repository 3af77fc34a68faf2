// A folder of a stranger, who types what a page prints.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from './blocks.mjs'

/** @import { Block } from './blocks.mjs' */

/** What `npm init -y` writes; npm 10 leaves out the type. */
const MANIFEST = { name: 'printed', version: '1.0.0', type: 'commonjs' }

/**
 * Makes an empty folder, does there what the lines of npm say, and writes the blocks into it; it is there until the test ends. The packages
 * come from those node_modules, the one beside this file, and that of this repository: fresh-folder.test.mjs runs npm itself.
 *
 * @param {{ after: (callback: () => Promise<void>) => void }} t
 * @param {{ lines: string[], files: Pick<Block, 'file' | 'code'>[], modules?: string }} contents
 */
export async function emptyFolder(t, { lines, files, modules = '' }) {
  const folder = await mkdtemp(join(tmpdir(), 'printed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const roots = [modules, join(import.meta.dirname, 'node_modules'), join(ROOT, 'node_modules')]
  await mkdir(join(folder, 'node_modules'))
  const words = lines.map((line) => line.replace(/\s+#.*/, '').split(' '))
  const names = words.flatMap(([, command, ...names]) => (command === 'install' ? names : []))
  for (const name of names) await install(name, roots, join(folder, 'node_modules', name))
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']))
  const manifest = { ...(words.some(([, command]) => command === 'init') && MANIFEST), dependencies }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  for (const { file, code } of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
  return folder
}

/**
 * @param {string} name
 * @param {string[]} roots
 * @param {string} place
 */
async function install(name, roots, place) {
  const found = roots.map((root) => join(root, name)).find(existsSync)
  assert.ok(found, `no test has ${name}`)
  // A dev server serves no file from outside of the project, and WeChat's tool follows no link.
  if (name === 'wechat-mobile-bind') await cp(found, place, { recursive: true, dereference: true })
  else await symlink(found, place)
}

/**
 * The lines of a page's shell block that call npm.
 *
 * @param {Pick<Block, 'code'>} block
 */
export const npmLines = ({ code }) => code.split('\n').filter((line) => line.startsWith('npm '))

/**
 * The lines of a reader's own code: what is neither empty nor a comment.
 *
 * @param {Pick<Block, 'code'>[]} blocks
 */
export const ownLines = (...blocks) =>
  blocks.flatMap(({ code }) => code.split('\n')).filter((line) => line.trim() && !/^(\/\/|<!--)/.test(line))
