// What can happen to a sign-in on a page that is printed: of the service's scenarios one of each kind. What the package makes of every
// scenario is tested in tests/service/ and tests/conformance/.

import { isChinese } from './blocks.mjs'

/**
 * What happens to a sign-in, by the names of the codes that WeChat gives: a person, a phone or a scenario. A user who declines has no
 * `phone`. Who is signed in, is it where accounts are created only if `isNew`.
 *
 * @typedef {{ title: string, login: string, phone?: string, signsIn?: boolean, isNew?: boolean }} Situation
 */

/** @type {Situation[]} */
export const SITUATIONS = [
  { title: 'a user who is known', login: 'wangfang', phone: '13900139000', signsIn: true },
  { title: 'a user to be bound', login: 'stranger', phone: '13800138000', signsIn: true },
  { title: 'a phone that nobody has', login: 'stranger', phone: '15500155000', isNew: true },
  { title: 'a user who declines', login: 'stranger' },
  ...['sandbox-fault-reset', 'sandbox-error-login-1003', 'sandbox-state-expired'].map((login) => ({
    title: `${login} at the login`,
    login,
    phone: '13800138000',
  })),
  ...[
    'sandbox-status-access-denied',
    'sandbox-status-mfa-auth',
    'sandbox-error-login-1001',
    'sandbox-fault-reset',
    'sandbox-fault-slow',
    'sandbox-fault-html-502',
    'sandbox-odd-no-id-token',
    'sandbox-odd-abbreviated-id-token',
  ].map((phone) => ({
    title: `${phone} at the bind`,
    login: 'stranger',
    phone,
    signsIn: phone.startsWith('sandbox-odd'),
  })),
]

/** How much faster the clock of a test runs. */
export const SPEED = 10

/**
 * What a block of a page has to survive: everything in the English edition. In the Chinese one only what persons do, without the
 * scenarios of the sandbox: inventory.test.mjs checks that its code is the same.
 *
 * @param {string} page
 */
export const survivedBy = (page) =>
  isChinese(page) ? SITUATIONS.filter(({ title }) => !title.startsWith('sandbox-')) : SITUATIONS

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
