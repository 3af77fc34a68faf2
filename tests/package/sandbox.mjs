// A sandbox for one test file: the fake service over HTTP, as `npx wechat-mobile-bind` runs it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The program of the packed package. */
export const BIN = join(import.meta.dirname, 'node_modules/wechat-mobile-bind/bin.cjs')

export const CLIENT_ID = 'nTo1eRIub60vPb54WeE6aojPwYwImtl4'

export const DEVICE = {
  osVersion: 'windows10.1.1',
  fingerprint: '156aysdna213sc50',
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
}

/** @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox */

/**
 * Starts the program on a free port; it ends with this process whatever happens to it.
 *
 * @param {string[]} options
 */
export async function startBin(...options) {
  const program = spawn(process.execPath, [BIN, '--port', '0', '--exit-with-stdin', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(program.stdout), 'line')
  return {
    origin: line.replace('fake service listening on ', ''),
    async stop() {
      program.stdin.end()
      if (program.exitCode === null) await once(program, 'exit')
    },
  }
}

/**
 * A sandbox that keeps what it receives.
 *
 * @param {string[]} options
 */
export async function startSandbox(...options) {
  const { origin, stop } = await startBin('--record', ...options)
  let serial = 0

  return {
    origin,
    /**
     * A code that no test has used yet.
     *
     * @param {string} code
     */
    fresh: (code) => `${code}.${++serial}`,
    /** A state token, as the login interface gives it to a WeChat user who has still to be bound. */
    async stateToken() {
      const response = await fetch(`${origin}/api/v2/sdk/login/wechat-miniprogram`, {
        method: 'POST',
        headers: {
          'X-operating-sys-version': DEVICE.osVersion,
          'X-device-fingerprint': DEVICE.fingerprint,
          'X-agent': DEVICE.userAgent,
          'X-client-id': CLIENT_ID,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ code: `stranger-${++serial}` }),
      })
      return (await response.json()).state_token
    },
    /**
     * What the service has received since the last call.
     *
     * @returns {Promise<{ method: string, path: string, headers: Record<string, string>, body: string }[]>}
     */
    async receivedAll() {
      const requests = await (await fetch(`${origin}/sandbox/requests`)).json()
      await fetch(`${origin}/sandbox/requests`, { method: 'DELETE' })
      return requests
    },
    /** The same without the logins, which `stateToken` makes. */
    async received() {
      return (await this.receivedAll()).filter(({ path }) => !path.includes('/login/'))
    },
    /** Where the piece of the last puzzle belongs, in pixels of its picture. */
    async answer() {
      return (await (await fetch(`${origin}/sandbox/captchas`)).json()).at(-1).x
    },
    /** The last message that the service would have sent. */
    async message() {
      return (await (await fetch(`${origin}/sandbox/messages`)).json()).at(-1)
    },
    stop,
  }
}

/**
 * Asserts that an outcome has the members that a scenario's row names; the catalogue has `null` for what is missing.
 *
 * @param {any} outcome a result or an error
 * @param {Record<string, any>} gets
 */
export function assertGets(outcome, gets) {
  for (const [member, wanted] of Object.entries(gets)) {
    const found = outcome[member]
    if (wanted && typeof wanted === 'object') assertGets(found ?? {}, wanted)
    else assert.equal(found ?? null, wanted ?? null, member)
  }
}
