// Compiled, never run: what the types of the entry for tests must allow and must refuse.

import { createClient, type Fetch } from 'wechat-mobile-bind'
import {
  type FakeMessage,
  type FakeRequest,
  type FakeService,
  type FakeStep,
  type FakeUser,
  fakeService,
  SCENARIOS,
  type Scenario,
  type ScenarioName,
  USERS,
} from 'wechat-mobile-bind/testing'

const service: FakeService = fakeService()
const given: Fetch = service.fetch
await createClient({ domain: 'acme.example.com', clientId: 'c', fetch: service.fetch })
const response = await service.fetch('https://acme.example.com/', {
  method: 'POST',
  headers: { a: 'b' },
  body: '{}',
  signal: AbortSignal.timeout(1),
})
const status: number = response.status
const body: unknown = await response.json()
const type: string | null = response.headers.get('content-type')
const web = { headers: new Headers(), signal: AbortSignal.timeout(1) }
await service.fetch(new URL('https://acme.example.com/'), { method: 'POST', headers: [['a', 'b']] })
await service.fetch(new Request('https://acme.example.com/', web), web)

const mine: FakeUser = { phone: '13500135000', name: '李雷', wechatUser: 'lilei' }
fakeService({ users: [...USERS, mine], delay: 5, clientId: 'c', bodyField: 'wchat_code' })
// @ts-expect-error: a user has a phone
fakeService({ users: [{ name: '李雷' }] })
// @ts-expect-error: milliseconds are a number
fakeService({ delay: '5s' })

fakeService({ users: undefined, delay: undefined, clientId: undefined, bodyField: undefined })

const login: string = service.loginCode('lilei')
const phone: string = service.phoneCode('sandbox-fault-slow-20')
const token: string = service.stateToken()
const scenario: ScenarioName = 'sandbox-error-common-1007'
// @ts-expect-error: no such scenario
const misspelled: ScenarioName = 'sandbox-error-common-1777'
const scenarios: readonly Scenario[] = SCENARIOS
const gets: { status?: string } | { code: string; delivery: 'not-sent' | 'unknown' | 'delivered'; next: string } =
  scenarios[0].gets
const at: readonly FakeStep[] = scenarios[0].at
// @ts-expect-error: the default users are nobody's to change
USERS.push(mine)

const seen: FakeRequest[] = service.requests
const steps: (FakeStep | undefined)[] = seen.map(({ step }) => step)
const code: string = seen[0].body.wechat_code
// @ts-expect-error: the requests stay where they are
service.requests = []

const messages: readonly FakeMessage[] = service.messages
const x: number = service.captchas[0].x
service.next({ sendSms: 'sandbox-error-captcha-0006', captcha: undefined })
// @ts-expect-error: no such call
service.next({ sendMms: 'sandbox-fault-reset' })
// @ts-expect-error: no such scenario
service.next({ sendSms: 'sandbox-fault-resett' })
