// The core with serde_json, natively: the program of peer.rs, which answers each line with one.

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { toUSVString } from 'node:util'

/** @type {(name: string, value: any) => any} */
const wellFormed = (_, value) => (typeof value === 'string' ? toUSVString(value) : value)

/**
 * What the core makes of an input: a result, or an error's class and content.
 *
 * @typedef {{ result?: any, name?: string, error?: any, rawErrorCode?: string, errorMessage?: string }} Outcome
 */

/**
 * Starts the peer.
 *
 * @param {string} program
 */
export function startPeer(program) {
  const peer = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  /** @type {((line: string) => void)[]} */
  const waiting = []
  createInterface({ input: peer.stdout }).on('line', (line) => waiting.shift()?.(line))
  peer.on('exit', (code) => {
    if (!peer.killed) throw new Error(`the native peer ended (${code})`)
  })
  return {
    /**
     * @param {object} call
     * @returns {Promise<Outcome>}
     */
    ask: (call) =>
      new Promise((resolve) => {
        const line = JSON.stringify(call, wellFormed)
        waiting.push((line) => resolve(JSON.parse(line)))
        peer.stdin.write(`${line}\n`)
      }),
    stop: () => void peer.kill(),
  }
}

/** @typedef {ReturnType<typeof startPeer>} Peer */
