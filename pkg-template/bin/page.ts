// The start page: endpoints, people and scenarios, from the service's own tables.

import type { Answer } from '../service/answer.js'
import { ENDPOINTS, KEYS_PATH } from '../service/endpoint.js'
import { SCENARIOS } from '../service/scenarios.js'
import { USERS } from '../service/user.js'
import TEMPLATE from './page.html'

/** The page; with the demo page beside it, each code is a link that tries it there. */
export function page(clientId: string, hasDemo: boolean): Answer {
  const tried = (name: string) =>
    hasDemo ? `<a href="/demo/#${encodeURIComponent(name)}">${code(name)}</a>` : code(name)
  const parts: Record<string, string> = {
    'client id': clientId,
    endpoints: [...ENDPOINTS, { method: 'GET', path: KEYS_PATH }]
      .map(({ method, path }) => `<li><b>${method}</b> ${code(path)}`)
      .join(''),
    people: USERS.map(({ phone, email = '', name = '', wechatUser, secondFactor }) =>
      row(tried(phone), code(email), escape(name), wechatUser ? code(wechatUser) : '', secondFactor ? '✓' : ''),
    ).join(''),
    scenarios: SCENARIOS.map(({ name, zh, en, at, gets }) =>
      row(
        at.includes('bind') ? tried(name) : code(name),
        prose(zh),
        prose(en),
        at.length === ENDPOINTS.length ? '*' : at.map(code).join(' '),
        Object.entries(gets).map(told).join(' '),
      ),
    ).join(''),
  }
  const text = TEMPLATE.replace(/<!-- (.+?) -->/g, (_, name: string) => parts[name])
  return { httpStatus: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text }
}

/** A member of what an app gets: a value speaks for itself, unless it is missing. */
const told = ([member, value]: [string, unknown]) =>
  value === undefined ? `<s>${member}</s>` : code(typeof value === 'object' ? JSON.stringify(value) : String(value))

const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}`).join('')}\n`
const code = (text: string) => `<code>${escape(text)}</code>`

/** Text in which backticks enclose code. */
const prose = (text: string) =>
  text
    .split('`')
    .map((part, index) => (index % 2 ? code(part) : escape(part)))
    .join('')

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character])
