// Compiled, never run: what the types must allow and must refuse.

import {
  ApiError,
  BindError,
  type BindResult,
  CallbackError,
  createClient,
  type Delivery,
  decodeIdToken,
  displayRows,
  type Fetch,
  type Identity,
  type Issue,
  init,
  isExpired,
  type Next,
  ProtocolError,
  type Step,
  TransportError,
  ValidationError,
} from 'wechat-mobile-bind'
import wasm from 'wechat-mobile-bind/wechat_mobile_bind.wasm'

const config = { domain: 'acme.example.com', clientId: 'c' }
const params = { wechatCode: 'c', stateToken: 's' }
const client = await createClient(config)

// A result narrows by its status.
const result: BindResult = await client.bind(params)
// @ts-expect-error: only a SUCCESS has a session token
result.sessionToken
switch (result.status) {
  case 'SUCCESS': {
    const token: string = result.sessionToken
    const seconds: number | undefined = result.expiresIn
    if (result.identity) displayRows(result.identity, { locale: 'en', claims: 'all', mask: false })
    // An identity may be missing: then there are no rows.
    displayRows(result.identity)
    // @ts-expect-error: a session may have no end
    const milliseconds: number = result.expiresIn * 1000
    break
  }
  case 'SOCIAL_BIND':
  case 'USER_REGISTER':
  case 'MFA_AUTH': {
    const steps: string[] | undefined = result.nextSteps
    // @ts-expect-error: a process that goes on has no session yet
    result.sessionToken
    break
  }
  case 'ACCESS_DENIED':
  case 'UNKNOWN':
    result.rawStatus.length
    break
  default: {
    const none: never = result
  }
}
// It narrows by what comes next, too: to what the next call takes.
if (result.next === 'done') result.sessionToken.length
if (result.next === 'press') {
  await client.bind({ wechatCode: 'c', stateToken: result.stateToken })
  const ways: ('mobile' | 'email')[] = result.ways
}
if (result.next === 'second-factor') await client.mobileByToken({ stateToken: result.stateToken })
if (result.status === 'MFA_AUTH' && result.next !== 'stop') result.stateToken.length
// @ts-expect-error: a status alone doesn't say that the service sent a state token
if (result.status === 'SOCIAL_BIND') result.stateToken.length
// @ts-expect-error: a result says what the service wants, not what went wrong
result.next === 'fix'

// @ts-expect-error: no such status
result.status === 'SUCCES'

// An error narrows by its class, and its class fixes its code.
try {
  await client.bind(params)
} catch (error) {
  if (error instanceof ApiError) {
    const code: 'REFUSED' = error.code
    const spent: 'delivered' = error.delivery
    const hint: string = error.hint.zh
    const step: Step | undefined = error.step
    const next: Next = error.next
    const audience: 'user' | 'developer' | 'operator' = error.audience
    // @ts-expect-error: a service's code may not be shaped like one
    const errorCode: string = error.errorCode
  } else if (error instanceof ValidationError) {
    const issues: Issue[] = error.issues
    // @ts-expect-error: nothing was answered
    error.httpStatus
  } else if (error instanceof CallbackError) {
    const callback: 'device' | 'loginCode' | 'phoneCode' | 'recipient' | 'captcha' | 'verifyCode' | 'client' =
      error.callback
    const delivery: 'not-sent' | 'unknown' = error.delivery
  } else if (error instanceof TransportError) {
    const code: 'NETWORK' | 'TIMEOUT' | 'ABORTED' = error.code
  } else if (error instanceof ProtocolError) {
    error.responseText.length
  } else if (error instanceof BindError) {
    const delivery: Delivery = error.delivery
  }
}

// The web's fetch, a double and ten lines around anything else are all a fetch.
await createClient({ ...config, fetch })
await createClient({ ...config, fetch: async () => ({ status: 200, text: async () => '{}' }) })
const own: Fetch = (url, init) => fetch(url, init)
// @ts-expect-error: a fetch answers a promise
await createClient({ ...config, fetch: () => ({ status: 200, text: async () => '' }) })

await createClient({ ...config, device: { fingerprint: 'f' }, language: 'zh', timeoutMs: 1, bodyField: 'wchat_code' })
await createClient({ ...config, device: async () => ({ osVersion: 'o' }), wasm: new URL('https://cdn.example/x.wasm') })
await createClient({
  ...config,
  tenantId: 't',
  onEvent: ({ step, milliseconds, code }) => console.log(step, milliseconds, code),
})
// @ts-expect-error: a record has no secret
await createClient({ ...config, onEvent: ({ sessionToken }) => sessionToken })
// @ts-expect-error: a client needs to know its tenant
await createClient({ clientId: 'c' })
// @ts-expect-error: the two spellings are all there is
await createClient({ ...config, bodyField: 'code' })
// @ts-expect-error: milliseconds are a number
await createClient({ ...config, timeoutMs: '10s' })
// @ts-expect-error: a bind needs a state token
await client.bind({ wechatCode: 'c' })
// @ts-expect-error: a code is a string
await client.bind({ ...params, wechatCode: 42 })
await client.bind({ ...params, signal: AbortSignal.timeout(1), device: { ip: '::1' } })

// What is undefined counts as absent, also with exactOptionalPropertyTypes: an option may be read from the environment.
const unset = undefined
await createClient({
  ...config,
  device: { osVersion: unset, fingerprint: unset, userAgent: unset, ip: unset },
  tenantId: unset,
  onEvent: unset,
  language: unset,
  fetch: unset,
  timeoutMs: unset,
  bodyField: unset,
  allowInsecureLoopback: unset,
  wasm: unset,
})
await createClient({ ...config, device: unset })
await createClient({ ...config, device: () => ({ ip: unset }) })
await client.bind({ ...params, signal: unset, device: unset })
await client.login({ code: 'c', signal: unset, device: { ip: unset } })
await client.signIn({
  loginCode: () => 'c',
  phoneCode: () => unset,
  onUnknownUser: unset,
  signal: unset,
  device: unset,
})
displayRows(unset, { locale: unset, mask: unset })
await init(unset)

const registered: BindResult = await client.registerAndBind(params)
const loggedIn: BindResult = await client.login({ code: 'c' })
// @ts-expect-error: a login takes the code of wx.login
await client.login({ wechatCode: 'c' })
await client.signIn({ loginCode: () => 'c', phoneCode: async () => undefined, onUnknownUser: 'register' })
// @ts-expect-error: the codes are asked for
await client.signIn({ loginCode: 'c', phoneCode: () => 'c' })

const { url, init: request } = await client.prepare(params)
await fetch(url, request)
const again: BindResult = client.interpret(200, '{}')

// The rest of a sign-in: what each call takes, and what it resolves to.
const { token, originalImageBase64, jigsawImageBase64 } = await client.captcha()
const { captchaToken } = await client.verifyCaptcha({ token, x: 237.5, sender: '15200000000' })
// @ts-expect-error: pixels are a number
await client.verifyCaptcha({ token, x: '237', sender: '15200000000' })
const message = { captchaToken, purpose: 'bind' } as const
const accepted: number = (await client.sendSms({ ...message, mobile: '15200000000' })).httpStatus
await client.sendEmail({ ...message, email: 'ann@example.com', signal: unset, device: unset })
// @ts-expect-error: the purposes are three
await client.sendSms({ ...message, mobile: '15200000000', purpose: 'login' })
// @ts-expect-error: a mail needs an address
await client.sendEmail({ ...message, mobile: '15200000000' })
const code = { verifyCode: '123456', stateToken: 's' }
const boundByCode: BindResult = await client.bindByCode({ ...code, mobile: '15200000000' })
await client.registerAndBindByCode({ ...code, email: 'ann@example.com', mobile: unset })
// @ts-expect-error: a code was sent to one recipient
await client.bindByCode({ ...code, mobile: '15200000000', email: 'ann@example.com' })
// @ts-expect-error: and to one at least
await client.bindByCode(code)
const { mobile } = await client.mobileByToken({ stateToken: 's' })
const answered: BindResult = await client.mfaSms({ ...code, mobile })

// The same by its two ends, for each call by its name.
await client.prepare({ code: 'c' }, 'login')
await client.prepare({}, 'captcha')
// @ts-expect-error: parameters are those of the call
await client.prepare({ code: 'c' }, 'mfaSms')
const proof: string = client.interpret(200, '{}', 'verifyCaptcha').captchaToken
// @ts-expect-error: a message has no status
client.interpret(200, '', 'sendSms').status
// @ts-expect-error: no such call
client.interpret(200, '{}', 'signIn')

await init(fetch('/x.wasm'))
await init(wasm)
// @ts-expect-error: only the bundler knows whether it is an address
wasm.length
await init(new Uint8Array())
const identity: Identity = decodeIdToken('a.b.c')
const unverified: false = identity.verified
// @ts-expect-error: claims are JSON of any kind
const name: string = identity.profile.name
const expired: boolean = isExpired(identity, Date.now())
// @ts-expect-error: the labels come in two languages
displayRows(identity, { locale: 'fr' })
// @ts-expect-error: the claims are a user's, or all
displayRows(identity, { claims: 'none' })
// @ts-expect-error: only the package makes its errors
new BindError()
