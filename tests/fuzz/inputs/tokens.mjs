// Id tokens: signed ones with any claims, and broken ones.

import fc from 'fast-check'
import { json, jsonObject, mostly, objectWith, strings } from './json.mjs'
import { oneOf, SECRET, texts } from './values.mjs'

const words = fc.constantFrom(
  '13812345678',
  '+86 138 1234 5678',
  '(010) 6234-5678',
  '１３８－１２３４－５６７８',
  '62345678',
  '138****5678',
  '2024-01-31',
  '138.0.7204.157',
  '1280.00',
  'a@b.cn',
  `${SECRET}@example.com`,
  '电话',
  'tel: ',
  '张三',
  'true',
  SECRET,
  ' ',
  ',',
  '\n',
  '\u000b',
  '\u202e',
  '\u200d',
  '\ufe0f',
  '❤',
  'می\u200cخواهم',
)

const contacts = fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => JSON.stringify(parts.join('')))

const addresses = objectWith({
  formatted: mostly(contacts),
  region: mostly(contacts),
  street_address: mostly(contacts),
})

const times = fc.oneof(
  fc.constantFrom(
    '0',
    '1893456000',
    '1e13',
    '-1',
    '1.5',
    '8640000000000',
    '8640000000001',
    '"1893456000"',
    '1893456000000',
  ),
  fc.integer().map(String),
)

const profile = objectWith({
  name: mostly(contacts),
  phone_number: mostly(contacts),
  email: mostly(contacts),
  userName: mostly(strings),
})

/** The claims of a token. */
export const claims = mostly(
  objectWith({
    iss: mostly(strings),
    sub: mostly(strings),
    exp: mostly(times),
    iat: mostly(times),
    name: mostly(contacts),
    mobile: mostly(contacts),
    address: fc.oneof(addresses, contacts, json),
    contact: fc.oneof(contacts, json),
    api: mostly(
      fc.oneof(
        profile.map((inner) => JSON.stringify(inner)),
        profile,
        texts.map((text) => JSON.stringify(text)),
      ),
    ),
  }),
  12,
)

const bytes = oneOf([3, fc.constant(Buffer.from(SECRET))], [1, fc.uint8Array({ maxLength: 6 })])

/**
 * A part: JSON, or any bytes.
 *
 * @param {fc.Arbitrary<string>} text
 */
const part = (text) =>
  oneOf([12, text.map((written) => Buffer.from(written))], [1, bytes]).map((written) =>
    Buffer.from(written).toString('base64url'),
  )

const signed = fc
  .tuple(
    part(mostly(jsonObject, 12)),
    part(claims),
    bytes.map((written) => Buffer.from(written).toString('base64url')),
  )
  .map((parts) => parts.join('.'))

const STRAY = ['', '=', '==', '.', ' ', '\n', '+', '/', '-', '_', 'A', 'B', '\u00e9', '\ud800', '…']

/** A token with one character replaced, left out or added: another part, padding, white space, trailing bits. */
const broken = fc
  .tuple(signed, fc.nat(), fc.constantFrom(...STRAY), fc.boolean())
  .map(([token, at, stray, replaces]) => {
    const place = at % (token.length + 1)
    return token.slice(0, place) + stray + token.slice(place + (replaces ? 1 : 0))
  })

/** Any token. */
export const tokens = oneOf([8, signed], [4, broken], [1, texts])
