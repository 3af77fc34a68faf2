// What is decoded and bound: the same on each run, and plain data, so that it crosses into any host.

/** @import { Words } from './types.js' */

const WORDS = {
  ASCII: { name: 'Zhang Wei', group: 'east region, sales department one, store on the river ' },
  Chinese: { name: '张伟', group: '华东大区销售一部沿江门店值班经理' },
}
const SIZES = { '300 B': 300, '1 kB': 1000 }

/** How many tokens of a kind take turns, so that no engine remembers what it made of the last. */
const TOKENS = 16

const SIGNATURE = Buffer.alloc(256, 'signature').toString('base64url')

/** @param {string} text */
const part = (text) => Buffer.from(text).toString('base64url')
/** @param {string} payload */
const token = (payload) => [part('{"alg":"RS256","typ":"JWT","kid":"k1"}'), part(payload), SIGNATURE].join('.')

/**
 * The JSON of a user's claims, of exactly so many bytes.
 *
 * @param {number} bytes
 * @param {Words} words
 * @param {number} number
 */
function payload(bytes, { name, group }, number) {
  const claims = {
    iss: 'https://acme.example.com',
    sub: `user-${1000 + number}`,
    aud: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    iat: 1893455700,
    exp: 1893456000,
    name,
    groups: /** @type {string[]} */ ([]),
    note: '',
  }
  const room = () => bytes - Buffer.byteLength(JSON.stringify(claims))
  while (room() > Buffer.byteLength(`"${group}",`)) claims.groups.push(group)
  claims.note = fitting(group, room())
  return JSON.stringify(claims)
}

/**
 * As much of a text as fits into so many bytes, filled up with dots.
 *
 * @param {string} text
 * @param {number} bytes
 */
function fitting(text, bytes) {
  let part = text
  while (Buffer.byteLength(part) > bytes) part = part.slice(0, -1)
  return part.padEnd(part.length + bytes - Buffer.byteLength(part), '.')
}

/**
 * @param {number} bytes
 * @param {Words} words
 */
function tokens(bytes, words) {
  const payloads = Array.from({ length: TOKENS }, (_, number) => payload(bytes, words, number))
  if (payloads.some((payload) => Buffer.byteLength(payload) !== bytes)) throw new Error(`no payload of ${bytes} bytes`)
  return payloads.map((payload) => ({ token: token(payload), claims: JSON.parse(payload) }))
}

/** Tokens by size and script, each with its claims. */
const decode = Object.fromEntries(
  Object.entries(SIZES).flatMap(([size, bytes]) =>
    Object.entries(WORDS).map(([script, words]) => [`${size} ${script}`, tokens(bytes, words)]),
  ),
)

const [{ token: idToken, claims }] = decode['1 kB Chinese']
const PARAMS = { wechatCode: 'be364d3f0eaf7cf196bfe49675553b491', stateToken: 'hbcOiJ.nEPRiIC4we0kQm9vIQtTZ8Lw3yq' }
const SUCCESS = {
  status: 'SUCCESS',
  session_token: 'tsiBjx85prcZu6I6Ki057Tmw3nSF2VO0',
  expire: 7200,
  id_token: idToken,
}

const bind = {
  config: {
    domain: 'acme.example.com',
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    device: {
      osVersion: 'iOS 17.5',
      fingerprint: '156aysdna213sc50',
      userAgent: 'MicroMessenger/8.0.50 (iPhone; iOS 17.5)',
    },
    timeoutMs: 10_000,
  },
  params: PARAMS,
  reply: JSON.stringify(SUCCESS),
  sessionToken: SUCCESS.session_token,
  claims,
}

// Only what every peer can be asked to refuse: some take tokens of two parts, claims that are no object, and UTF-8 with
// faults, all of which ours refuses too.
const wrong = {
  tokens: ['', 'no dots', 'e30.!!!!.c2ln', `e30.${part('{"sub":')}.c2ln`, undefined],
  params: [
    { ...PARAMS, wechatCode: '' },
    { ...PARAMS, wechatCode: 'two words' },
    { ...PARAMS, wechatCode: 7 },
    { ...PARAMS, stateToken: 'line\r\nX-injected: 1' },
    { ...PARAMS, stateToken: '令牌' },
    { wechatCode: PARAMS.wechatCode },
  ],
  replies: [
    '',
    '<html>502</html>',
    'null',
    '{"status":"SUCCESS"}',
    '{"error_code":"IDAAS.SDK.COMMON.1007","error_msg":"expired"}',
  ],
}

export const cases = { decode, bind, wrong }

/** @typedef {typeof cases} Cases */
