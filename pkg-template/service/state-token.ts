// The state tokens that were issued and not yet used.

import { Refusal } from './refusal.js'
import { token } from './token.js'
import type { Account } from './user.js'

/** How long a state token is valid, in milliseconds. */
export const LIFETIME = 5 * 60 * 1000

/** What a state token is for: to bind its WeChat user to an account, or to prove who they are a second time. */
export type StateTokenKind = 'bind' | 'second-factor'

/** What the service knows of a state token. */
export interface Ticket {
  wechatUser: string
  /** The account that a second factor is asked of; `undefined` if the token is for a bind. */
  account?: Account
}

export class StateTokens {
  private readonly tickets = new Map<string, Ticket & { expires: number }>()

  /** Issues a token, which expires after that many milliseconds by `Date.now`. */
  issue(ticket: Ticket, lifetime = LIFETIME): string {
    const issued = token()
    this.tickets.set(issued, { ...ticket, expires: Date.now() + lifetime })
    return issued
  }

  /** What a token of that kind was issued for. */
  ticket(token: string, kind: StateTokenKind): Ticket {
    const ticket = this.tickets.get(token)
    const isGood = ticket && Date.now() < ticket.expires && (ticket.account !== undefined) === (kind !== 'bind')
    if (!isGood) throw new Refusal('SDK.COMMON.1007')
    return ticket
  }

  spend(token: string): void {
    this.tickets.delete(token)
  }
}
