// A browser as a person uses it, over the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/), which
// every engine speaks.

import { writeFile } from 'node:fs/promises'

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** Keys that no character stands for (WebDriver, "Keyboard actions"). */
export const KEYS = {
  tab: '\ue004',
  enter: '\ue007',
  space: ' ',
  shift: '\ue008',
  down: '\ue015',
  control: '\ue009',
  backspace: '\ue003',
}

export class Browser {
  #session
  #stop

  /**
   * @param {string} engine
   * @param {string} session
   * @param {() => Promise<void>} stop
   */
  constructor(engine, session, stop) {
    this.engine = engine
    this.#session = session
    this.#stop = stop
  }

  /**
   * @param {string} engine
   * @param {string} origin
   * @param {object} capabilities
   * @param {() => Promise<void>} stop
   */
  static async start(engine, origin, capabilities, stop) {
    const { sessionId } = await send('POST', `${origin}/session`, { capabilities: { alwaysMatch: capabilities } })
    const browser = new Browser(engine, `${origin}/session/${sessionId}`, stop)
    await browser.#post('timeouts', { script: 20_000, pageLoad: 30_000, implicit: 0 })
    return browser
  }

  async close() {
    try {
      await send('DELETE', this.#session)
    } finally {
      await this.#stop()
    }
  }

  /** @param {string} url */
  go(url) {
    return this.#post('url', { url })
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
    const element = await this.#find(selector)
    await this.#post(`element/${element}/click`, {})
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
    await this.press(...text)
  }

  /**
   * Presses keys one after the other, wherever the focus is.
   *
   * @param {...string} keys
   */
  press(...keys) {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    return this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  /**
   * Presses a key while another is held.
   *
   * @param {string} held
   * @param {string} value
   */
  chord(held, value) {
    const actions = [
      { type: 'keyDown', value: held },
      { type: 'keyDown', value },
      { type: 'keyUp', value },
      { type: 'keyUp', value: held },
    ]
    return this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
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
    return this.#inPage(String(script), args)
  }

  /**
   * @param {string} script
   * @param {unknown[]} args
   */
  async #inPage(script, args) {
    const body = `const done = arguments[arguments.length - 1]
      Promise.resolve((${script})(...[...arguments].slice(0, -1))).then(
        (value) => done({ value }), (error) => done({ error: error + '\\n' + (error?.stack ?? '') }))`
    const { value, error } = await this.#post('execute/async', { script: body, args })
    if (error) throw new Error(`in the page: ${error}`)
    return value
  }

  /**
   * Runs a script for what it defines.
   *
   * @param {string} script
   */
  load(script) {
    return this.#post('execute/sync', { script, args: [] })
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
  async until(script, ...args) {
    const waiting = `async (...args) => {
        const end = performance.now() + 15000
        for (;;) {
          const value = await (${script})(...args)
          if (value) return value
          if (performance.now() > end) throw new Error('it never came to be: ' + ${JSON.stringify(String(script))})
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }`
    return this.#inPage(waiting, args)
  }

  /**
   * The text that a person reads there.
   *
   * @param {string} selector
   */
  async text(selector) {
    return this.run((selector) => document.querySelector(selector)?.innerText.trim(), selector)
  }

  /**
   * Makes the page so wide, as near as the engine's window goes.
   *
   * @param {number} width
   * @param {number} height
   */
  async size(width, height) {
    if (this.engine === 'chromium') {
      await this.#cdp('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: width < 600,
      })
    } else {
      const [dx, dy] = await this.run(() => [outerWidth - innerWidth, outerHeight - innerHeight])
      await this.#post('window/rect', { width: width + dx, height: height + dy })
    }
  }

  /**
   * Emulates what the user of this engine can prefer; Chromium only.
   *
   * @param {string} feature
   * @param {string} value
   */
  prefer(feature, value) {
    return this.#cdp('Emulation.setEmulatedMedia', { features: [{ name: feature, value }] })
  }

  /** @param {string} file */
  async screenshot(file) {
    await writeFile(file, Buffer.from(await send('GET', `${this.#session}/screenshot`), 'base64'))
  }

  /** @param {string} selector */
  async #find(selector) {
    const found = await this.#post('element', { using: 'css selector', value: selector })
    return found[ELEMENT]
  }

  /**
   * @param {string} cmd
   * @param {object} params
   */
  #cdp(cmd, params) {
    return this.#post('goog/cdp/execute', { cmd, params })
  }

  /**
   * @param {string} command
   * @param {object} body
   */
  #post(command, body) {
    return send('POST', `${this.#session}/${command}`, body)
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 */
async function send(method, url, body) {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const { value } = await response.json()
  if (!response.ok)
    throw new Error(
      `WebDriver ${new URL(url).pathname.split('/').slice(3).join('/')}: ${value.error}: ${value.message}`,
    )
  return value
}
