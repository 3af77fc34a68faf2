// The browser engines, each as its distribution installs it, with its own driver.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { Browser } from './browser.mjs'

/** @import { Readable } from 'node:stream' */

/** @import { ChildProcess } from 'node:child_process' */

const WEBKIT_BROWSER = process.env.MINIBROWSER

/** @type {Record<string, { driver?: string, capabilities: object, needsDisplay?: boolean, env?: object }>} */
const ENGINES = {
  chromium: {
    driver: process.env.CHROMEDRIVER,
    capabilities: {
      browserName: 'chrome',
      'goog:chromeOptions': {
        args: [
          'headless=new',
          // As root, as in a container, Chromium starts without its sandbox or not at all.
          ...(process.getuid?.() === 0 ? ['no-sandbox'] : []),
          'disable-gpu',
          'disable-quic',
          'no-first-run',
          'disable-background-networking',
          'disable-component-update',
          'disable-sync',
          'hide-scrollbars',
        ],
      },
    },
  },
  firefox: {
    driver: process.env.GECKODRIVER,
    capabilities: {
      browserName: 'firefox',
      'moz:firefoxOptions': { args: ['-headless'], prefs: { 'network.captive-portal-service.enabled': false } },
    },
  },
  webkit: {
    driver: process.env.WEBKITDRIVER,
    needsDisplay: true,
    env: { GDK_BACKEND: 'x11', ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}) },
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: WEBKIT_BROWSER, args: ['--automation'] },
    },
  },
}

/** The engines that are installed here. */
export const installed = Object.keys(ENGINES).filter((engine) => ENGINES[engine].driver)

/**
 * A window of the engine. Whoever opens it closes it.
 *
 * @param {string} engine
 */
export async function open(engine) {
  const { driver, capabilities, needsDisplay, env = {} } = ENGINES[engine]
  /** @type {ChildProcess[]} */
  const started = []
  const stop = async () => {
    for (const child of started.reverse()) {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
  }
  try {
    const display = needsDisplay ? { DISPLAY: await startDisplay(started) } : {}
    const port = await freePort()
    const child = spawn(String(driver), [`--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, ...env, ...display },
    })
    started.push(child)
    const origin = `http://127.0.0.1:${port}`
    await isReady(origin, child)
    return await Browser.start(engine, origin, capabilities, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * A display that nobody sees. Xvfb chooses a number that is free, and tells it on the descriptor 3.
 *
 * @param {ChildProcess[]} started
 */
async function startDisplay(started) {
  const options = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  started.push(server)
  const [number] = await once(createInterface(/** @type {Readable} */ (server.stdio[3])), 'line')
  return `:${number}`
}

async function freePort() {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/**
 * @param {string} origin
 * @param {ChildProcess} child
 */
async function isReady(origin, child) {
  for (let attempts = 0; attempts < 300; attempts++) {
    if (child.exitCode !== null) throw new Error(`the driver ended with ${child.exitCode}`)
    const status = await fetch(`${origin}/status`)
      .then((response) => response.json())
      .catch(() => undefined)
    if (status?.value?.ready) return
    await pause(50)
  }
  throw new Error('the driver does not listen')
}
