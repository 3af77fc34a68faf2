// The core in one instance of the wasm. It keeps nothing between calls: text goes in, text comes out, nearly always JSON.
//
// No input makes it trap. Should a bug do it all the same, the instance is given up, since nothing in its memory can be
// trusted any more; the call that trapped fails, and no other.

import { coreError, loadError } from './errors.js'
import { parse } from './json.js'

/**
 * The core behind a glue; `onStop` is called when the instance has to be given up.
 *
 * It is a function of what to call, of how far the request has come should the wasm stop, and of the reply if there is
 * one. It answers a value, which `read` makes of the text that comes out, or throws an error of the package.
 */
export const createCore = (glue, onStop) => (run, delivery, responseText, read = parse) => {
  let answer
  try {
    answer = run(glue)
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
  return read(answer)
}
