// The doors of the fake service, asked alike: over HTTP and in memory.

import { once } from 'node:events'
import { request } from 'node:http'
import { fakeService } from 'wechat-mobile-bind/testing'
import { CLIENT_ID, startBin } from '../package/sandbox.mjs'

/** @typedef {{ method?: string, path: string, headers?: Record<string, string>, body?: string }} Sent */
/** @typedef {{ status: number, text: string }} Reply */
/** @typedef {{ origin: string, send(sent: Sent): Promise<Reply>, stop(): unknown }} Door */

export const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
export const BIND = '/api/v2/sdk/social/wechat-mobile-bind'
export const REGISTER = '/api/v2/sdk/social/wechat-mobile-register-bind'
export const ENDPOINTS = [LOGIN, BIND, REGISTER]
export const KEYS = '/api/v1/oauth2/keys'
export const ROTATE = '/sandbox/rotate-key'

/**
 * Opens each door.
 *
 * @type {Record<string, (options?: { isMisprinted?: boolean }) => Promise<Door>>}
 */
export const DOORS = {
  async 'over HTTP'({ isMisprinted } = {}) {
    const { origin, stop } = await startBin(...(isMisprinted ? ['--wchat-code'] : []))
    return { origin, stop, send: (sent) => sendByHttp(origin, sent) }
  },
  async 'in memory'({ isMisprinted } = {}) {
    const { fetch } = fakeService({ clientId: CLIENT_ID, bodyField: isMisprinted ? 'wchat_code' : 'wechat_code' })
    const origin = 'https://acme.example.com'
    return {
      origin,
      stop() {},
      async send({ path, ...init }) {
        const response = await fetch(origin + path, init)
        return { status: response.status, text: await response.text() }
      },
    }
  },
}

/**
 * @param {string} origin
 * @param {Sent} sent
 * @returns {Promise<Reply & { headers: import('node:http').IncomingHttpHeaders }>}
 */
export async function sendByHttp(origin, { path, body = '', method = 'GET', headers = {} }) {
  // As bytes: Node.js writes a header's characters as Latin-1.
  const written = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers }).map(
    ([name, value]) => [name, Buffer.from(value).toString('latin1')],
  )
  const outgoing = request(new URL(origin), { path, method, headers: Object.fromEntries(written), agent: false })
  // Not as text: that would be written together with the head, in UTF-8.
  outgoing.end(Buffer.from(body))
  const [incoming] = await once(outgoing, 'response')
  incoming.setEncoding('utf8')
  let text = ''
  for await (const chunk of incoming) text += chunk
  return { status: incoming.statusCode, headers: incoming.headers, text }
}

let serial = 0

/**
 * A code that is not used yet.
 *
 * @param {string} stem
 */
export const unique = (stem) => `${stem}.${++serial}`

/** A WeChat user whom nobody else signs in as. */
export const stranger = () => `stranger-${++serial}`

const HEADERS = {
  'content-type': 'application/json',
  'X-operating-sys-version': 'windows10.1.1',
  'X-device-fingerprint': '156aysdna213sc50',
  'X-device-ip': '192.168.1.2',
  'X-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
  'X-L': 'en',
  'X-client-id': CLIENT_ID,
}

/** A caller of the interfaces, without the package. */
export class Caller {
  /** @param {Door} door */
  constructor(door) {
    this.door = door
  }

  /**
   * A complete request, with a code that is not used yet unless it is given; `headers` change it, `undefined` takes one out.
   *
   * @param {string} path
   * @param {string} stem
   * @param {{ stateToken?: string, code?: string, body?: string, method?: string, headers?: Record<string, string | undefined> }} [changes]
   * @returns {Promise<{ status: number, text: string, reply: any, outcome: [number, string] }>}
   */
  async call(path, stem, { stateToken, code = unique(stem), body, method = 'POST', headers = {} } = {}) {
    const own = path === LOGIN ? {} : { 'X-state-token': stateToken ?? (await this.stateToken()) }
    const all = Object.entries({ ...HEADERS, ...own, ...headers })
    const sent = all.filter(/** @returns {entry is [string, string]} */ (entry) => entry[1] !== undefined)
    const { status, text } = await this.door.send({
      method,
      path,
      headers: Object.fromEntries(sent),
      body: body ?? JSON.stringify({ [path === LOGIN ? 'code' : 'wechat_code']: code }),
    })
    const reply = parsed(text)
    return { status, text, reply, outcome: [status, reply?.status ?? reply?.error_code ?? text] }
  }

  /** A state token for a WeChat user who is not bound yet. */
  async stateToken(user = stranger()) {
    return (await this.call(LOGIN, user)).reply.state_token
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
