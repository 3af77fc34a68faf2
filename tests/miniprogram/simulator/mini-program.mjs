// A running mini program: its logic layer in an engine of its own, with a phone and a network around it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { scripts, wasm } from './code-package.mjs'
import { ENGINES } from './engines.mjs'
import { OFFLINE, send } from './network.mjs'
import { promisePolyfill } from './promise.mjs'
import { render } from './wxml.mjs'

/** @import { Answer, Files, LaunchOptions, WxRequest } from './types.js' */

const TENANT = 'https://acme.example.com'

/** What differs between hosts. */
export const SWITCHES = {
  promise: 'native',
  globalThis: true,
  global: true,
  bigInt: true,
  instance: 'bare',
  refuseGlobals: true,
  oldBuiltIns: true,
  library: 3.01,
  storage: 'good',
  wasm: true,
  wx: true,
  globals: {},
}

export const PHONE = {
  device: { brand: 'Apple', model: 'iPhone 7<iPhone9,1>', system: 'iOS 10.3.4', platform: 'ios' },
  base: { SDKVersion: '3.1.0', version: '8.0.50', language: 'zh_CN' },
}

/** @typedef {Awaited<ReturnType<typeof launch>>} Program */

/**
 * Starts the mini program of a code package.
 *
 * `page` is opened with `query`; `loginCodes` are what wx.login gives, one after the other; `storage` is the phone's and
 * outlives the mini program. `realm` is what the engine's host is told of where to run it. `tenant` is an origin that answers
 * for https://acme.example.com, and `speed` makes the timers run faster.
 *
 * @param {Files} files
 * @param {LaunchOptions} options
 */
export async function launch(
  files,
  {
    engine = 'today’s V8',
    realm = [],
    switches,
    page,
    query,
    loginCodes = [],
    offline = false,
    storage = {},
    phone = PHONE,
    tenant = TENANT,
    speed = 1,
  } = {},
) {
  const [program, ...args] = [...ENGINES[engine], ...realm]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  /** @param {object} message */
  const write = (message) => child.stdin.write(`${JSON.stringify(message).replace(/[^ -~]/g, escaped)}\n`)
  /**
   * @param {number} id
   * @param {unknown} [value]
   */
  const reply = (id, value) => child.exitCode === null && write({ type: 'reply', id, value })
  /** @type {Map<number, any>} */
  const running = new Map()
  /** @type {Set<() => void>} */
  const changed = new Set()
  /**
   * @type {{ data?: any, written?: string[], kept?: unknown, console: string[], titles: string[], used: string[], clipboard?: string,
   *   wasmPaths: string[], crash?: string, launched: boolean }}
   */
  const seen = {
    data: undefined,
    console: [],
    titles: [],
    used: [],
    clipboard: undefined,
    wasmPaths: [],
    crash: undefined,
    launched: false,
  }
  // `failure` is what WeChat reports in the place of a reply, such as `{ errMsg, errno }`.
  /** @type {{ offline: boolean, failure: unknown, requests: WxRequest[], replies: Answer[], aborted: number[] }} */
  const network = { offline, failure: undefined, requests: [], replies: [], aborted: [] }

  /** @type {Record<string, (message: any) => void>} */
  const heard = {
    timer({ id, milliseconds }) {
      running.set(
        id,
        setTimeout(() => reply(id), milliseconds / speed),
      )
    },
    clear: ({ timer }) => clearTimeout(running.get(timer)),
    file({ id, path }) {
      seen.wasmPaths.push(path)
      reply(id, wasm(files, path))
    },
    request({ id, ...options }) {
      network.requests.push(options)
      if (network.offline) return reply(id, OFFLINE)
      if (network.failure) return reply(id, { failure: network.failure })
      running.set(
        id,
        send({ ...options, url: options.url.replace(TENANT, tenant) }, (answer) => {
          network.replies.push(answer)
          reply(id, answer)
        }),
      )
    },
    abort({ request }) {
      network.aborted.push(request)
      running.get(request)?.abort()
    },
    login: ({ id }) => reply(id, loginCodes.shift()),
    storage({ key, value }) {
      if (value === undefined) delete storage[key]
      else storage[key] = value
    },
    data: ({ data, written, kept }) => void Object.assign(seen, { data, written, kept }),
    console: ({ level, text }) => void seen.console.push(`${level}: ${text}`),
    title: ({ title }) => void seen.titles.push(title),
    toast: ({ title }) => void seen.titles.push(title),
    used: ({ name }) => void seen.used.push(name),
    clipboard: ({ data }) => void Object.assign(seen, { clipboard: data }),
    launched: () => void Object.assign(seen, { launched: true }),
    crash: ({ text }) => void Object.assign(seen, { crash: text }),
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { type, ...message } = JSON.parse(line)
    heard[type](message)
    for (const check of changed) check()
  })

  /**
   * Resolves to what `look` answers as soon as it answers something.
   *
   * @template T
   * @param {() => T} look
   * @param {string} what
   * @returns {Promise<NonNullable<T>>}
   */
  function until(look, what, patience = 20_000) {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = seen.crash === undefined ? look() : undefined
        if (seen.crash === undefined && !found) return
        changed.delete(check)
        clearTimeout(timer)
        if (found) resolve(found)
        else reject(new Error(`the mini program crashed: ${seen.crash}`))
      }
      const timer = setTimeout(() => {
        changed.delete(check)
        reject(new Error(`${what} did not come; the page has ${JSON.stringify(seen.data)}; ${seen.console.join('\n')}`))
      }, patience)
      changed.add(check)
      check()
    })
  }

  const view = () => render(String(files.get(`${page}.wxml`)), seen.data ?? {})

  write({
    type: 'launch',
    files: scripts(files),
    page,
    query,
    storage,
    device: phone,
    promise: promisePolyfill(),
    switches: { ...SWITCHES, ...switches },
  })
  await until(() => seen.launched, 'the launch').catch((error) => {
    child.kill()
    throw error
  })

  return {
    seen,
    network,
    storage,
    until,
    view,
    /**
     * Waits for a text on the page.
     *
     * @param {string} text
     */
    shows: (text) => until(() => (view().text.includes(text) ? view() : undefined), `“${text}”`),
    /**
     * Presses the button with that text.
     *
     * @param {string} text
     * @param {object} [detail]
     */
    press(text, detail) {
      const button = view().buttons.find((button) => button.text.includes(text))
      assert.ok(button, `no button “${text}” in ${JSON.stringify(view())}`)
      assert.equal(button.disabled, false, `the button “${text}” is disabled`)
      write({ type: 'event', handler: button.handler, event: button.event, detail, dataset: button.dataset })
    },
    /**
     * @param {string} handler
     * @param {unknown} [detail]
     * @param {object} [dataset]
     * @param {{ event?: string, id?: string }} [more] the event's name, and the element's id
     */
    event: (handler, detail, dataset, { event = handler, id = '' } = {}) =>
      write({ type: 'event', handler, event, detail, dataset, id }),
    async close() {
      for (const job of running.values()) typeof job.abort === 'function' ? job.abort() : clearTimeout(job)
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** @param {string} unit */
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
