// The state of the service: accounts, who is bound to them, and which codes are used.

import type { FakeUser } from '../shipped/testing.js'
import { type Answer, json } from './answer.js'
import { meaning, namedPhone } from './code.js'
import type { Endpoint } from './endpoint.js'
import { Refusal } from './refusal.js'
import { nextStep } from './reply.js'
import { type Manner, scenarioOf } from './scenario.js'
import { LIFETIME, StateTokens } from './state-token.js'
import { type Account, account } from './user.js'

/** A request that passed the checks of its head, with its code. */
export interface Call {
  endpoint: Endpoint
  stateToken: string | undefined
  code: string
  origin: string
}

/** Answers a user who is signed in. */
export type Welcome = (account: Account, manner: Manner) => Answer

export class Tenant {
  readonly stateTokens = new StateTokens()
  /** By phone number. */
  private readonly accounts = new Map<string, Account>()
  /** The phone number of the account that a WeChat user is bound to. */
  private readonly bindings = new Map<string, string>()
  private readonly spentCodes = new Set<string>()

  constructor(
    private readonly users: readonly FakeUser[],
    private readonly delay: number,
  ) {
    users.forEach((user, index) => {
      this.accounts.set(user.phone, account(user, index))
      if (user.wechatUser !== undefined) this.bindings.set(user.wechatUser, user.phone)
    })
  }

  /** Marks a code as used, then runs its scenario, or the endpoint's normal behaviour. */
  act({ endpoint, stateToken, code, origin }: Call, welcome: Welcome): Answer {
    const wechatUser = stateToken === undefined ? meaning(code) : this.stateTokens.wechatUser(stateToken)
    const kept = `${endpoint.code} ${code}`
    if (this.spentCodes.has(kept)) throw new Refusal('SDK.LOGIN.1001')
    this.spentCodes.add(kept)

    /** Binds the caller to the account if there is a state token, which is used then. */
    const signIn = (account: Account, manner: Manner = {}) => {
      if (stateToken !== undefined) {
        this.stateTokens.spend(stateToken)
        this.bindings.set(wechatUser, account.phone)
      }
      return welcome(account, manner)
    }
    const askFor = (status: string, lifetime = LIFETIME) =>
      json(200, nextStep(status, this.stateTokens.issue(wechatUser, lifetime)))

    const asked = scenarioOf(code)
    if (asked) {
      const first = (manner?: Manner) => signIn(this.account(this.users[0].phone), manner)
      return asked.scenario.does({ origin, delay: this.delay, signIn: first, askFor }, asked.number)
    }
    if (endpoint.step === 'login') {
      const phone = this.bindings.get(wechatUser)
      return phone === undefined ? askFor('SOCIAL_BIND') : signIn(this.account(phone))
    }
    const phone = namedPhone(code) ?? this.users[0].phone
    return signIn(endpoint.step === 'registerAndBind' ? this.accountOrNew(phone) : this.account(phone))
  }

  private account(phone: string): Account {
    const found = this.accounts.get(phone)
    if (!found) throw new Refusal('SDK.COMMON.1013')
    return found
  }

  private accountOrNew(phone: string): Account {
    const found = this.accounts.get(phone) ?? account({ phone, name: '新用户' }, this.accounts.size)
    this.accounts.set(phone, found)
    return found
  }
}
