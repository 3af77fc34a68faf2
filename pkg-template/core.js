// The core in one instance of the wasm. It keeps nothing between calls: text goes in, text comes out, nearly always JSON.
//
// No input makes it trap. Should a bug do it all the same, the instance is given up, since nothing in its memory can be
// trusted any more; the call that trapped fails, and no other.

import { coreError, loadError } from './errors.js'
import { parse } from './json.js'

/** The most bytes of UTF-8 that a UTF-16 code unit becomes. */
const BYTES = 3

/**
 * The core behind a glue and its memory; `onStop` is called when the instance has to be given up.
 *
 * It is a function of the name of what to call, of the text for it, of how far the request has come should the wasm stop, and
 * of the reply if there is one; `more` goes along with the text. It answers the text that comes out, or throws an error of the
 * package.
 */
export const createCore = (glue, memory, onStop) => (name, text, delivery = 'not-sent', responseText, ...more) => {
  let answer
  try {
    const start = glue.room(text.length * BYTES)
    const at = glue[name](memory.write(text, start), ...more)
    answer = memory.read(at, glue.answerLength())
    // Nothing of the call stays behind.
    memory.wipe(start, glue.release())
  } catch (cause) {
    onStop()
    throw loadError(
      delivery,
      'the wasm of wechat-mobile-bind stopped at a bug of its own, please report it; the next call starts it afresh',
      responseText === undefined ? { cause } : { cause, responseText },
    )
  }
  // An error has a blank in front.
  if (answer[0] === ' ') throw coreError(parse(answer), responseText)
  return answer
}
