// A verification code that the user received and entered: it is sent once at most.

import type { SignInState } from '../shipped/miniprogram.cjs'
import { type Attempt, newMessage } from './attempt.js'
import type { Flow } from './flow.js'
import { resultOf } from './outcome.js'
import { type Purpose, purposeIn } from './purpose.js'

export function createSubmitCode(flow: Flow) {
  async function submit(attempt: Attempt, purpose: Purpose, verifyCode: unknown): Promise<void> {
    const stateToken = await flow.stateToken(attempt, purpose.next)
    const { message } = attempt
    const { recipient, sent } = message
    // A login on the way may have led elsewhere.
    if (stateToken === undefined || !recipient || !sent) return
    flow.show(attempt, purpose.step, true)
    const at = Date.now()
    const params = { [recipient.way]: recipient.address, verifyCode, stateToken }
    const outcome = await flow.call(attempt, purpose.method, [params], resultOf, () => sent.codes.add(verifyCode))
    if (!outcome) return
    const { answer, failure } = outcome
    if (failure?.shown.delivery === 'not-sent') sent.codes.delete(verifyCode)
    // Nobody but that number or address is refused: the user may try another one.
    else if (failure?.next === 'press') attempt.message = newMessage()
    // Whatever else happened has used the code up, except that it is wrong.
    else if (failure?.next !== 'verify-code') message.sent = undefined
    if (failure) flow.fail(attempt, failure)
    else flow.settle(attempt, answer, at)
  }

  return (verifyCode: unknown): Promise<SignInState> =>
    flow.tap(() => {
      const purpose = purposeIn(flow)
      const { sent } = flow.current.message
      return purpose && sent && !sent.codes.has(verifyCode)
        ? (attempt) => submit(attempt, purpose, verifyCode)
        : undefined
    })
}
