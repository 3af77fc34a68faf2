// The doors of the fake service, asked alike: over HTTP and in memory.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { fakeService } from 'wechat-mobile-bind/testing'
import { CLIENT_ID, startBin } from '../package/sandbox.mjs'

/** @import { FakeCaptcha, FakeMessage, FakePlan } from 'wechat-mobile-bind/testing' */

/** @typedef {{ method?: string, path: string, headers?: Record<string, string>, body?: string }} Sent */
/** @typedef {{ status: number, text: string }} Reply */
/**
 * @typedef {object} Door
 * @property {string} origin
 * @property {(sent: Sent) => Promise<Reply>} send
 * @property {() => Promise<readonly FakeMessage[]>} messages
 * @property {() => Promise<readonly FakeCaptcha[]>} captchas
 * @property {(plan: FakePlan) => Promise<unknown>} next
 * @property {object} config what a client of it is created with
 * @property {() => unknown} stop
 */

export const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
export const BIND = '/api/v2/sdk/social/wechat-mobile-bind'
export const REGISTER = '/api/v2/sdk/social/wechat-mobile-register-bind'
export const CAPTCHA = '/api/v2/sdk/captcha'
export const VERIFY = '/api/v2/sdk/captcha/verify'
export const SMS = '/api/v2/sdk/sms/send'
export const EMAIL = '/api/v2/sdk/email/send'
export const BIND_BY_CODE = '/api/v2/sdk/social/bind'
export const REGISTER_BY_CODE = '/api/v2/sdk/social/register-bind'
export const MOBILE_BY_TOKEN = '/api/v2/sdk/mobile-by-token'
export const MFA_SMS = '/api/v2/sdk/mfa/sms'

/** What `Caller` makes of a reply: a sign-in, and a refusal. */
export const SUCCESS = [200, 'SUCCESS']
/** @param {string} code */
export const refused = (code) => [400, `IDAAS.SDK.${code}`]

/** The interfaces that take a code of WeChat. */
export const ENDPOINTS = [LOGIN, BIND, REGISTER]
/** The interfaces that require a state token. */
export const WITH_STATE_TOKEN = [BIND, REGISTER, BIND_BY_CODE, REGISTER_BY_CODE, MOBILE_BY_TOKEN, MFA_SMS]
export const KEYS = '/api/v1/oauth2/keys'
export const ROTATE = '/sandbox/rotate-key'

/** The mobile number and mail address of the first user; the WeChat user and the number of one with a second factor. */
export const MOBILE = '13800138000'
export const MAIL = 'zhang.wei@example.com'
export const TWO_FACTORS = { user: 'liqiang', mobile: '13400134000' }

/**
 * How each interface is called so that it succeeds.
 *
 * @type {Record<string, { method?: string, complete(caller: Caller): Promise<{ stateToken?: string, members?: Record<string, string> }> }>}
 */
export const CALLS = {
  [LOGIN]: { complete: async () => ({ members: { code: unique('wangfang') } }) },
  [BIND]: { complete: (caller) => press(caller) },
  [REGISTER]: { complete: (caller) => press(caller) },
  [CAPTCHA]: { method: 'GET', complete: async () => ({}) },
  [VERIFY]: { complete: async (caller) => ({ members: await caller.answer(MOBILE) }) },
  [SMS]: {
    complete: async (caller) => ({
      members: { mobile: MOBILE, type: 'BIND_MOBILE_SMS', captcha_token: await caller.solve(MOBILE) },
    }),
  },
  [EMAIL]: {
    complete: async (caller) => ({
      members: { email: MAIL, type: 'BIND_EMAIL_EMS', captcha_token: await caller.solve(MAIL) },
    }),
  },
  [BIND_BY_CODE]: {
    complete: async (caller) => ({
      stateToken: await caller.stateToken(),
      members: { mobile: MOBILE, verify_code: await caller.codeFor(MOBILE, 'BIND_MOBILE_SMS') },
    }),
  },
  [REGISTER_BY_CODE]: {
    complete: async (caller) => ({
      stateToken: await caller.stateToken(),
      members: { email: MAIL, verify_code: await caller.codeFor(MAIL, 'REGISTER_EMS') },
    }),
  },
  [MOBILE_BY_TOKEN]: {
    method: 'GET',
    complete: async (caller) => ({ stateToken: await caller.stateToken(TWO_FACTORS.user) }),
  },
  [MFA_SMS]: {
    complete: async (caller) => ({
      stateToken: await caller.stateToken(TWO_FACTORS.user),
      members: {
        mobile: TWO_FACTORS.mobile,
        verify_code: await caller.codeFor(TWO_FACTORS.mobile, 'MFA_AUTH_SMS'),
      },
    }),
  },
}

/** @param {Caller} caller */
const press = async (caller) => ({ stateToken: await caller.stateToken(), members: { wechat_code: unique(MOBILE) } })

/**
 * The door of a server that somebody else stops.
 *
 * @param {string} origin
 * @returns {Door}
 */
export function doorAt(origin) {
  const get = async (/** @type {string} */ path) => JSON.parse((await sendByHttp(origin, { path })).text)
  return {
    origin,
    stop() {},
    send: (sent) => sendByHttp(origin, sent),
    messages: () => get('/sandbox/messages'),
    captchas: () => get('/sandbox/captchas'),
    config: { domain: origin, allowInsecureLoopback: true },
    next: (plan) => sendByHttp(origin, { method: 'POST', path: '/sandbox/next', body: JSON.stringify(plan) }),
  }
}

/**
 * Opens each door.
 *
 * @type {Record<string, (options?: { isMisprinted?: boolean, make?: typeof fakeService }) => Promise<Door>>}
 */
export const DOORS = {
  async 'over HTTP'({ isMisprinted } = {}) {
    const { origin, stop } = await startBin(...(isMisprinted ? ['--wchat-code'] : []))
    return { ...doorAt(origin), stop }
  },
  async 'in memory'({ isMisprinted, make = fakeService } = {}) {
    const service = make({ clientId: CLIENT_ID, bodyField: isMisprinted ? 'wchat_code' : 'wechat_code' })
    const origin = 'https://acme.example.com'
    return {
      origin,
      stop() {},
      async send({ path, ...init }) {
        const response = await service.fetch(origin + path, init)
        return { status: response.status, text: await response.text() }
      },
      messages: async () => service.messages,
      captchas: async () => service.captchas,
      next: async (plan) => service.next(plan),
      config: { domain: origin, fetch: service.fetch },
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

export const HEADERS = {
  'X-operating-sys-version': 'windows10.1.1',
  'X-device-fingerprint': '156aysdna213sc50',
  'X-device-ip': '192.168.1.2',
  'X-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
  'X-L': 'en',
  'X-client-id': CLIENT_ID,
}

/** @typedef {{ stateToken?: string, members?: object, body?: string, method?: string, headers?: Record<string, string | undefined> }} Changes */
/** @typedef {{ status: number, text: string, reply: any, outcome: [number, string] }} Heard */

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
   * @param {Changes & { code?: string }} [changes]
   * @returns {Promise<Heard>}
   */
  async call(path, stem, { code = unique(stem), ...changes } = {}) {
    const stateToken = path === LOGIN ? undefined : (changes.stateToken ?? (await this.stateToken()))
    const members = { [path === LOGIN ? 'code' : 'wechat_code']: code }
    return this.ask(path, { members, ...changes, ...(stateToken !== undefined && { stateToken }) })
  }

  /**
   * A request, complete but for what it is about.
   *
   * @param {string} path
   * @param {Changes} [changes]
   * @returns {Promise<Heard>}
   */
  async ask(path, { stateToken, members, body, method = CALLS[path].method ?? 'POST', headers = {} } = {}) {
    const own = {
      ...(CALLS[path].method !== 'GET' && { 'content-type': 'application/json' }),
      ...(stateToken !== undefined && { 'X-state-token': stateToken }),
    }
    const all = Object.entries({ ...HEADERS, ...own, ...headers })
    const sent = all.filter(/** @returns {entry is [string, string]} */ (entry) => entry[1] !== undefined)
    const { status, text } = await this.door.send({
      method,
      path,
      headers: Object.fromEntries(sent),
      body: body ?? (members ? JSON.stringify(members) : ''),
    })
    const reply = parsed(text)
    return { status, text, reply, outcome: [status, reply?.status ?? reply?.error_code ?? text] }
  }

  /**
   * A request that succeeds.
   *
   * @param {string} path
   */
  complete(path) {
    return CALLS[path].complete(this)
  }

  /** The state token of a login: by default for a WeChat user who is not bound yet. */
  async stateToken(user = stranger()) {
    return (await this.call(LOGIN, user)).reply.state_token
  }

  /**
   * The answer to a new puzzle, so many pixels beside its place.
   *
   * @param {string} sender
   */
  async answer(sender, beside = 0) {
    const { token } = (await this.ask(CAPTCHA)).reply
    const { x } = (await this.door.captchas()).find((captcha) => captcha.token === token) ?? { x: Number.NaN }
    return { point_json: `{"x":${(x + beside).toFixed(1)},"y":5.0}`, token, sender }
  }

  /**
   * A captcha token.
   *
   * @param {string} sender
   */
  async solve(sender) {
    return (await this.ask(VERIFY, { members: await this.answer(sender) })).reply.captcha_token
  }

  /**
   * The verification code of a message.
   *
   * @param {string} to
   * @param {string} type
   */
  async codeFor(to, type) {
    const [path, member] = to.includes('@') ? [EMAIL, 'email'] : [SMS, 'mobile']
    const { status } = await this.ask(path, { members: { [member]: to, type, captcha_token: await this.solve(to) } })
    const { code, ...message } = (await this.door.messages()).at(-1) ?? { code: '' }
    assert.deepEqual([status, message], [200, { to, type }])
    return code
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
