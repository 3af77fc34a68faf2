// A sandbox service for one test file.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export const CLIENT_ID = 'nTo1eRIub60vPb54WeE6aojPwYwImtl4'

export const DEVICE = {
  osVersion: 'windows10.1.1',
  fingerprint: '156aysdna213sc50',
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
}

/** @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox */

/**
 * Starts a sandbox on a free port; it ends with this process whatever happens to it.
 *
 * @param {string[]} options
 */
export async function startSandbox(...options) {
  const service = spawn(process.env.SANDBOX_BIN, ['--port', '0', '--record', '--exit-with-stdin', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(service.stdout), 'line')
  const origin = line.replace('sandbox listening on ', '')
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
    async stop() {
      service.stdin.end()
      if (service.exitCode === null) await once(service, 'exit')
    },
  }
}
