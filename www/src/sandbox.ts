// The fake service that serves this page.

import type { CALLS } from '../../pkg-template/generated/lists'

export { CALLS } from '../../pkg-template/generated/lists'

export interface Scenario {
  code: string
  zh: string
  en: string
  /** The calls that it is for. */
  at: Call[]
}

export interface Account {
  phone: string
  name: string
  email: string
  /** The WeChat user who is bound to it. */
  wechatUser?: string
  secondFactor?: boolean
}

export interface Catalogue {
  clientId: string
  people: Account[]
  scenarios: Scenario[]
}

export type Call = (typeof CALLS)[number]

/** The scenarios of the next calls. */
export type Plan = Partial<Record<Call, string>>

interface Message {
  to: string
  code: string
}

const get = async (path: string) => (await fetch(`/sandbox/${path}`)).json()

export const catalogue = (): Promise<Catalogue> => get('catalogue')

/** The message that was sent last, if there is one. */
export const lastMessage = async (): Promise<Message | undefined> => (await get('messages')).at(-1)

/** Sets the scenarios of the next calls, in the place of all that were set before. */
export const setPlan = (plan: Plan) => fetch('/sandbox/next', { method: 'POST', body: JSON.stringify(plan) })

/** The name of a scenario as the service takes it: one with a time in it needs a time. */
export const timed = (name: string) => name.replace('<ms>', '2000')

/** A code that nobody has used yet, for a user, a phone or a scenario. */
export function codeFor(name: string): string {
  const values = crypto.getRandomValues(new Uint8Array(4))
  return `${name}.${Array.from(values, (value) => value.toString(16).padStart(2, '0')).join('')}`
}
