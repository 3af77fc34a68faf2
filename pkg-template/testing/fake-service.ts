// The door for tests: the service as a fetch, and codes to call it with.

import { meaning, SCENARIO_PREFIX } from '../service/code.js'
import { endpointAt } from '../service/endpoint.js'
import { objectIn } from '../service/request.js'
import { scenarioNamed } from '../service/scenario.js'
import { Service } from '../service/service.js'
import type { FakeRequest, FakeService, FakeServiceOptions, FakeStep } from '../shipped/testing.js'
import { deliver, throwIfAborted } from './connection.js'
import { type Input, read } from './input.js'

/** The WeChat user of a code that doesn't name one. */
const STRANGER = 'stranger'

export function fakeService(options?: FakeServiceOptions): FakeService {
  const service = new Service(options)
  const requests: FakeRequest[] = []
  let codes = 0

  /** A fresh code with that meaning, for a call. */
  function fresh(who: string, step: FakeStep): string {
    if (who.startsWith(SCENARIO_PREFIX) && !scenarioNamed(meaning(who), step)) {
      throw new TypeError(
        `fakeService knows no scenario \`${who}\` of \`${step}\`: SCENARIOS of wechat-mobile-bind/testing lists them`,
      )
    }
    return `${who}.${++codes}`
  }

  return {
    async fetch(...input: Input) {
      // A `Request` has its body later. Text is answered at once, so that a test's fake timers meet the delay of a slow answer.
      const reading = read(...input)
      const { signal, ...request } = reading instanceof Promise ? await reading : reading
      throwIfAborted(signal)
      const { origin, path, method, headers, body } = request
      requests.push({ step: endpointAt(path)?.step, origin, path, method, headers, body: objectIn(body) ?? {} })
      return deliver(service.answer(request), signal)
    },
    requests,
    loginCode: (who = STRANGER) => fresh(who, 'login'),
    phoneCode: (who = service.users[0].phone) => fresh(who, 'bind'),
    stateToken: (wechatUser = STRANGER) => service.stateToken(wechatUser),
    messages: service.tenant.messages.sent,
    captchas: service.tenant.captchas.issued,
    next: (plan) => service.next(plan),
  }
}
