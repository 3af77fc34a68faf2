// What a person or a log can see of an error, searched for secrets.

import assert from 'node:assert/strict'
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'

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
 * Fails where the error shows eight consecutive characters of a secret.
 *
 * @param {unknown} error
 * @param {string[]} secrets
 */
export function assertNoSecrets(error, secrets) {
  for (const text of shown(error)) {
    for (const secret of secrets) {
      for (let start = 0; start + 8 <= secret.length; start++) {
        const part = secret.slice(start, start + 8)
        assert.ok(!text.includes(part), `the error shows a secret: ${text}`)
      }
    }
  }
}
