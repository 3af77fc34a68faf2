// A folder of a stranger, who types what a page prints.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './blocks.mjs'
import { startRegistry } from './registry.mjs'

/**
 * @import { Block } from './blocks.mjs'
 */

const { resolve } = createRequire(import.meta.url)
/** @param {string} name */
const cli = (name) => join(dirname(resolve(`${name}/package.json`)), 'bin/npm-cli.js')

/** What strangers have: npm 11 writes `"type": "commonjs"` into a new package.json, npm 10 no type at all. */
export const NPMS = { 'npm 10': cli('npm10'), 'npm 11': cli('npm11') }

/** @type {Map<string, Promise<string>>} */
const registries = new Map()

/**
 * Makes an empty folder, runs the lines of npm there, and writes the blocks into it; it is there until the test ends. The packages
 * come from those node_modules, the one beside this file, and that of this repository.
 *
 * @param {{ after: (callback: () => Promise<void>) => void }} t
 * @param {{ lines: string[], files: Pick<Block, 'file' | 'code'>[], modules?: string, npm?: string }} contents
 */
export async function emptyFolder(t, { lines, files, modules = '', npm = NPMS['npm 11'] }) {
  const folder = await mkdtemp(join(tmpdir(), 'printed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const roots = [modules, join(import.meta.dirname, 'node_modules'), join(ROOT, 'node_modules')].filter(Boolean)
  const registry = registries.get(modules) ?? startRegistry(roots)
  registries.set(modules, registry)
  const env = {
    ...process.env,
    npm_config_registry: await registry,
    npm_config_cache: join(folder, '.npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  }
  for (const line of lines) {
    const [, ...words] = line.replace(/\s+#.*/, '').split(' ')
    await promisify(execFile)(process.execPath, [npm, ...words], { cwd: folder, env })
  }
  for (const { file, code } of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
  return folder
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
