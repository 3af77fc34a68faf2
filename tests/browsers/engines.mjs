// The browser engines, each as its distribution installs it, with its own driver.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Builder } from 'selenium-webdriver'
import { DriverService } from 'selenium-webdriver/remote/index.js'
import { Browser } from './browser.mjs'

/** @import { Readable } from 'node:stream' */

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
  const display = needsDisplay ? await startDisplay() : undefined
  const service = new DriverService.Builder(String(driver))
    .setLoopback(true)
    .setEnvironment({ ...process.env, ...env, ...(display && { DISPLAY: display.name }) })
    .build()
  const stop = async () => {
    await service.kill()
    await display?.stop()
  }
  try {
    const server = await service.start()
    const window = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(server)
      .withCapabilities(capabilities)
      .build()
    await window.manage().setTimeouts({ script: 20_000, pageLoad: 30_000 })
    return new Browser(window, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

/** A display that nobody sees. Xvfb chooses a number that is free, and tells it on the descriptor 3. */
async function startDisplay() {
  const options = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const [number] = await once(createInterface(/** @type {Readable} */ (server.stdio[3])), 'line')
  return {
    name: `:${number}`,
    async stop() {
      server.kill()
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    },
  }
}
