// Replies of the service, most of them near to those of the interface.

import fc from 'fast-check'
import { json, mostly, objectWith, strings } from './json.mjs'
import { tokens } from './tokens.mjs'
import { oneOf, SECRET, texts } from './values.mjs'

const STATUSES = [
  'SOCIAL_BIND',
  'USER_REGISTER',
  'MFA_AUTH',
  'ACCESS_DENIED',
  'NEW',
  '',
  ' SOCIAL_BIND',
  'SUCCES',
  '\u00a0SUCCESS\n',
]

const statuses = oneOf([6, fc.constant('SUCCESS')], [8, fc.constantFrom(...STATUSES)])

const secrets = fc.constantFrom(SECRET, ` ${SECRET}`, `${SECRET}\n`, '').map((text) => JSON.stringify(text))

const steps = mostly(
  fc.constantFrom('["VERIFY_PHONE","VERIFY_EMAIL"]', '[]', '[null,1,["VERIFY_PHONE"]]', '{"0":"VERIFY_PHONE"}'),
).map((flow) => `{"socialBindOrRegisterFlow":${flow}}`)

/** JSON in a string, or not; sometimes in a string in a string. */
const data = oneOf(
  [4, mostly(steps).map((text) => JSON.stringify(text))],
  [2, mostly(steps)],
  [1, steps.map((text) => JSON.stringify(JSON.stringify(text)))],
)

const CODES = [
  'IDAAS.SDK.COMMON.1007',
  ' SDK.LOGIN.1001',
  'SDK.COMMON.1003',
  'USER.0001',
  '0',
  '',
  SECRET,
  `SDK.${SECRET}`,
]

const reply = objectWith({
  status: mostly(
    statuses.map((status) => JSON.stringify(status)),
    10,
  ),
  session_token: mostly(secrets),
  state_token: mostly(secrets),
  expire: mostly(fc.constantFrom('432000', '0', '-1', '" 432000 "', '"soon"', '1e400')),
  id_token: mostly(tokens.map((token) => JSON.stringify(token))),
  data,
})

/** The members that calls other than a sign-in are answered with. */
const answer = objectWith({
  token: mostly(secrets),
  originalImageBase64: mostly(secrets),
  jigsawImageBase64: mostly(secrets),
  captcha_token: mostly(secrets),
  mobile: mostly(secrets),
  error_code: mostly(fc.constantFrom('"0"', '0', 'null', '"X.1"')),
})

const refusal = objectWith({
  error_code: mostly(fc.constantFrom(...CODES).map((code) => JSON.stringify(code))),
  error_msg: mostly(
    fc.constantFrom('40163', `errcode: 45011 ${SECRET}`, '系统繁忙').map((text) => JSON.stringify(text)),
  ),
  status: fc.oneof(
    json,
    statuses.map((status) => JSON.stringify(status)),
  ),
})

const PAGES = ['<!DOCTYPE html><title>502</title>', ` <html>${SECRET}`, '', '\ufeff', 'trap', SECRET]

/** Around a reply: a byte order mark, white space of JSON and of others, a second reply. */
const around = oneOf(
  [8, fc.constant(['', ''])],
  [
    2,
    fc.constantFrom(
      ['\ufeff', ''],
      ['\r\n ', ' \n'],
      ['\u00a0', '\u3000'],
      ['\ufeff\ufeff', ''],
      ['', '{}'],
      [")]}',\n", ''],
    ),
  ],
)

const written = fc
  .tuple(oneOf([6, reply], [3, answer], [2, refusal]), around)
  .map(([text, [before, after]]) => before + text + after)

/**
 * A size at a limit, of a text in code units or of its JSON in levels; mostly none.
 *
 * @typedef {{ length?: number, depth?: number } | null} Size
 * @type {fc.Arbitrary<Size>}
 */
export const sizes = oneOf(
  [60, fc.constant(null)],
  [1, fc.constantFrom(1_048_575, 1_048_576, 1_048_577).map((length) => ({ length }))],
  [1, fc.constantFrom(126, 127, 998, 999, 1000, 2000, 50_000).map((depth) => ({ depth }))],
)

/**
 * A text with another member, which makes it that large; the text itself if it isn't one of an object.
 *
 * @param {string} text
 * @param {Size} size
 */
export function sized(text, size) {
  if (!size || !/[^{\s]\s*\}$/.test(text)) return text
  const { length = 0, depth = 0 } = size
  const start = text.slice(0, text.lastIndexOf('}'))
  if (depth) return `${start},"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`
  return `${start},"long":"${'x'.repeat(Math.max(0, length - start.length - 11))}"}`
}

/** The text of a reply. */
export const replies = oneOf(
  [12, written],
  [1, fc.tuple(written, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))],
  [1, written.map((text) => JSON.stringify(text))],
  [2, json],
  [1, strings],
  [1, fc.constantFrom(...PAGES)],
  [1, texts],
)
