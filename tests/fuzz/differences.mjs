// Where the package and the native core may differ, because the host's JSON and serde_json do. Everything else has to be the same.
// Each has a sample, and a run fails if the two agree on it: then it can go.

import { toUSVString } from 'node:util'

/**
 * @typedef {object} Difference
 * @property {string} name
 * @property {string} reason
 * @property {(text: string) => boolean} isIn whether a text of JSON has it
 * @property {boolean} [inWriting] whether it is in how JSON is written: it shows only in rows and in error codes that are no texts
 * @property {string} sample a reply that is read differently
 */

const reply = (/** @type {string} */ members) => `{"status":"SUCCESS","session_token":"s",${members}}`

/** A number as both write it: JSON.stringify writes 1.0 as 1, 1e16 in digits and 1e21 as 1e+21; serde_json doesn't. */
const IS_PLAIN = /^-?(0|[1-9]\d{0,14})(\.\d{1,8}[1-9])?$/

const NUMBERS = /"(?:[^"\\]|\\.)*"|(-?\d[\d.eE+-]*)/g

const PAIRS = /\\u[dD][89abAB]..\\u[dD][c-fC-F]../g

const numbersOf = (/** @type {string} */ text) => [...text.matchAll(NUMBERS)].flatMap(([, number]) => number ?? [])

const isWrittenAlike = (/** @type {string} */ number) =>
  IS_PLAIN.test(number) && number !== '-0' && (Math.abs(Number(number)) >= 1e-4 || number === '0')

/** @param {string} text */
function depthOf(text) {
  let [depth, deepest] = [0, 0]
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (bracket === '[' || bracket === '{') deepest = Math.max(deepest, ++depth)
    if (bracket === ']' || bracket === '}') depth--
  }
  return deepest
}

/** @type {Difference[]} */
export const DIFFERENCES = [
  {
    name: 'a number beyond the doubles',
    reason: 'JSON.parse reads Infinity, serde_json refuses the text',
    isIn: (text) => numbersOf(text).some((number) => !Number.isFinite(Number(number))),
    sample: reply('"more":1e400'),
  },
  {
    name: 'half of a surrogate pair as an escape',
    reason: 'a JavaScript string can hold it, a Rust string can not, so serde_json refuses the text',
    isIn: (text) => /\\u[dD][89a-fA-F]/.test(text.replace(PAIRS, '')),
    sample: reply('"more":"\\ud800"'),
  },
  {
    name: 'half of a surrogate pair in a nested text',
    reason: 'JSON.stringify writes it as an escape; on its way to Rust it becomes U+FFFD',
    inWriting: true,
    isIn: (text) => toUSVString(text) !== text,
    sample: '{"error_code":["\ud800"]}',
  },
  {
    name: 'nesting deeper than 127',
    reason: 'serde_json refuses it, JSON.parse takes some thousands of levels',
    isIn: (text) => depthOf(text) > 127,
    sample: reply(`"more":${'['.repeat(128)}${']'.repeat(128)}`),
  },
  {
    name: 'a number in a text',
    reason: 'an error code or a claim that is a number is shown as the parser writes it: 1.0 or 1, 1e21 or 1e+21',
    inWriting: true,
    isIn: (text) => numbersOf(text).some((number) => Number.isFinite(Number(number)) && !isWrittenAlike(number)),
    sample: '{"error_code":1.0}',
  },
  {
    name: 'the order of names that are whole numbers',
    reason: 'a JavaScript object has them first and sorted, whatever the order in the text',
    inWriting: true,
    isIn: (text) => /"\d{1,10}"\s*:/.test(text.replace(/\\u003[0-9]/g, '0')),
    sample: '{"error_code":{"a":1,"0":2}}',
  },
  {
    name: 'the limit of a text beyond ASCII',
    reason: 'the wasm counts UTF-16 code units, natively it is bytes',
    isIn: (text) => Buffer.byteLength(text) > 262_144,
    sample: reply(`"more":"${'é'.repeat(600_000)}"`),
  },
]

/**
 * The differences that an input may have: of its text, and of any text of JSON inside it, such as `data` and the parts of a token.
 *
 * @param {string} text
 * @param {boolean} isWritten whether the outcome has rows
 */
export function differencesOf(text, isWritten) {
  const all = [...textsIn(text, 0)]
  const isShown = isWritten || all.some((text) => text.includes('error_code'))
  return DIFFERENCES.filter(({ isIn, inWriting }) => (isShown || !inWriting) && all.some(isIn))
}

/**
 * @param {string} text
 * @param {number} depth
 * @returns {Generator<string>}
 */
function* textsIn(text, depth) {
  if (/^[\s\ufeff]*[[{"\d-]|\{/.test(text)) yield text
  if (depth === 4) return
  // The parts of a token, which may be broken elsewhere.
  const parts = text.split('.').filter((part) => /^\s*[\w-]{2,}\s*$/.test(part))
  for (const part of parts) yield* textsIn(Buffer.from(part.trim(), 'base64url').toString(), depth + 1)
  for (const inner of stringsIn(text)) yield* textsIn(inner, depth + 1)
}

/** @param {string} text */
function* stringsIn(text) {
  for (const [string] of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    try {
      yield/** @type {string} */ (JSON.parse(string))
    } catch {
      // Not a string of JSON: nothing is in it.
    }
  }
}
