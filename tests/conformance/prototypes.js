// A page in which somebody changed Object.prototype.

import { CONFIG, canonical, equal, neverCalled, PARAMS, SUCCESS, toBase64Url, valuesOf } from './support.js'

/** @import { Case, Failure, TestFetch } from './types.js' */

/**
 * Puts properties on `Object.prototype`, as a library that shouldn't does.
 *
 * @param {Record<string, unknown>} dirt
 */
function polluted(dirt) {
  for (const name of Object.keys(dirt))
    Object.defineProperty(Object.prototype, name, { value: dirt[name], configurable: true, writable: true })
}

/** @param {object} dirt */
function cleaned(dirt) {
  for (const name of Object.keys(dirt)) Reflect.deleteProperty(Object.prototype, name)
}

/**
 * @param {string[] | undefined} trusted
 * @param {string[]} names
 */
const without = (trusted, names) => names.filter((name) => !trusted?.includes(name))

/** @type {Case[]} */
export const prototypes = [
  {
    name: 'a polluted Object.prototype adds nothing to a reply',
    async run(api) {
      const client = await api.createClient({
        ...CONFIG,
        fetch: async () => ({ status: 200, text: async () => '{"status":"ACCESS_DENIED"}' }),
      })
      const dirt = { error_code: 'SDK.COMMON.1007', session_token: 'evil', id_token: 'e.e.e', expire: 1, data: '{}' }
      for (const [name, value] of Object.entries(dirt))
        Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true })
      try {
        const result = await client.bind(PARAMS)
        equal(Object.keys(result), ['status', 'next', 'rawStatus', 'httpStatus', 'raw'], 'members')
        equal(result.status, 'ACCESS_DENIED', 'status')
      } finally {
        for (const name of Object.keys(dirt)) Reflect.deleteProperty(Object.prototype, name)
      }
    },
  },
  {
    name: 'what somebody put on Object.prototype never gets into a request; a caller’s own class does',
    async run(api) {
      const { ip, ...device } = CONFIG.device
      const { language, ...config } = CONFIG
      const dirt = {
        ip: '6.6.6.6',
        language: 'xx-evil',
        timeoutMs: 1,
        bodyField: 'wchat_code',
        allowInsecureLoopback: true,
        device: { fingerprint: 'evil' },
        signal: { aborted: true, addEventListener() {} },
        onUnknownUser: 'register',
        fetch: neverCalled,
        mask: false,
        claims: 'all',
        locale: 'en',
      }
      class Device {
        get ip() {
          return '10.0.0.1'
        }
      }
      class Params {
        get wechatCode() {
          return 'of-a-class'
        }
        get device() {
          return new Device()
        }
      }
      class MoreParams extends Params {
        get stateToken() {
          return 's'
        }
      }
      /** @type {any[]} */
      const bodies = []
      /** @type {TestFetch} */
      const fetch = async (_, { headers, body }) => {
        bodies.push([
          headers['X-device-ip'],
          headers['X-device-fingerprint'],
          headers['X-L'] === 'xx-evil',
          JSON.parse(body).wechat_code,
        ])
        return SUCCESS
      }
      polluted(dirt)
      try {
        const client = await api.createClient({ ...config, device, fetch })
        await client.bind(PARAMS)
        await client.bind(new MoreParams())
        equal(
          valuesOf(api.displayRows({ profile: { name: '张三', phone: '13812345678', jti: 'j' } })),
          ['张三', '138****5678'],
          'rows',
        )
      } finally {
        cleaned(dirt)
      }
      equal(
        bodies,
        [
          [undefined, device.fingerprint, false, PARAMS.wechatCode],
          ['10.0.0.1', device.fingerprint, false, 'of-a-class'],
        ],
        'requests',
      )
    },
  },
  {
    name: 'setters on Object.prototype that throw cost no result',
    async run(api) {
      const idToken = `e30.${toBase64Url('{"sub":"u","iat":1,"exp":2,"name":"张三"}')}.e30`
      const bodies = [
        { status: 'SUCCESS', session_token: 's', expire: 1, id_token: idToken },
        { status: 'SUCCESS', session_token: 's', id_token: 'broken' },
        { status: 'SOCIAL_BIND', state_token: 'st', data: '{"socialBindOrRegisterFlow":["A","B"]}' },
      ].map((body) => JSON.stringify(body))
      /** @type {string | undefined} */
      let body
      const client = await api.createClient({ ...CONFIG, fetch: async () => ({ status: 200, text: async () => body }) })
      for (body of bodies) {
        const expected = await client.bind(PARAMS)
        const names = [
          ...Object.keys(expected),
          ...Object.keys(expected.identity || {}),
          ...Object.keys(expected.identityError || {}),
        ]
        const setters = Object.assign(
          Object.create(null),
          ...without(api.trusted, names).map((name) => ({ [name]: undefined })),
        )
        for (const name of Object.keys(setters)) {
          Object.defineProperty(Object.prototype, name, {
            set() {
              throw new Error(`a setter of ${name} was called`)
            },
            get() {
              return 'evil'
            },
            configurable: true,
          })
        }
        let result
        try {
          result = await client.bind(PARAMS)
        } finally {
          for (const name of Object.keys(setters)) Reflect.deleteProperty(Object.prototype, name)
        }
        equal(result, expected, 'result')
        equal(Object.keys(result), Object.keys(expected), 'members')
      }
    },
  },
  {
    name: 'plain values, read-only names and setters on Object.prototype change no request, no result and no error',
    async run(api) {
      // What the boundary and the shell call their own members, what they read of others, and what they hand over.
      const names = without(
        api.trusted,
        `signal ended controller timer wait close deadline delivery responseText get set value writable enumerable configurable stack
        cause message name hint text headers body instance module exports wasm imports session_token raw toJSON then method label redirect
        credentials cache referrerPolicy url init X-state-token X-agent content-type code issues field rule index errorCode httpStatus
        rawErrorCode zh en claim`.split(/\s+/),
      )
      const replies = [
        '{"status":"SUCCESS","session_token":"s","id_token":"e30.e30.c2ln"}',
        '{"status":"SOCIAL_BIND","state_token":"t","data":"{\\"socialBindOrRegisterFlow\\":[\\"A\\"]}"}',
        '{"error_code":"IDAAS.SDK.COMMON.1007","error_msg":"m"}',
      ]
      // Of an error only what is its own.
      const told = (/** @type {Failure} */ error) => [error.message, JSON.stringify(error)]
      const run = async () => {
        /** @type {unknown[]} */
        const outcomes = [api.displayRows({ profile: { name: '张三' } }).map((row) => ({ ...row }))]
        for (const reply of replies) {
          /** @type {TestFetch} */
          const fetch = async (url, { signal, ...init }) => {
            outcomes.push(canonical([url, init]))
            return { status: 200, text: async () => reply }
          }
          const client = await api.createClient({ ...CONFIG, fetch })
          outcomes.push(await client.prepare(PARAMS))
          outcomes.push(await client.bind(PARAMS).catch(told))
          outcomes.push(await client.bind({ ...PARAMS, wechatCode: 'a b' }).catch(told))
        }
        return canonical(outcomes)
      }
      const expected = await run()
      const refuse = () => {
        throw new Error('a setter was called')
      }
      for (const dirt of [
        { value: 'evil', writable: true },
        { value: 'evil', writable: false },
        { get: () => 'evil', set() {} },
        { get: () => 'evil', set: refuse },
      ]) {
        // Each alone, too, where an assignment would throw: of all, one might hide what another one does.
        const alone = dirt.writable === false ? names.map((name) => [name]) : []
        for (const some of [names, ...alone]) {
          let actual
          try {
            for (const name of some) {
              const descriptor = Object.assign(Object.create(null), dirt, { configurable: true })
              Object.defineProperty(Object.prototype, name, descriptor)
            }
            actual = await run()
          } finally {
            for (const name of some) Reflect.deleteProperty(Object.prototype, name)
          }
          equal(actual, expected, some.join())
        }
      }
    },
  },
]
