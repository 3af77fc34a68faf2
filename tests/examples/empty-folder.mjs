// A folder of a stranger, who has run `npm init -y` and `npm install`.

import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * @import { Block } from './blocks.mjs'
 * @import { TestContext } from 'node:test'
 */

/**
 * Makes one with these files, until the test ends, without the network: the package is a copy, and of `tools` each name is a link to
 * the folder that is given.
 *
 * @param {TestContext} t
 * @param {{ files: Pick<Block, 'file' | 'code'>[], installed: string, tools: Record<string, string> }} contents
 */
export async function emptyFolder(t, { files, installed, tools }) {
  const folder = await mkdtemp(join(tmpdir(), 'printed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await promisify(execFile)('npm', ['init', '-y'], { cwd: folder })
  await cp(installed, join(folder, 'node_modules/wechat-mobile-bind'), { recursive: true })
  for (const [name, path] of Object.entries(tools)) await symlink(path, join(folder, 'node_modules', name))
  for (const { file, code } of files) await writeFile(join(folder, file), code)
  return folder
}

/**
 * The lines of a reader's own code: what is neither empty nor a comment.
 *
 * @param {Pick<Block, 'code'>[]} blocks
 */
export const ownLines = (...blocks) =>
  blocks.flatMap(({ code }) => code.split('\n')).filter((line) => line.trim() && !/^(\/\/|<!--)/.test(line))
