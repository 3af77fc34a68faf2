// One bind, watched: the client is given a fetch that notes when the request leaves and what comes back.

import type { BindResult, Delivery, Fetch } from 'wechat-mobile-bind'
import { BindError, createClient } from 'wechat-mobile-bind'
import type { Draft } from './draft'
import { check, configOf, paramsOf } from './draft'

export const STEPS = ['fields', 'checked', 'sent', 'answered', 'identity'] as const
export type Step = (typeof STEPS)[number]
export type StepState = 'waiting' | 'doing' | 'done' | 'doubtful' | 'failed' | 'skipped'

/** One way from the fields to the identity, as far as it has come. */
export interface Journey {
  states: Record<Step, StepState>
  /** When each step was done, in milliseconds since the first. */
  times: Partial<Record<Step, number>>
  /** When the request was sent, on the clock of `performance.now`. */
  sentAt?: number
  reply?: { httpStatus: number; text?: string }
  result?: BindResult
  error?: BindError
  delivery?: Delivery
}

const WAITING: Record<Step, StepState> = {
  fields: 'waiting',
  checked: 'waiting',
  sent: 'waiting',
  answered: 'waiting',
  identity: 'waiting',
}

export const AT_REST: Journey = { states: WAITING, times: {} }

/** Binds with what the fields hold, and tells each step as it is taken. */
export async function bind(draft: Draft, signal: AbortSignal, tell: (journey: Journey) => void): Promise<Journey> {
  const start = performance.now()
  let journey: Journey = { states: { ...WAITING, fields: 'done', checked: 'doing' }, times: { fields: 0 } }
  const go = (change: Partial<Journey>, states: Partial<Record<Step, StepState>>, reached?: Step) => {
    const times = reached ? { ...journey.times, [reached]: performance.now() - start } : journey.times
    journey = { ...journey, ...change, times, states: { ...journey.states, ...states } }
    tell(journey)
  }
  tell(journey)

  const watched: Fetch = async (url, init) => {
    go({ sentAt: performance.now() }, { checked: 'done', sent: 'done', answered: 'doing' }, 'sent')
    const response = await fetch(url, init)
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
    // The clock of `checked` stops before the request is made ready a second time, to be sent.
    const { issues } = await check(draft)
    if (issues.length === 0) go({}, {}, 'checked')
    const client = await createClient(configOf(draft, watched))
    const result = await client.bind({ ...paramsOf(draft), signal })
    go({ result, delivery: 'delivered' }, { answered: 'done', identity: identityState(result) }, 'identity')
  } catch (error) {
    if (!(error instanceof BindError)) throw error
    go({ error, delivery: error.delivery }, failedStates(error))
  }
  return journey
}

function identityState(result: BindResult): StepState {
  if (result.status !== 'SUCCESS') return 'skipped'
  if (result.identityError) return 'failed'
  return result.identity ? 'done' : 'skipped'
}

function failedStates(error: BindError): Partial<Record<Step, StepState>> {
  switch (error.delivery) {
    case 'not-sent':
      return { checked: 'failed', sent: 'skipped', answered: 'skipped', identity: 'skipped' }
    case 'unknown':
      return { sent: 'doubtful', answered: 'failed', identity: 'skipped' }
    case 'delivered':
      return { sent: 'done', answered: 'failed', identity: 'skipped' }
  }
}
