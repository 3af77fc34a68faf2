// What tests/fixtures has, for hosts with files.

import { readFileSync } from 'node:fs'

/** @import { Fixtures } from './types.js' */

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))

/** @type {Fixtures} */
export const fixtures = {
  calls: read('calls'),
  fields: read('fields'),
  replies: read('replies'),
  idTokens: read('id_tokens'),
  rows: read('rows'),
}
