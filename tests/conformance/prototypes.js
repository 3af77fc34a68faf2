// A page in which somebody changed Object.prototype.

import { CONFIG, canonical, equal, PARAMS, refuse, toBase64Url } from './support.js'

/** @import { Api, Case, Failure, TestFetch } from './types.js' */

/** What callers and replies may leave out. */
const READ =
  `domain clientId tenantId language device osVersion fingerprint userAgent ip fetch timeoutMs bodyField allowInsecureLoopback onEvent
  wasm wechatCode stateToken signal onUnknownUser recipient captcha verifyCode locale claims mask profile expiresAt
  error_code error_msg session_token state_token id_token expire data api X-evil`.split(/\s+/)

/** What the boundary and the shell call their own members, and what they hand over. */
const WRITTEN =
  `status rawStatus httpStatus raw sessionToken expiresIn idToken identity identityError nextSteps ways next header verified issuedAt
  ended controller timer wait close deadline delivery responseText get set value writable enumerable configurable stack cause message name
  hint text headers body instance module exports imports toJSON then method label redirect credentials cache referrerPolicy url init
  X-state-token X-agent content-type code issues field rule index errorCode rawErrorCode zh en claim signal wasm session_token`.split(
    /\s+/,
  )

/** How a name is set. @type {PropertyDescriptor[]} */
const DIRT = [
  { value: 'evil', writable: true, enumerable: true },
  { value: 'evil', writable: false },
  { get: () => 'evil', set() {} },
  { get: () => 'evil', set: refuse },
]

const REPLIES = [
  `{"status":"SUCCESS","session_token":"s","expire":1,"id_token":"e30.${toBase64Url('{"sub":"u","iat":1,"exp":2,"name":"张三"}')}.e30"}`,
  '{"status":"SUCCESS","session_token":"s","id_token":"broken"}',
  '{"status":"SOCIAL_BIND","state_token":"t","data":"{\\"socialBindOrRegisterFlow\\":[\\"VERIFY_PHONE\\"]}"}',
  '{"status":"ACCESS_DENIED"}',
  '{"error_code":"IDAAS.SDK.COMMON.1007","error_msg":"m"}',
]

// Of an error only what is its own.
const told = (/** @type {Failure} */ error) => [error.message, JSON.stringify(error)]

/**
 * What a program sends and gets, with all that it may leave out left out.
 *
 * @param {Api} api
 */
async function program(api) {
  const { ip, ...device } = CONFIG.device
  const { domain, clientId } = CONFIG
  /** @type {unknown[]} */
  const outcomes = [api.displayRows({ profile: { name: '张三', phone: '13812345678', jti: 'j' } })]
  /** @type {string | undefined} */
  let reply
  /** @type {TestFetch} */
  const fetch = async (url, { signal, ...init }) => {
    outcomes.push(canonical([url, init]))
    return { status: 200, text: async () => reply }
  }
  const client = await api.createClient({ domain, clientId, device, fetch })
  outcomes.push(await client.prepare(PARAMS))
  outcomes.push(await client.bind({ ...PARAMS, wechatCode: 'a b' }).catch(told))
  for (reply of REPLIES) outcomes.push(await client.bind(PARAMS).catch(told))
  outcomes.push(await client.signIn({ loginCode: () => 'l', phoneCode: () => 'p' }).catch(told))
  return canonical(outcomes)
}

/** @type {Case[]} */
export const prototypes = [
  {
    name: 'plain values, read-only names and setters on Object.prototype change no request, no result and no error',
    async run(api) {
      const [read, written] = [READ, WRITTEN].map((names) => names.filter((name) => !api.trusted?.includes(name)))
      const expected = await program(api)
      for (const dirt of DIRT) {
        // Each alone, too, where an assignment would throw: of all, one might hide what another one does.
        const alone = dirt.writable === false ? written.map((name) => [name]) : []
        for (const some of [[...read, ...written], ...alone]) {
          let actual
          try {
            for (const name of some) {
              const descriptor = Object.assign(Object.create(null), dirt, { configurable: true })
              Object.defineProperty(Object.prototype, name, descriptor)
            }
            actual = await program(api)
          } finally {
            for (const name of some) Reflect.deleteProperty(Object.prototype, name)
          }
          equal(actual, expected, some.join())
        }
      }
    },
  },
  {
    // Nothing is awaited while the setters are there: a test runner adds to arrays too, and such a setter would stop it.
    name: 'setters on Object.prototype for numbers lose nothing of a result',
    async run(api) {
      const client = await api.createClient({ ...CONFIG, fetch: refuse })
      const expected = canonical(client.interpret(200, REPLIES[0]))
      const numbers = ['0', '1', '2', '3'].filter((number) => !api.trusted?.includes(number))
      let actual
      try {
        for (const number of numbers)
          Object.defineProperty(Object.prototype, number, { get: () => 'evil', set() {}, configurable: true })
        actual = client.interpret(200, REPLIES[0])
      } finally {
        for (const number of numbers) Reflect.deleteProperty(Object.prototype, number)
      }
      equal(canonical(actual), expected, REPLIES[0])
    },
  },
]
