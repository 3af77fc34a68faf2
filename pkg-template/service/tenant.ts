// The state of the service: accounts, who is bound to them, and what is used.

import type { FakeUser } from '../shipped/testing.js'
import type { Answer } from './answer.js'
import { Captchas } from './captcha.js'
import { namedPhone } from './code.js'
import { type Endpoint, PHONE_CODE } from './endpoint.js'
import { type Manner, say, sayNothing } from './manner.js'
import { addressOf, checkMessage, Messages, type Recipient } from './message.js'
import { Refusal } from './refusal.js'
import { nextStep } from './reply.js'
import { type Asked, scenarioOf } from './scenario.js'
import { StateTokens, type Ticket } from './state-token.js'
import { type Account, account } from './user.js'

/** A request that passed the checks of its form. */
export interface Call {
  endpoint: Endpoint
  stateToken: string | undefined
  /** What the state token was issued for; without one, the WeChat user of a login. */
  ticket: Ticket
  members: Record<string, string>
  origin: string
  /** Answers a user who is signed in. */
  welcome(account: Account, manner: Manner): Answer
}

export class Tenant {
  readonly stateTokens = new StateTokens()
  readonly captchas = new Captchas()
  readonly messages = new Messages()
  private readonly accounts: Account[]
  /** The account that a WeChat user is bound to. */
  private readonly bindings = new Map<string, Account>()
  private readonly spentCodes = new Set<string>()

  constructor(
    users: readonly FakeUser[],
    private readonly delay: number,
  ) {
    this.accounts = users.map(account)
    for (const one of this.accounts) if (one.wechatUser !== undefined) this.bindings.set(one.wechatUser, one)
  }

  /** What a state token is for that a login issues to this WeChat user. */
  ticketOf(wechatUser: string): Ticket {
    const account = this.bindings.get(wechatUser)
    return account?.secondFactor ? { wechatUser, account } : { wechatUser }
  }

  /**
   * Marks a code as used, then runs a scenario, or does what the endpoint is for. `planned` is the scenario that was set for this call;
   * one that the code names goes before it.
   */
  act(call: Call, planned: () => Asked | undefined): Answer {
    const { endpoint, members, origin } = call
    const { step, code: member = '', codeKind, purpose } = endpoint
    const code = members[member] ?? ''
    if (codeKind) this.spend(`${codeKind} ${code}`)
    const isRight = !purpose || this.messages.spend(members, purpose, code)
    const asked = scenarioOf(code, step) ?? planned()
    if (!asked) {
      if (!isRight) throw new Refusal('SDK.CAPTCHA.0007')
      return endpoint.serve(this, call, {})
    }
    return asked.scenario.does(
      {
        origin,
        delay: this.delay,
        succeed: (manner = {}) =>
          endpoint.answers === 'sign-in'
            ? this.enter(call, this.namedBy(call) ?? this.accounts[0], manner)
            : endpoint.serve(this, call, manner),
        askFor: (status, { lifetime, ways } = {}) => {
          const { wechatUser } = call.ticket
          const account = status === 'MFA_AUTH' ? (this.namedBy(call) ?? this.accounts[0]) : undefined
          const stateToken = this.stateTokens.issue(account ? { wechatUser, account } : { wechatUser }, lifetime)
          return say(nextStep(status, stateToken, ways))
        },
      },
      asked.number,
    )
  }

  /** Signs in a WeChat user who is bound; gives another one a state token for it. */
  logIn(call: Call): Answer {
    const account = this.namedBy(call)
    return account ? this.signIn(call, account) : say(nextStep('SOCIAL_BIND', this.stateTokens.issue(call.ticket)))
  }

  /** Binds to an account that there is. */
  bindKnown(call: Call): Answer {
    const account = this.namedBy(call)
    if (!account) throw new Refusal('SDK.COMMON.1013')
    return this.signIn(call, account)
  }

  /** Binds to an account, which is created if there is none. */
  bindOrRegister(call: Call): Answer {
    return this.signIn(call, this.namedBy(call) ?? this.register(recipientOf(call.members)))
  }

  /** Signs in by the second factor. */
  proveAgain(call: Call): Answer {
    const { account } = call.ticket
    if (!account || call.members.mobile !== account.phone) throw Refusal.parameter('mobile')
    return this.enter(call, account)
  }

  /** Sends a message, once the puzzle for it is solved. */
  send(members: Call['members'], manner: Manner): Answer {
    const { type, captcha_token: captchaToken } = members
    checkMessage(members, type)
    this.captchas.spend(captchaToken, addressOf(members))
    this.messages.send(members, type)
    return sayNothing(manner)
  }

  /** The account that a request is about, if there is one. */
  private namedBy({ endpoint, members, ticket }: Call): Account | undefined {
    if (ticket.account) return ticket.account
    if (endpoint.step === 'login') return this.bindings.get(ticket.wechatUser)
    const { mobile, email } = recipientOf(members)
    if (mobile !== undefined) return this.accounts.find(({ phone }) => phone === mobile)
    // A phone code that names no phone stands for the first user.
    return email === undefined ? this.accounts[0] : this.accounts.find((one) => one.email === email)
  }

  /** Signs in, unless the account wants a second factor first. The caller is bound in both cases, and the state token is used. */
  private signIn(call: Call, account: Account): Answer {
    if (!account.secondFactor) return this.enter(call, account)
    this.bind(call, account)
    const { wechatUser } = call.ticket
    return say(nextStep('MFA_AUTH', this.stateTokens.issue({ wechatUser, account })))
  }

  private enter(call: Call, account: Account, manner: Manner = {}): Answer {
    this.bind(call, account)
    return call.welcome(account, manner)
  }

  private bind({ stateToken, ticket }: Call, account: Account) {
    if (stateToken === undefined) return
    this.stateTokens.spend(stateToken)
    this.bindings.set(ticket.wechatUser, account)
  }

  /** A code of WeChat is good once, whatever becomes of its request. */
  private spend(code: string) {
    if (this.spentCodes.has(code)) throw new Refusal('SDK.LOGIN.1001')
    this.spentCodes.add(code)
  }

  private register({ mobile: phone = '', email }: Recipient): Account {
    const created = account({ phone, name: '新用户', ...(email !== undefined && { email }) }, this.accounts.length)
    this.accounts.push(created)
    return created
  }
}

/** Whom a request names, in its phone code or beside its verification code. */
function recipientOf({ [PHONE_CODE]: code, mobile, email }: Record<string, string | undefined>): Recipient {
  const phone = code === undefined ? mobile : namedPhone(code)
  return { ...(phone !== undefined && { mobile: phone }), ...(email !== undefined && { email }) }
}
