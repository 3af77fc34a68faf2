// The fake identity service. It knows no transport: an in-memory fetch (../testing) and an HTTP server (../bin) are its doors.

import type { FakeServiceOptions } from '../shipped/testing.js'
import { type Answer, empty, jsonText } from './answer.js'
import { ELSEWHERE_PATH, type Endpoint, endpointAt, KEYS_PATH, ROTATE_PATH } from './endpoint.js'
import { ELSEWHERE } from './fault.js'
import { KeyRing } from './key-ring.js'
import { after, type Maybe } from './maybe.js'
import { Refusal } from './refusal.js'
import { plain, success } from './reply.js'
import { checkHead, codeIn, type Request } from './request.js'
import { LIFETIME } from './state-token.js'
import { Tenant, type Welcome } from './tenant.js'
import { token } from './token.js'
import { type Account, checkUsers, profile, USERS } from './user.js'

/** How long `sandbox-fault-slow` takes, in milliseconds. */
const DELAY = 30_000

/** How long an id_token is valid, in seconds. */
const ID_TOKEN_LIFETIME = 300

export class Service {
  readonly users: NonNullable<FakeServiceOptions['users']>
  private readonly tenant: Tenant
  private readonly keys = new KeyRing()

  constructor(private readonly options: FakeServiceOptions = {}) {
    const { users = USERS, delay = DELAY } = options
    checkUsers(users)
    if (!(delay >= 0)) throw new TypeError('`delay` of fakeService is a number of milliseconds, 0 or more')
    this.users = users
    this.tenant = new Tenant(users, delay)
  }

  /** A fresh state token, as a login issues it for this WeChat user. */
  stateToken(wechatUser: string): string {
    return this.tenant.stateTokens.issue(wechatUser, LIFETIME)
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
    const { clientId, bodyField = 'wechat_code' } = this.options
    try {
      const stateToken = checkHead(request, endpoint, clientId)
      if (stateToken !== undefined) this.tenant.stateTokens.wechatUser(stateToken)
      const code = codeIn(body, endpoint.code === 'login' ? 'code' : bodyField)
      return this.tenant.act({ endpoint, stateToken, code, origin }, this.welcome(origin, headers['x-client-id']))
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.answer(headers['x-l'] ?? '')
      throw refusal
    }
  }

  private welcome(origin: string, clientId: string): Welcome {
    return (account, { wording = plain, edit = (text) => text, ...delivery }) => {
      const text = after(this.idToken(account, origin, clientId), (idToken) =>
        edit(JSON.stringify(wording(success(token(), idToken)))),
      )
      return { ...jsonText(200, text), ...delivery }
    }
  }

  private idToken(account: Account, iss: string, aud: string): Maybe<string> {
    const iat = Math.floor(Date.now() / 1000)
    const exp = iat + ID_TOKEN_LIFETIME
    return this.keys.sign({ iss, sub: account.subject, aud, exp, iat, jti: token(), api: profile(account) })
  }
}
