// The fake identity service. It knows no transport: an in-memory fetch (../testing) and an HTTP server (../bin) are its doors.

import type { FakePlan, FakeServiceOptions, FakeStep } from '../shipped/testing.js'
import { type Answer, empty, jsonText } from './answer.js'
import { meaning } from './code.js'
import { ELSEWHERE_PATH, ENDPOINTS, type Endpoint, endpointAt, KEYS_PATH, PHONE_CODE, ROTATE_PATH } from './endpoint.js'
import { ELSEWHERE } from './fault.js'
import { KeyRing } from './key-ring.js'
import { say } from './manner.js'
import { after, type Maybe } from './maybe.js'
import { Refusal } from './refusal.js'
import { success } from './reply.js'
import { checkHead, membersIn, type Request } from './request.js'
import { type Asked, scenarioNamed } from './scenario.js'
import { type Call, Tenant } from './tenant.js'
import { token } from './token.js'
import { type Account, checkUsers, profile, USERS } from './user.js'

/** How long `sandbox-fault-slow` takes, in milliseconds. */
const DELAY = 30_000

/** How long an id_token is valid, in seconds. */
const ID_TOKEN_LIFETIME = 300

export class Service {
  readonly users: NonNullable<FakeServiceOptions['users']>
  readonly tenant: Tenant
  private readonly keys = new KeyRing()
  private readonly plan = new Map<FakeStep, Asked>()

  constructor(private readonly options: FakeServiceOptions = {}) {
    const { users = USERS, delay = DELAY } = options
    checkUsers(users)
    if (!(delay >= 0)) throw new TypeError('`delay` of fakeService is a number of milliseconds, 0 or more')
    this.users = users
    this.tenant = new Tenant(users, delay)
  }

  /** A fresh state token, as a login issues it for this WeChat user. */
  stateToken(wechatUser: string): string {
    return this.tenant.stateTokens.issue(this.tenant.ticketOf(wechatUser))
  }

  /** Sets the scenarios of the next calls, in the place of all that were set before. */
  next(plan: FakePlan): void {
    const asked = Object.entries(plan).map(([step, name]): [FakeStep, Asked] => [step as FakeStep, asks(step, name)])
    this.plan.clear()
    for (const [step, scenario] of asked) this.plan.set(step, scenario)
  }

  /** The answer to a request. Everything is decided before this returns: requests have their effects in the order of the calls. */
  answer(request: Request): Answer {
    const { method, path } = request
    const endpoint = endpointAt(path)
    if (endpoint) return this.call(endpoint, request)
    if (path === ELSEWHERE_PATH) return ELSEWHERE
    if (path === KEYS_PATH) {
      if (method !== 'GET') return empty(405)
      return jsonText(
        200,
        after(this.keys.jwkSet(), (set) => JSON.stringify(set)),
      )
    }
    if (path === ROTATE_PATH) {
      if (method !== 'POST') return empty(405)
      return { ...empty(204), text: after(this.keys.rotate(), () => '') }
    }
    return empty(404)
  }

  private call(endpoint: Endpoint, request: Request): Answer {
    const { headers, origin, body } = request
    const { clientId, bodyField = PHONE_CODE } = this.options
    const { stateTokens } = this.tenant
    try {
      const stateToken = checkHead(request, endpoint, clientId)
      const issued = endpoint.stateToken && stateTokens.ticket(`${stateToken}`, endpoint.stateToken)
      const members = membersIn(
        body,
        endpoint.members.map((name) => (name === PHONE_CODE ? bodyField : name)),
      )
      if (bodyField in members) members[PHONE_CODE] = members[bodyField]
      const call = {
        endpoint,
        members,
        origin,
        stateToken,
        ticket: issued ?? { wechatUser: meaning(members.code ?? '') },
        welcome: this.welcome(origin, headers['x-client-id']),
      }
      return this.tenant.act(call, () => this.planned(endpoint.step))
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.answer(headers['x-l'] ?? '')
      throw refusal
    }
  }

  /** The scenario that was set for a call, once. */
  private planned(step: FakeStep): Asked | undefined {
    const asked = this.plan.get(step)
    this.plan.delete(step)
    return asked
  }

  private welcome(origin: string, clientId: string): Call['welcome'] {
    return (account, manner) =>
      say(
        after(this.idToken(account, origin, clientId), (idToken) => success(token(), idToken)),
        manner,
      )
  }

  private idToken(account: Account, iss: string, aud: string): Maybe<string> {
    const iat = Math.floor(Date.now() / 1000)
    const exp = iat + ID_TOKEN_LIFETIME
    return this.keys.sign({ iss, sub: account.subject, aud, exp, iat, jti: token(), api: profile(account) })
  }
}

function asks(step: string, name: unknown): Asked {
  if (!ENDPOINTS.some((endpoint) => endpoint.step === step)) throw new TypeError(`there is no call \`${step}\``)
  const asked = scenarioNamed(String(name), step as FakeStep)
  if (!asked) throw new TypeError(`there is no scenario \`${name}\` for \`${step}\`: SCENARIOS lists them`)
  return asked
}
