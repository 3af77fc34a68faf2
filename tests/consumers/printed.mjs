// The web page of the READMEs, from an empty folder on, as printed.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimed } from '../examples/blocks.mjs'
import { emptyFolder, npmLines } from '../examples/empty-folder.mjs'

/**
 * @import { Block } from '../examples/blocks.mjs'
 * @import { TestContext } from 'node:test'
 */

const MODULES = join(import.meta.dirname, 'node_modules')

/** Each edition's page: its files, and what npm is told before. */
export const PRINTED = claimed('web page').map((script) => {
  const [markup] = claimed('html').filter(({ page }) => page === script.page)
  const [shell] = claimed('shell').filter(({ page, code }) => page === script.page && code.includes('npx vite'))
  return { page: script.page, files: [markup, script], npm: npmLines(shell) }
})

/**
 * @param {TestContext} t
 * @param {{ files: Block[], npm: string[] }} page
 */
export const makePrinted = (t, { files, npm }) => emptyFolder(t, { lines: npm, files, modules: MODULES })

/**
 * Runs before the page's own code: the sandbox in the place of the tenant and of the service on its port, a clock that runs faster, and a list of what fails.
 *
 * @param {string} origin
 * @param {number} speed
 */
const prelude = (origin, speed) => `<script>
  const [hostFetch, hostSetTimeout] = [fetch, setTimeout]
  window.fetch = (url, init) => hostFetch(String(url).replace(/^https:\\/\\/acme\\.example\\.com|^http:\\/\\/127\\.0\\.0\\.1:8787/, '${origin}'), init)
  window.setTimeout = (callback, milliseconds, ...given) => hostSetTimeout(callback, milliseconds / ${speed}, ...given)
  window.failures = []
  addEventListener('error', ({ message }) => failures.push(message))
  addEventListener('unhandledrejection', ({ reason }) => failures.push(String(reason)))
</script>`

/**
 * @param {string} folder
 * @param {string} origin
 * @param {number} speed
 */
export async function putPrelude(folder, origin, speed) {
  const file = join(folder, 'index.html')
  const page = await readFile(file, 'utf8')
  // After what says that the page follows the standards.
  await writeFile(
    file,
    page.replace(/^(<!doctype html>)?/i, (start) => start + prelude(origin, speed)),
  )
}
