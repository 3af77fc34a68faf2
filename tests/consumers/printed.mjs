// The web page of the READMEs, from an empty folder on, as printed.

import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { claimed } from '../servers/blocks.mjs'

const MODULES = join(import.meta.dirname, 'node_modules')

/** Each edition's page: its files, and their lines in all. */
export const PRINTED = claimed('web page').map((script) => {
  const markup = claimed('html').find(({ page }) => page === script.page)
  const lines = `${markup.code}${script.code}`.split('\n').filter((line) => line.trim() && !/^(\/\/|<!--)/.test(line))
  return { page: script.page, files: [markup, script], lines: lines.length }
})

/** An empty folder in which the commands were run and the files written, until the test ends; without the network. */
export async function makePrinted(t, files) {
  const folder = await mkdtemp(join(tmpdir(), 'printed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await promisify(execFile)('npm', ['init', '-y'], { cwd: folder })
  await cp(join(MODULES, 'wechat-mobile-bind'), join(folder, 'node_modules/wechat-mobile-bind'), { recursive: true })
  await symlink(join(MODULES, 'vite'), join(folder, 'node_modules/vite'))
  for (const { file, code } of files) await writeFile(join(folder, file), code)
  return folder
}

/** Runs before the page's own code: the sandbox in the place of the tenant, a clock that runs faster, and a list of what fails. */
const prelude = (origin, speed) => `<script>
  const [hostFetch, hostSetTimeout] = [fetch, setTimeout]
  window.fetch = (url, init) => hostFetch(String(url).replace('https://acme.example.com', '${origin}'), init)
  window.setTimeout = (callback, milliseconds, ...given) => hostSetTimeout(callback, milliseconds / ${speed}, ...given)
  window.failures = []
  addEventListener('error', ({ message }) => failures.push(message))
  addEventListener('unhandledrejection', ({ reason }) => failures.push(String(reason)))
</script>`

export async function putPrelude(folder, origin, speed) {
  const file = join(folder, 'index.html')
  await writeFile(file, prelude(origin, speed) + (await readFile(file, 'utf8')))
}
