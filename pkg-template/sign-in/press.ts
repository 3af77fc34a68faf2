// A press of the phone-number button: its code is sent once at most.

import type { SignInState } from '../shipped/miniprogram.cjs'
import type { Attempt } from './attempt.js'
import { noPhoneCode } from './callback-error.js'
import type { Flow } from './flow.js'
import { failureOf, resultOf } from './outcome.js'

/** The steps in which the service asks for the phone number, or may do so after a login. */
const STEPS: SignInState['step'][] = ['login', 'phone', 'verify-code', 'ended']

export function createPress(flow: Flow) {
  const { method, phoneCode } = flow.options
  /** The phone codes that were sent, or may have been. */
  const spent = new Set<string>()

  /** There is no code. The user may press again, or have a code sent. */
  function declined(thrown: unknown): void {
    const { state } = flow
    // A press that begins nothing anew doesn't replace the reason of the end.
    if (state.step === 'ended') return
    const { error, shown } = failureOf(thrown, noPhoneCode)
    const step = state.step === 'phone' && flow.hasStep('verify-code') ? 'verify-code' : state.step
    flow.show(flow.current, step, state.busy, shown)
    flow.tell(flow.options.onError, error)
  }

  async function bind(attempt: Attempt, wechatCode: string): Promise<void> {
    const stateToken = await flow.stateToken(attempt, 'press')
    if (stateToken === undefined) return
    flow.show(attempt, flow.state.step, true)
    const at = Date.now()
    const outcome = await flow.call(attempt, method, [{ wechatCode, stateToken }], resultOf, () =>
      spent.add(wechatCode),
    )
    if (!outcome) return
    if (!outcome.failure) return flow.settle(attempt, outcome.answer, at)
    if (outcome.failure.shown.delivery === 'not-sent') spent.delete(wechatCode)
    flow.fail(attempt, outcome.failure)
  }

  // Only the first of two presses counts: WeChat reports a false refusal for the second.
  return (event: unknown): Promise<SignInState> =>
    flow.tap(() => {
      if (!STEPS.includes(flow.state.step)) return undefined
      let wechatCode: string
      try {
        wechatCode = phoneCode(event)
      } catch (thrown) {
        declined(thrown)
        return undefined
      }
      return spent.has(wechatCode) ? undefined : (attempt) => bind(attempt, wechatCode)
    })
}
