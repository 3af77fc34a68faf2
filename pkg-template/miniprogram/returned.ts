// Functions of `wx` answer by callbacks. Programs replace them: theirs may return anything, such as nothing or a promise of the answer,
// and call no callback.

import { read } from '../../src/wasm/get.js'
import { readFailure } from './host-error.js'

/** Takes the answer out of a promise that a function of `wx` returned; `member` is what every answer has. */
export function takeReturned(
  returned: unknown,
  member: string,
  success: (answer: unknown) => void,
  fail: (failure: unknown) => void,
): void {
  new Promise((resolve) => resolve(returned)).then(
    (answer) => read(answer, member) !== undefined && success(answer),
    // An exception of the program's own may come after the call was made: a callback may still have the answer.
    (failure) => readFailure(failure).errMsg !== undefined && fail(failure),
  )
}
