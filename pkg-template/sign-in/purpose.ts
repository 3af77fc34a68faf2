// What a verification code is for: the binding, or the second factor.

import type { Flow } from './flow.js'

export interface Purpose {
  /** The step in which the code is asked for. */
  step: 'verify-code' | 'second-factor'
  /** What the service asks for, and gave the state token for. */
  next: 'press' | 'second-factor'
  /** The name of the purpose, for the message. */
  name: 'bind' | 'register' | 'mfa'
  /** The client's method that takes the code. */
  method: 'bindByCode' | 'registerAndBindByCode' | 'mfaSms'
}

const SECOND_FACTOR: Purpose = { step: 'second-factor', next: 'second-factor', name: 'mfa', method: 'mfaSms' }
const BIND: Purpose = { step: 'verify-code', next: 'press', name: 'bind', method: 'bindByCode' }
const REGISTER: Purpose = { step: 'verify-code', next: 'press', name: 'register', method: 'registerAndBindByCode' }

/** Undefined where no code is asked for. */
export function purposeIn({ state: { step }, options, hasStep }: Flow): Purpose | undefined {
  if (step === 'second-factor') return SECOND_FACTOR
  if (step === 'done' || step === 'ended' || !hasStep('verify-code')) return undefined
  return options.method === 'bind' ? BIND : REGISTER
}
