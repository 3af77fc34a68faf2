// The state of the service: accounts, who is bound to them, and which codes are used.

import type { FakeUser } from '../shipped/testing.js'
import { type Answer, json } from './answer.js'
import { meaning, namedPhone } from './code.js'
import type { Endpoint } from './endpoint.js'
import { Refusal } from './refusal.js'
import { nextStep, plain, type Wording } from './reply.js'
import { askedBy, type Behaviour } from './scenario.js'
import { LIFETIME, StateTokens } from './state-token.js'
import { type Account, account } from './user.js'

/** The WeChat user of a request, and its state token. */
interface Caller {
  wechatUser: string
  stateToken: string | undefined
}

/** Words the reply to a user who is signed in. */
export type Welcome = (account: Account, wording: Wording) => Answer

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
  act(endpoint: Endpoint, stateToken: string | undefined, code: string, welcome: Welcome): Answer {
    const wechatUser = stateToken === undefined ? meaning(code) : this.stateTokens.wechatUser(stateToken)
    const caller = { wechatUser, stateToken }
    const kept = `${endpoint.code} ${code}`
    if (this.spentCodes.has(kept)) throw new Refusal('SDK.LOGIN.1001')
    this.spentCodes.add(kept)
    const asked = askedBy(code, this.delay)
    return asked ? this.behave(asked, caller, welcome) : this.work(endpoint, caller, code, welcome)
  }

  private behave(asked: Behaviour, caller: Caller, welcome: Welcome): Answer {
    switch (asked.kind) {
      case 'succeed':
        return asked.delivery(this.signIn(caller, this.account(this.users[0].phone), asked.wording, welcome))
      case 'askFor':
        return this.askFor(asked.status, caller, asked.lifetime)
      case 'say':
        return json(200, { status: asked.status })
      case 'refuse':
        throw asked.refusal
      case 'fault':
        return asked.answer
    }
  }

  private work({ step }: Endpoint, caller: Caller, code: string, welcome: Welcome): Answer {
    if (step === 'login') {
      const phone = this.bindings.get(caller.wechatUser)
      if (phone === undefined) return this.askFor('SOCIAL_BIND', caller, LIFETIME)
      return this.signIn(caller, this.account(phone), plain, welcome)
    }
    const phone = namedPhone(code) ?? this.users[0].phone
    const owner = step === 'registerAndBind' ? this.accountOrNew(phone) : this.account(phone)
    return this.signIn(caller, owner, plain, welcome)
  }

  /** Binds the caller to the account if the state token is valid, and marks the token as used. */
  private signIn({ wechatUser, stateToken }: Caller, account: Account, wording: Wording, welcome: Welcome): Answer {
    if (stateToken !== undefined) {
      this.stateTokens.spend(stateToken)
      this.bindings.set(wechatUser, account.phone)
    }
    return welcome(account, wording)
  }

  private askFor(status: string, { wechatUser }: Caller, lifetime: number): Answer {
    return json(200, nextStep(status, this.stateTokens.issue(wechatUser, lifetime)))
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
