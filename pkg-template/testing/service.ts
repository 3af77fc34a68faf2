// The fake service: reads a request, lets the tenant handle it, and answers.

import type { FetchResponse, Signal } from '../shipped/index.js'
import type { FakeInit, FakeRequest, FakeService, FakeServiceOptions } from '../shipped/testing.js'
import type { Answer } from './answer.js'
import { meaning, SCENARIO_PREFIX } from './code.js'
import { deliver, throwIfAborted } from './connection.js'
import { endpointAt } from './endpoint.js'
import { idToken } from './id-token.js'
import { Refusal } from './refusal.js'
import { success } from './reply.js'
import { checkHead, codeIn, read } from './request.js'
import { behaviour } from './scenario.js'
import { LIFETIME } from './state-token.js'
import { Tenant, type Welcome } from './tenant.js'
import { checkUsers, USERS } from './user.js'

/** The same delay as in the sandbox. */
const DELAY = 30_000

/** The WeChat user of a code that doesn't name one. */
const STRANGER = 'stranger'

const NOT_FOUND: Answer = { httpStatus: 404, text: '' }

export function fakeService(options: FakeServiceOptions = {}): FakeService {
  const { users = USERS, delay = DELAY, clientId, bodyField = 'wechat_code' } = options
  checkUsers(users)
  if (!(delay >= 0)) throw new TypeError('`delay` of fakeService is a number of milliseconds, 0 or more')

  const tenant = new Tenant(users, delay)
  const requests: FakeRequest[] = []
  let codes = 0
  let sessions = 0

  /** The answer to a request, whose body is `body`. */
  function answer(request: FakeRequest, body: FakeInit['body']): Answer {
    const endpoint = endpointAt(request.path)
    if (!endpoint) return NOT_FOUND
    try {
      const stateToken = checkHead(request, endpoint, clientId)
      if (stateToken !== undefined) tenant.stateTokens.wechatUser(stateToken)
      const code = codeIn(body, endpoint.code === 'login' ? 'code' : bodyField)
      return tenant.act(endpoint, stateToken, code, welcome(request))
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.answer(request.headers['x-l'] ?? '')
      throw refusal
    }
  }

  const welcome =
    ({ origin, headers }: FakeRequest): Welcome =>
    (account, wording) => {
      const serial = ++sessions
      const token = idToken(account, origin, headers['x-client-id'], `fake-id-token-${serial}`)
      return { httpStatus: 200, text: JSON.stringify(wording(success(`fake-session-token-${serial}`, token))) }
    }

  async function fetch(url: string, init: FakeInit = {}): Promise<FetchResponse> {
    const signal = init.signal as Signal | undefined
    throwIfAborted(signal)
    const request = read(url, init)
    requests.push(request)
    return deliver(answer(request, init.body), signal)
  }

  /** A fresh code with that meaning. */
  function fresh(who: string): string {
    const isScenario = who.startsWith(SCENARIO_PREFIX)
    if (isScenario && !behaviour(meaning(who), delay)) {
      throw new TypeError(
        `fakeService knows no scenario \`${who}\`: SCENARIOS of wechat-mobile-bind/testing lists them`,
      )
    }
    return `${who}.${++codes}`
  }

  return {
    fetch,
    requests,
    loginCode: (who = STRANGER) => fresh(who),
    phoneCode: (who = users[0].phone) => fresh(who),
    stateToken: (wechatUser = STRANGER) => tenant.stateTokens.issue(wechatUser, LIFETIME),
  }
}
