// The window that the tests of one file share.

import { after } from 'node:test'
import { open } from '../browsers/engines.mjs'

export const browser = await open('chromium')
after(() => browser.close())

/**
 * The title that a page gives itself when it is done.
 *
 * @param {string} url
 */
export async function title(url) {
  await browser.go('about:blank')
  await browser.go(url)
  return browser.until(() => document.title !== 'waiting' && document.title)
}
