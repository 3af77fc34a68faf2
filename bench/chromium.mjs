// The suite in Chromium, driven as the tests of the demo page drive it.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { open } from '../tests/browsers/engines.mjs'
import { bundle } from './bundle.mjs'
import { cases } from './cases.mjs'
import { figure, suiteFigures } from './figures.mjs'
import { inTurns } from './rounds.js'
import { PACKAGE, WHOLE } from './sizes.mjs'

/**
 * @import { Effort, SuiteOptions, SuiteTimes } from './types.js'
 * @import { Browser } from '../tests/browsers/browser.mjs'
 */

// A page that is isolated from other origins has a clock of 5 µs, where others have one of 100.
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cache-control': 'no-store',
}

/** Where the suite is served. */
const SUITE = '/suite.js'

/**
 * What was measured in one window after the other.
 *
 * @param {Effort} effort
 */
export async function chromium({ processes, suite, cold }) {
  const server = await serve({
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    [SUITE]: ['text/javascript', await bundle(`export * from './hosts/page.js'`, { target: 'es2022' })],
    '/cases.json': ['application/json', JSON.stringify(cases)],
    '/wechat_mobile_bind.wasm': ['application/wasm', await readFile(join(PACKAGE, 'wechat_mobile_bind.wasm'))],
    ...(await scripts()),
  })
  /** @type {SuiteTimes[]} */
  const times = []
  try {
    for (let count = 0; count < processes; count++) {
      times.push(
        await inWindow(async (browser) => {
          await browser.go(server.origin)
          return inPage(browser, suite)
        }),
      )
    }
    return await inWindow(async (browser) => {
      const host = `Chromium ${await browser.run(() => /Chrome\/(\d+)/.exec(navigator.userAgent)?.[1])}`
      const starts = await inTurns(Object.keys(WHOLE), cold.rounds, (name) => start(browser, server.origin, name))
      return [...suiteFigures(host, ...times), figure(host, 'cold start', 'wall clock', 'ms', starts)]
    })
  } finally {
    server.close()
  }
}

/**
 * @template T
 * @param {(browser: Browser) => Promise<T>} run
 */
async function inWindow(run) {
  const browser = await open('chromium')
  try {
    return await run(browser)
  } finally {
    await browser.close()
  }
}

// Where the scripts of those who do the whole job are served.
/** @param {string} name */
const address = (name) => `/${encodeURIComponent(name)}.js`

async function scripts() {
  const bundled = Object.entries(WHOLE).map(async ([name, lines]) => [
    address(name),
    ['text/javascript', await bundle(lines)],
  ])
  return Object.fromEntries(await Promise.all(bundled))
}

/**
 * From the import to the first bind in a new page, nothing cached, the server on this machine.
 *
 * @param {Browser} browser
 * @param {string} origin
 * @param {string} name
 */
async function start(browser, origin, name) {
  await browser.go(origin)
  return browser.run(async (script) => {
    const { bind } = await (await fetch('/cases.json')).json()
    const answer = async () => ({ status: 200, text: async () => bind.reply })
    const start = performance.now()
    const { createClient } = await import(script)
    const client = await createClient({ ...bind.config, fetch: answer })
    const { sessionToken } = await client.bind(bind.params)
    const took = performance.now() - start
    if (sessionToken !== bind.sessionToken) throw new Error(`${script} does not bind`)
    return took
  }, address(name))
}

/**
 * @param {Browser} browser
 * @param {SuiteOptions} options
 */
async function inPage(browser, options) {
  const names = await browser.run(async (suite) => (await import(suite)).prepare(), SUITE)
  /** @type {SuiteTimes} */
  const times = {}
  for (const name of names) {
    times[name] = JSON.parse(
      await browser.run(
        async (suite, name, options) => (await import(suite)).measure(name, options),
        SUITE,
        name,
        options,
      ),
    )
  }
  return times
}

/**
 * Serves these files, each with its type.
 *
 * @param {Record<string, [string, string | Buffer]>} files
 */
async function serve(files) {
  const server = createServer((request, response) => {
    const [type, content] = files[String(request.url)] ?? []
    response.writeHead(type ? 200 : 404, { ...HEADERS, 'content-type': type ?? 'text/plain' }).end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
