// The demo page, in the words of whoever uses it.

import { startBin } from '../package/sandbox.mjs'

/** @import { Browser } from './browser.mjs' */

/** Starts a sandbox that serves the built page; it ends with this process whatever happens to it. */
export async function startDemo() {
  const { origin, stop } = await startBin('--demo', process.env.DEMO_DIR)
  const get = async (/** @type {string} */ path) => (await fetch(`${origin}/sandbox/${path}`)).json()
  return {
    url: `${origin}/demo/`,
    stop,
    catalogue: () => get('catalogue'),
    /** Where the piece of the last puzzle belongs. */
    answer: async () => (await get('captchas')).at(-1).x,
  }
}

/** @typedef {Awaited<ReturnType<typeof startDemo>>} Demo */

export class Page {
  /**
   * @param {Browser} browser
   * @param {Demo} demo
   */
  constructor(browser, demo) {
    this.browser = browser
    this.demo = demo
  }

  /**
   * Opens the page afresh, in a language.
   *
   * @param {string} language
   * @param {string} [address] what follows its address
   */
  async open(language, address = '') {
    await this.browser.go('about:blank')
    await this.browser.go(this.demo.url + address)
    await this.browser.until(() => document.querySelector('.phone'))
    const lang = await this.browser.run(() => document.documentElement.lang)
    if (!lang.startsWith(language)) await this.browser.click('#language-switch')
    await this.browser.until((language) => document.documentElement.lang.startsWith(language), language)
  }

  /**
   * Chooses in a list, which is folded up on a small screen.
   *
   * @param {string} id
   * @param {string} value
   */
  async choose(id, value) {
    const select = () => this.#select(id, value)
    // These begin another sign-in.
    await (['person', 'register', 'timeout'].includes(id) ? this.afresh(select) : select())
  }

  /**
   * Does what begins another sign-in, and waits for its first call.
   *
   * @param {() => Promise<unknown>} change
   */
  async afresh(change) {
    await this.browser.until(() => document.querySelector('#requests button'))
    await this.browser.run(() => {
      for (const call of document.querySelectorAll('#requests button')) call.dataset.isOver = ''
    })
    await change()
    await this.browser.until(() => document.querySelector('#requests button:not([data-is-over])'))
  }

  /**
   * @param {string} id
   * @param {string} value
   */
  async #select(id, value) {
    await this.browser.run(
      (id, value) => {
        const field = document.querySelector(`#${id}`)
        for (let part = field; part; part = part.parentElement) if (part.localName === 'details') part.open = true
        if (field.type === 'checkbox') return field.checked === Boolean(value) || field.click()
        field.value = value
        field.dispatchEvent(new Event('change', { bubbles: true }))
      },
      id,
      value,
    )
  }

  /**
   * Has the next call answered by a scenario.
   *
   * @param {string} call
   * @param {string} scenario
   */
  async plan(call, scenario) {
    await this.choose('call', call)
    const select = () => this.choose('scenario', scenario)
    await (call === 'login' ? this.afresh(select) : select())
  }

  /**
   * Taps what stands on the phone, as soon as it can be.
   *
   * @param {string} id
   */
  async tap(id) {
    const selector = `.phone #${id}:enabled`
    await this.browser.until((selector) => document.querySelector(selector), selector)
    await this.browser.click(selector)
  }

  /** Moves the piece so far beside its place, and confirms. */
  async solve(beside = 0) {
    await this.puzzle()
    await this.browser.run(
      (x) => {
        const slider = document.querySelector('sliding-puzzle input')
        slider.value = x
        slider.dispatchEvent(new Event('input'))
      },
      (await this.demo.answer()) + beside,
    )
    await this.browser.click('sliding-puzzle button')
  }

  /** Waits for a puzzle whose picture is there. */
  puzzle() {
    // As far as the picture is wide, without the piece.
    return this.browser.until(() => document.querySelector('#puzzle:not([inert]) input')?.max === '263')
  }

  /** Waits for the screen of a step, by its title. */
  title(/** @type {string} */ title) {
    return this.browser.until((title) => document.querySelector('#title')?.innerText === title, title)
  }

  /** The calls so far: each with how it ended and what comes next. */
  requests() {
    return this.browser.run(() =>
      [...document.querySelectorAll('#requests button')].map((line) =>
        [line.dataset.call, line.querySelector('.ending').textContent, line.querySelector('.next').textContent]
          .filter(Boolean)
          .join(' '),
      ),
    )
  }

  /**
   * Waits until the selected call has ended so.
   *
   * @param {string} ending
   */
  outcome(ending) {
    return this.browser.until((ending) => document.querySelector('#outcome')?.innerText === ending, ending)
  }

  /** The state of each step of the selected call, in order. */
  steps() {
    return this.browser.run(() =>
      [...document.querySelectorAll('[data-step][data-state]')].map((step) => step.dataset.state),
    )
  }

  /** Waits for the rows of who signed in, as `{ claim: value }`. */
  rows() {
    return this.browser.until(() => {
      const rows = [...document.querySelectorAll('#rows [data-claim]')]
      return (
        rows.length > 0 && Object.fromEntries(rows.map((row) => [row.dataset.claim, row.querySelector('dd').innerText]))
      )
    })
  }

  /**
   * Waits for what the phone says of a failure.
   *
   * @param {string} text
   */
  failure(text) {
    return this.browser.until((text) => document.querySelector('#failure').textContent.includes(text), text)
  }

  /** @param {string} selector */
  text(selector) {
    return this.browser.text(selector)
  }
}
