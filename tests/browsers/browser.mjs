// A page as a person uses it, in any engine.

import { writeFile } from 'node:fs/promises'
import { By } from 'selenium-webdriver'
import { Driver as Chromium } from 'selenium-webdriver/chrome.js'

/** @import { WebDriver } from 'selenium-webdriver' */

export class Browser {
  #driver
  #stop

  /**
   * @param {WebDriver} driver
   * @param {() => Promise<void>} stop
   */
  constructor(driver, stop) {
    this.#driver = driver
    this.#stop = stop
  }

  async close() {
    try {
      await this.#driver.quit()
    } finally {
      await this.#stop()
    }
  }

  /** @param {string} url */
  go(url) {
    return this.#driver.get(url)
  }

  /**
   * Presses what stands there, once it stands still: a person waits for that too.
   *
   * @param {string} selector
   */
  async click(selector) {
    await this.run(async (selector) => {
      const place = () => JSON.stringify(document.querySelector(selector)?.getBoundingClientRect())
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      document.querySelector(selector)?.scrollIntoView({ block: 'nearest' })
      for (let before, now = place(); now !== before; before = now, await frame(), now = place());
    }, selector)
    await this.#driver.findElement(By.css(selector)).click()
  }

  /**
   * Replaces what stands in a field, key by key.
   *
   * @param {string} selector
   * @param {string} text
   */
  async fill(selector, text) {
    await this.run((selector) => {
      const field = document.querySelector(selector)
      field.focus()
      field.select()
    }, selector)
    await this.press(text)
  }

  /**
   * Presses keys one after the other, wherever the focus is.
   *
   * @param {string} keys
   */
  press(keys) {
    return this.#driver.actions().sendKeys(keys).perform()
  }

  /**
   * What a function answers that runs in the page; it may be async.
   *
   * @template {unknown[]} Args
   * @template T
   * @param {(...args: Args) => T} script
   * @param {Args} args
   * @returns {Promise<Awaited<T>>}
   */
  run(script, ...args) {
    return this.#driver.executeScript(script, ...args)
  }

  /**
   * Runs a script for what it defines.
   *
   * @param {string} script
   */
  load(script) {
    return this.#driver.executeScript(script)
  }

  /**
   * Waits until a function that runs in the page answers something true, and answers that.
   *
   * @template {unknown[]} Args
   * @template T
   * @param {(...args: Args) => T} script
   * @param {Args} args
   * @returns {Promise<Exclude<NonNullable<Awaited<T>>, false>>}
   */
  until(script, ...args) {
    /** @type {Promise<any>} */
    const answer = this.#driver.wait(() => this.run(script, ...args), 15_000, `it never came to be: ${script}`, 20)
    return answer
  }

  /**
   * The text that a person reads there.
   *
   * @param {string} selector
   */
  text(selector) {
    return this.run((selector) => document.querySelector(selector)?.innerText.trim(), selector)
  }

  /**
   * Makes the page so wide, as near as the engine's window goes.
   *
   * @param {number} width
   * @param {number} height
   */
  async size(width, height) {
    if (this.#driver instanceof Chromium) {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 }
      await this.#driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', metrics)
    } else {
      const [dx, dy] = await this.run(() => [outerWidth - innerWidth, outerHeight - innerHeight])
      await this.#driver
        .manage()
        .window()
        .setRect({ width: width + dx, height: height + dy })
    }
  }

  /**
   * The colours and the language that the user prefers; only in Chromium.
   *
   * @param {'light' | 'dark'} scheme
   * @param {string} acceptLanguage
   */
  async prefer(scheme, acceptLanguage = 'en') {
    if (!(this.#driver instanceof Chromium)) throw new Error('only Chromium can be told')
    const features = [{ name: 'prefers-color-scheme', value: scheme }]
    await this.#driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features })
    const userAgent = await this.run(() => navigator.userAgent)
    await this.#driver.sendDevToolsCommand('Emulation.setUserAgentOverride', { userAgent, acceptLanguage })
  }

  /** @param {string} file */
  async screenshot(file) {
    await writeFile(file, await this.#driver.takeScreenshot(), 'base64')
  }
}
