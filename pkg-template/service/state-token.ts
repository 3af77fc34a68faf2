// The state tokens that were issued and not yet used.

import { Refusal } from './refusal.js'
import { token } from './token.js'

/** How long a state token is valid, in milliseconds. */
export const LIFETIME = 5 * 60 * 1000

export class StateTokens {
  private readonly tickets = new Map<string, { wechatUser: string; expires: number }>()

  /** Issues a token for a WeChat user, which expires after that many milliseconds by `Date.now`. */
  issue(wechatUser: string, lifetime: number): string {
    const issued = token()
    this.tickets.set(issued, { wechatUser, expires: Date.now() + lifetime })
    return issued
  }

  /** The WeChat user to whom a token was issued. */
  wechatUser(token: string): string {
    const ticket = this.tickets.get(token)
    if (!ticket || Date.now() >= ticket.expires) throw new Refusal('SDK.COMMON.1007')
    return ticket.wechatUser
  }

  spend(token: string): void {
    this.tickets.delete(token)
  }
}
