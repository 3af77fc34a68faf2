// The scenarios, with the same names as in the sandbox.

import type { ScenarioName } from '../shipped/testing.js'
import { type Answer, half } from './answer.js'
import { meaning, SCENARIO_PREFIX } from './code.js'
import { ARRAY, BAD_GATEWAY, EMPTY, GARBAGE, LOST, NO_CONTENT, TOO_MANY_REQUESTS } from './fault.js'
import { Refusal, type ServiceCode } from './refusal.js'
import * as wording from './reply.js'
import { LIFETIME } from './state-token.js'

/** How a successful answer is delivered. */
type Delivery = (answer: Answer) => Answer

export type Behaviour =
  /** Succeeds with the account of the first user; the answer may be worded oddly. */
  | { kind: 'succeed'; wording: wording.Wording; delivery: Delivery }
  /** Asks for another step, with a state token of this lifetime in milliseconds. */
  | { kind: 'askFor'; status: string; lifetime: number }
  /** Only the status. */
  | { kind: 'say'; status: string }
  | { kind: 'refuse'; refusal: Refusal }
  /** Does nothing, and returns an answer that the interface doesn't document. */
  | { kind: 'fault'; answer: Answer }

const whole: Delivery = (answer) => answer
const after =
  (milliseconds: number): Delivery =>
  (answer) => ({ ...answer, milliseconds })

const succeed = (wording: wording.Wording, delivery = whole): Behaviour => ({ kind: 'succeed', wording, delivery })
const deliver = (delivery: Delivery) => succeed(wording.plain, delivery)
const askFor = (status: string, lifetime = LIFETIME): Behaviour => ({ kind: 'askFor', status, lifetime })
const say = (status: string): Behaviour => ({ kind: 'say', status })
const refuse = (...of: ConstructorParameters<typeof Refusal>): Behaviour => ({
  kind: 'refuse',
  refusal: new Refusal(...of),
})
const error = (code: ServiceCode) => refuse(code)
const fault = (answer: Answer): Behaviour => ({ kind: 'fault', answer })

const SLOW = 'sandbox-fault-slow'

/** Every scenario by its name, except for the slow ones. */
const BEHAVIOURS: Record<Exclude<ScenarioName, typeof SLOW | `${typeof SLOW}-${string}`>, Behaviour> = {
  'sandbox-status-success': succeed(wording.plain),
  'sandbox-status-succes': succeed(wording.misprint),
  'sandbox-status-social-bind': askFor('SOCIAL_BIND'),
  'sandbox-status-user-register': askFor('USER_REGISTER'),
  'sandbox-status-mfa-auth': askFor('MFA_AUTH'),
  'sandbox-status-access-denied': say('ACCESS_DENIED'),
  'sandbox-status-unknown': say('RISK_REVIEW'),
  'sandbox-state-expired': askFor('SOCIAL_BIND', 0),
  'sandbox-error-common-1001': error('SDK.COMMON.1001'),
  'sandbox-error-common-1003': error('SDK.COMMON.1003'),
  'sandbox-error-common-1007': error('SDK.COMMON.1007'),
  'sandbox-error-common-1012': error('SDK.COMMON.1012'),
  'sandbox-error-common-1013': error('SDK.COMMON.1013'),
  'sandbox-error-login-1001': error('SDK.LOGIN.1001'),
  'sandbox-error-login-1002': error('SDK.LOGIN.1002'),
  'sandbox-error-login-1003': error('SDK.LOGIN.1003'),
  'sandbox-error-unlisted': error('SDK.COMMON.1099'),
  'sandbox-error-without-prefix': refuse('SDK.COMMON.1007', { prefix: '' }),
  'sandbox-error-leading-blank': refuse('SDK.LOGIN.1001', { prefix: ' IDAAS.' }),
  'sandbox-error-http-200': refuse('SDK.COMMON.1007', { httpStatus: 200 }),
  'sandbox-error-http-401': refuse('SDK.COMMON.1007', { httpStatus: 401 }),
  'sandbox-error-http-500': refuse('SDK.LOGIN.1001', { httpStatus: 500 }),
  'sandbox-odd-leading-blanks': succeed(wording.leadingBlanks),
  'sandbox-odd-abbreviated-id-token': succeed(wording.abbreviatedIdToken),
  'sandbox-odd-expire-string': succeed(wording.expireAsString),
  'sandbox-odd-no-expire': succeed(wording.noExpire),
  'sandbox-odd-no-id-token': succeed(wording.noIdToken),
  'sandbox-odd-no-session-token': succeed(wording.noSessionToken),
  'sandbox-odd-data-null': succeed(wording.dataNull),
  'sandbox-odd-byte-order-mark': deliver((answer) => ({ ...answer, text: `\ufeff${answer.text}` })),
  'sandbox-fault-cut': deliver((answer) => ({ ...answer, lost: 'within' })),
  'sandbox-fault-truncated-json': deliver((answer) => ({ ...answer, text: half(answer.text) })),
  'sandbox-fault-reset': fault(LOST),
  'sandbox-fault-garbage': fault(GARBAGE),
  'sandbox-fault-html-502': fault(BAD_GATEWAY),
  'sandbox-fault-too-many-requests': fault(TOO_MANY_REQUESTS),
  'sandbox-fault-empty': fault(EMPTY),
  'sandbox-fault-no-content': fault(NO_CONTENT),
  'sandbox-fault-array': fault(ARRAY),
  'sandbox-fault-redirect': fault(LOST),
  'sandbox-fault-redirect-307': fault(LOST),
}

/** The names; `sandbox-fault-slow-<ms>` stands for any number. */
export const SCENARIOS: readonly string[] = [...Object.keys(BEHAVIOURS), SLOW, `${SLOW}-<ms>`]

/** The behaviour of that name, if there is one; `delay` is for a slow answer without a time in its name. */
export function behaviour(name: string, delay: number): Behaviour | undefined {
  if (name === SLOW) return deliver(after(delay))
  const [, milliseconds] = /^sandbox-fault-slow-(\d+)$/.exec(name) ?? []
  if (milliseconds) return deliver(after(Number(milliseconds)))
  return Object.entries(BEHAVIOURS).find(([known]) => known === name)?.[1]
}

/** The behaviour that a code triggers; `undefined` if it names a person or a phone instead. */
export function askedBy(code: string, delay: number): Behaviour | undefined {
  if (!code.startsWith(SCENARIO_PREFIX)) return undefined
  const asked = behaviour(meaning(code), delay)
  if (!asked) throw Refusal.parameter('the name of a sandbox scenario')
  return asked
}
