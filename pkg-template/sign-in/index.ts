// A sign-in as a state for a page: the user may do anything at any time, and the network too.

import type { SignIn } from '../shipped/miniprogram.cjs'
import { createFlow } from './flow.js'
import { createMessages } from './message.js'
import { type Host, readOptions } from './options.js'
import { createPress } from './press.js'
import { createSubmitCode } from './verify-code.js'

/** A sign-in on a host that has these functions. */
export function createSignInOn(host: Host, options: unknown): SignIn {
  const flow = createFlow(readOptions(options, host))
  const { requestCode, solveCaptcha } = createMessages(flow)
  return {
    get state() {
      return flow.state
    },
    get result() {
      return flow.result
    },
    start: flow.start,
    press: createPress(flow),
    requestCode,
    solveCaptcha,
    submitCode: createSubmitCode(flow),
    restart: flow.restart,
  }
}
