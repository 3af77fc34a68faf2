// What a person or a log can see of an error, searched for secrets.

import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'
import { assertNoSecrets as assertNotIn } from '../conformance/assert-no-secrets.js'

/**
 * What `console.error` prints.
 *
 * @param {unknown} value
 */
function printed(value) {
  let text = ''
  const sink = new Writable({
    write: (chunk, _, done) => {
      text += chunk
      done()
    },
  })
  new Console(sink, sink).error(value)
  return text
}

/**
 * Every way in which an error is commonly shown, its causes included.
 *
 * @param {unknown} error
 */
function* shown(error) {
  for (let one = error; one instanceof Error; one = one.cause) {
    yield one.message
    yield String(one)
    yield String(one.stack)
    yield JSON.stringify(one)
    yield JSON.stringify(Object.entries(one))
    yield inspect(one, { depth: Infinity })
    // As `console.dir`, an uncaught rejection and a copy show it.
    yield inspect(one, { customInspect: false, depth: Infinity })
    yield inspect(structuredClone(one), { depth: Infinity })
    yield printed(one)
  }
}

/**
 * Fails where an error shows a part of a secret.
 *
 * @param {unknown} error
 * @param {string[]} secrets
 */
export function assertNoSecrets(error, secrets) {
  for (const text of shown(error)) assertNotIn(text, secrets)
}
