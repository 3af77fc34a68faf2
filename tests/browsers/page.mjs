// The demo page, in the words of whoever uses it.

import { startBin } from '../package/sandbox.mjs'

/** @import { Browser } from './browser.mjs' */

/** Starts a sandbox that serves the built page; it ends with this process whatever happens to it. */
export async function startDemo() {
  const { origin, stop } = await startBin('--demo', process.env.DEMO_DIR)
  return { url: `${origin}/demo/`, stop }
}

export class Page {
  /** @param {Browser} browser */
  constructor(browser) {
    this.browser = browser
  }

  /**
   * Opens the page afresh, in a language, and waits until the sandbox has told its scenarios.
   *
   * @param {string} url
   * @param {string} language
   */
  async open(url, language) {
    await this.browser.go(url)
    await this.browser.until(() => document.querySelector('.scenario'))
    const lang = await this.browser.run(() => document.documentElement.lang)
    if (!lang.startsWith(language)) await this.browser.click('#language-switch')
    await this.browser.until((language) => document.documentElement.lang.startsWith(language), language)
  }

  /** @param {string} theme */
  async theme(theme) {
    await this.browser.run((theme) => {
      const select = document.querySelector('#theme')
      select.value = theme
      select.dispatchEvent(new Event('change', { bubbles: true }))
    }, theme)
    await this.browser.until((theme) => document.documentElement.dataset.theme === theme, theme)
  }

  /**
   * Shows the list of scenarios, which is folded up on a small screen.
   *
   * @param {string} code
   */
  async scenario(code) {
    const selector = `[data-code="${code}"]`
    await this.browser.run(() => {
      document.querySelector('.scenarios').open = true
    })
    await this.browser.until((selector) => document.querySelector(`${selector}:enabled`), selector)
    await this.browser.click(selector)
  }

  /** @param {string} code */
  outcome(code) {
    return this.browser.until((code) => document.querySelector('#outcome')?.innerText === code, code)
  }

  /**
   * How a scenario ended that was started for the first time.
   *
   * @param {string} code
   */
  ending(code) {
    const selector = `[data-code="${code}"] .ending`
    return this.browser.until((selector) => document.querySelector(selector)?.innerText, selector)
  }

  /** The state of each step, in order. */
  steps() {
    return this.browser.run(() => [...document.querySelectorAll('[data-step]')].map((step) => step.dataset.state))
  }

  /**
   * The rows of a table, as `{ claim: value }`.
   *
   * @param {string} id
   */
  rows(id) {
    return this.browser.until((id) => {
      const rows = [...document.querySelectorAll(`#${id} tr`)]
      return (
        rows.length > 0 &&
        Object.fromEntries(rows.map((row) => [row.querySelector('code').innerText, row.querySelector('td').innerText]))
      )
    }, id)
  }

  /** @param {string} selector */
  text(selector) {
    return this.browser.text(selector)
  }
}
