// Everything that can happen to a sign-in, and what the service answers to it, found out without the package.

import { CLIENT_ID, DEVICE } from '../package/sandbox.mjs'
import { isChinese } from './blocks.mjs'

const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
const BIND = '/api/v2/sdk/social/wechat-mobile-bind'
const REGISTER = '/api/v2/sdk/social/wechat-mobile-register-bind'

/**
 * What happens to a sign-in, by the names of the codes that WeChat gives: a person, a phone or a scenario.
 *
 * @typedef {{ title: string, login: string, phone?: string }} Happening
 */

/**
 * The session token of a reply, if it is a success; read by hand, as the interface's page has it.
 *
 * @param {string} text
 * @returns {string | undefined}
 */
export function sessionIn(text) {
  const reply = parsed(text)
  return /^\s*SUCCESS?\s*$/.test(reply?.status) ? reply.session_token?.trim() || undefined : undefined
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

/** How long the clients of the examples wait, and how much faster the clock of a test runs. */
const TIMEOUT_MS = 10_000
export const SPEED = 10

// A test may put another one in its place.
const hostFetch = globalThis.fetch

/**
 * @param {string} origin
 * @param {string} path
 * @param {object} body
 */
async function ask(origin, path, body, headers = {}) {
  const response = await hostFetch(origin + path, {
    method: 'POST',
    headers: {
      'X-operating-sys-version': DEVICE.osVersion,
      'X-device-fingerprint': DEVICE.fingerprint,
      'X-agent': DEVICE.userAgent,
      'X-client-id': CLIENT_ID,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS / SPEED),
  }).catch(() => undefined)
  return (await response?.text().catch(() => undefined)) ?? ''
}

/**
 * What can happen: the names of the codes that WeChat gives. `login` and `phone` name a person, a phone or a scenario;
 * a user who declines has no `phone`.
 *
 * @param {string} origin
 * @returns {Promise<Happening[]>}
 */
export async function happenings(origin) {
  /** @type {{ scenarios: { code: string, at: string[] }[] }} */
  const { scenarios } = await (await fetch(`${origin}/sandbox/catalogue`)).json()
  const names = scenarios.filter(({ at }) => at.includes('bind')).map(({ code }) => code.replace('<ms>', '20'))
  return [
    { title: 'a user who is known', login: 'wangfang', phone: '13900139000' },
    { title: 'a user to be bound', login: 'stranger', phone: '13800138000' },
    { title: 'a phone that nobody has', login: 'stranger', phone: '15500155000' },
    { title: 'a user who declines', login: 'stranger', phone: undefined },
    ...names.map((name) => ({ title: `${name} at the login`, login: name, phone: '13800138000' })),
    ...names.map((name) => ({ title: `${name} at the bind`, login: 'stranger', phone: name })),
  ]
}

/**
 * What a block of a page has to survive: everything in the English edition. In the Chinese one only what persons do, without the
 * scenarios of the sandbox: inventory.test.mjs checks that its code is the same.
 *
 * @template {{ title: string }} T
 * @param {string} page
 * @param {T[]} happenings
 */
export const survivedBy = (page, happenings) =>
  isChinese(page) ? happenings.filter(({ title }) => !title.startsWith('sandbox-')) : happenings

let serial = 0

/**
 * Codes that nobody has used yet; each stranger is another one.
 *
 * @param {{ login?: string, phone?: string }} names
 */
export function freshCodes({ login = 'stranger', phone }) {
  serial++
  return {
    login: login === 'stranger' ? `stranger-${process.pid}-${serial}` : `${login}.${process.pid}-${serial}`,
    phone: phone && `${phone}.${process.pid}-${serial}`,
  }
}

/**
 * A state token of the login that a happening begins with; one that is expired where that is the happening.
 *
 * @param {string} origin
 * @param {Happening} happening
 */
export async function stateTokenOf(origin, { login }) {
  return parsed(await ask(origin, LOGIN, { code: freshCodes({ login }).login }))?.state_token
}

/**
 * Whether the service signs a user in for a bind alone.
 *
 * @param {string} origin
 * @param {Happening} happening
 */
export async function binds(origin, happening) {
  const stateToken = await stateTokenOf(origin, happening)
  const { phone } = freshCodes(happening)
  return Boolean(sessionIn(await ask(origin, BIND, { wechat_code: phone }, { 'X-state-token': stateToken })))
}

/**
 * Whether the service signs a user in, the login and where it asks for it the bind taken together.
 *
 * @param {string} origin
 * @param {Happening} happening
 */
export async function signsIn(origin, happening, { register = false } = {}) {
  const { login, phone } = freshCodes(happening)
  const answer = await ask(origin, LOGIN, { code: login })
  if (sessionIn(answer)) return true
  const { status, state_token: stateToken } = parsed(answer) ?? {}
  if (!/^\s*(SOCIAL_BIND|USER_REGISTER)\s*$/.test(status) || !stateToken || !phone) return false
  const bound = await ask(origin, register ? REGISTER : BIND, { wechat_code: phone }, { 'X-state-token': stateToken })
  return Boolean(sessionIn(bound))
}
