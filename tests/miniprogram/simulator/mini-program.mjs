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
  systemInfo: 'full',
  storage: 'good',
  wasm: true,
  wx: true,
  globals: {},
}

export const PHONE = {
  device: { brand: 'Apple', model: 'iPhone 7<iPhone9,1>', system: 'iOS 10.3.4', platform: 'ios' },
  base: { SDKVersion: '3.1.0', version: '8.0.50', language: 'zh_CN' },
}

/**
 * Starts the mini program of a code package.
 *
 * `page` is opened with `query`; `loginCodes` are what wx.login gives, one after the other; `storage` is the phone's and
 * outlives the mini program. `realm` is what the engine's host is told of where to run it. `tenant` is an origin that answers
 * for https://acme.example.com, and `speed` makes the timers run faster.
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
  const write = (message) => child.stdin.write(`${JSON.stringify(message).replace(/[^ -~]/g, escape)}\n`)
  const reply = (id, value) => child.exitCode === null && write({ type: 'reply', id, value })
  const running = new Map()
  const changed = new Set()
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
  const network = { offline, failure: undefined, requests: [], replies: [], aborted: [] }

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
    storage: ({ key, value }) => void (value === undefined ? delete storage[key] : (storage[key] = value)),
    data: ({ data, written }) => void Object.assign(seen, { data, written }),
    console: ({ level, text }) => void seen.console.push(`${level}: ${text}`),
    title: ({ title }) => void seen.titles.push(title),
    toast: ({ title }) => void seen.titles.push(title),
    used: ({ name }) => void seen.used.push(name),
    clipboard: ({ data }) => void (seen.clipboard = data),
    launched: () => void (seen.launched = true),
    crash: ({ text }) => void (seen.crash = text),
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { type, ...message } = JSON.parse(line)
    heard[type](message)
    for (const check of changed) check()
  })

  /** Resolves to what `look` answers as soon as it answers something. */
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
    /** Waits for a text on the page. */
    shows: (text) => until(() => view().text.includes(text) && view(), `“${text}”`),
    /** Presses the button with that text. */
    press(text, detail) {
      const button = view().buttons.find((button) => button.text.includes(text))
      assert.ok(button, `no button “${text}” in ${JSON.stringify(view())}`)
      assert.equal(button.disabled, false, `the button “${text}” is disabled`)
      write({ type: 'event', handler: button.handler, event: button.event, detail, dataset: button.dataset })
    },
    event: (handler, detail, dataset) => write({ type: 'event', handler, event: handler, detail, dataset }),
    async close() {
      for (const job of running.values()) typeof job.abort === 'function' ? job.abort() : clearTimeout(job)
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
