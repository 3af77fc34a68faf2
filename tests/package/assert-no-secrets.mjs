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
 * Every way in which an error is commonly shown.
 *
 * @param {Error} error
 */
export function* shown(error) {
  yield error.message
  yield String(error)
  yield String(error.stack)
  yield JSON.stringify(error)
  yield JSON.stringify(Object.entries(error))
  yield inspect(error, { depth: Infinity })
  yield inspect(structuredClone(error), { depth: Infinity })
  yield printed(error)
  // As `console.dir` and an uncaught rejection show it. Node.js itself can't if the cause is a revoked proxy.
  try {
    yield inspect(error, { customInspect: false, depth: Infinity })
  } catch {}
}

/**
 * Fails where an error or one of its causes shows a part of a secret.
 *
 * @param {unknown} error
 * @param {string[]} secrets
 */
export function assertNoSecrets(error, secrets) {
  for (let one = error; one instanceof Error; one = one.cause) for (const text of shown(one)) assertNotIn(text, secrets)
}
