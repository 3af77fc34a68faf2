// The suite in Chromium, driven as the tests of the demo page drive it.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { open } from '../tests/browsers/engines.mjs'
import { bundle } from './bundle.mjs'
import { cases } from './cases.mjs'
import { suiteFigures } from './figures.mjs'
import { PACKAGE } from './sizes.mjs'

// A page that is isolated from other origins has a clock of 5 µs, where others have one of 100.
const HEADERS = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp', 'cache-control': 'no-store' }

/** What was measured in pages loaded one after the other. */
export async function chromium({ processes, suite }) {
  const server = await serve({
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    '/suite.js': ['text/javascript', await bundle(`export * from './hosts/page.js'`, { target: 'es2022' })],
    '/cases.json': ['application/json', JSON.stringify(cases)],
    '/wechat_mobile_bind.wasm': ['application/wasm', await readFile(join(PACKAGE, 'wechat_mobile_bind.wasm'))],
  })
  const times = []
  let version
  try {
    for (let count = 0; count < processes; count++) {
      const browser = await open('chromium')
      try {
        await browser.go(server.origin)
        version = await browser.run(() => /Chrome\/(\d+)/.exec(navigator.userAgent)[1])
        times.push(await inPage(browser, suite))
      } finally {
        await browser.close()
      }
    }
  } finally {
    server.close()
  }
  return suiteFigures(`Chromium ${version}`, ...times)
}

async function inPage(browser, options) {
  const names = await browser.run(async () => (await import('/suite.js')).prepare())
  const times = {}
  for (const name of names) {
    times[name] = JSON.parse(await browser.run(async (name, options) => (await import('/suite.js')).measure(name, options), name, options))
  }
  return times
}

/** Serves these files, each with its type. */
async function serve(files) {
  const server = createServer((request, response) => {
    const [type, content] = files[request.url] ?? []
    response.writeHead(type ? 200 : 404, { ...HEADERS, 'content-type': type ?? 'text/plain' }).end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
