// One call, watched: the client is given a fetch that notes when the request leaves and what comes back.

import type { BindError, BindResult, ClientConfig, Delivery, Fetch, FetchInit } from 'wechat-mobile-bind'
import { createClient, isBindError } from 'wechat-mobile-bind'
import type { Call } from '../sandbox'

export const STEPS = ['checked', 'sent', 'answered', 'read'] as const
export type Step = (typeof STEPS)[number]
export type StepState = 'waiting' | 'doing' | 'done' | 'doubtful' | 'failed' | 'skipped'

/** What a call that is no sign-in resolves to, as far as this page shows it. */
export type Result = Pick<BindResult, 'httpStatus'> & Partial<BindResult>

/** The way of one call, as far as it has come. */
export interface Journey {
  id: number
  call: Call
  states: Record<Step, StepState>
  /** When each step was done, in milliseconds since the call. */
  times: Partial<Record<Step, number>>
  request?: { url: string; init: FetchInit }
  /** When the request was sent, on the clock of `performance.now`. */
  sentAt?: number
  reply?: { httpStatus: number; text?: string }
  result?: Result
  error?: BindError
  delivery?: Delivery
}

let count = 0

/** Calls a method of a client with that configuration, and tells each step as it is taken. */
export async function travel(
  call: Call,
  args: unknown[],
  config: ClientConfig,
  tell: (journey: Journey) => void,
): Promise<unknown> {
  const start = performance.now()
  let journey: Journey = {
    id: ++count,
    call,
    states: { checked: 'doing', sent: 'waiting', answered: 'waiting', read: 'waiting' },
    times: {},
  }
  const go = (change: Partial<Journey>, states: Partial<Record<Step, StepState>>, ...reached: Step[]) => {
    const at = performance.now() - start
    const times = Object.fromEntries(reached.map((step) => [step, at]))
    journey = {
      ...journey,
      ...change,
      times: { ...journey.times, ...times },
      states: { ...journey.states, ...states },
    }
    tell(journey)
  }
  tell(journey)

  const watched: Fetch = async (url, init) => {
    const sentAt = performance.now()
    go({ request: { url, init }, sentAt }, { checked: 'done', sent: 'done', answered: 'doing' }, 'checked', 'sent')
    const response = await fetch(url, init as RequestInit)
    const httpStatus = response.status
    go({ reply: { httpStatus } }, {})
    return {
      status: httpStatus,
      async text() {
        const text = await response.text()
        go({ reply: { httpStatus, text } }, {}, 'answered')
        return text
      },
    }
  }

  try {
    const client = (await createClient({ ...config, fetch: watched })) as unknown as Methods
    const result = await client[call](...args)
    go({ result, delivery: 'delivered' }, { answered: 'done', read: 'done' }, 'read')
    return result
  } catch (error) {
    if (isBindError(error)) go({ error, delivery: error.delivery }, failedStates(error))
    throw error
  }
}

type Methods = Record<Call, (...args: unknown[]) => Promise<Result>>

function failedStates({ delivery }: BindError): Partial<Record<Step, StepState>> {
  if (delivery === 'not-sent') return { checked: 'failed', sent: 'skipped', answered: 'skipped', read: 'skipped' }
  if (delivery === 'unknown') return { sent: 'doubtful', answered: 'failed', read: 'skipped' }
  return { answered: 'failed', read: 'skipped' }
}
