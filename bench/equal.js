// What every subject has to have in common before it is timed: a fast answer that is another answer is worth nothing.

/**
 * @import { BenchFetch, CreateClient, Decoder } from './types.js'
 * @import { Cases } from './cases.mjs'
 */

/**
 * @param {string} what
 * @param {unknown} found
 * @param {unknown} expected
 */
export function same(what, found, expected) {
  const [text, wanted] = [found, expected].map((value) => JSON.stringify(value))
  if (text !== wanted) throw new Error(`${what}: ${text} instead of ${wanted}`)
}

/**
 * Each decodes each token to its claims, their order kept, and throws at what is no token.
 *
 * @param {Record<string, Decoder>} decoders
 * @param {Cases} cases
 */
export function decodeAlike(decoders, { decode, wrong }) {
  for (const [name, decoder] of Object.entries(decoders)) {
    for (const [kind, tokens] of Object.entries(decode)) {
      for (const { token, claims } of tokens) same(`${name} decodes ${kind}`, decoder(token), claims)
    }
    for (const token of wrong.tokens) {
      same(
        `${name} refuses ${token}`,
        outcome(() => decoder(token)),
        'refused',
      )
    }
  }
}

/** @param {() => unknown} run */
function outcome(run) {
  try {
    run()
    return 'taken'
  } catch (_) {
    return 'refused'
  }
}

/**
 * A fetch that answers at once.
 *
 * @param {string} text
 */
export const immediate = (text) => async () => ({ status: 200, text: async () => text })

/**
 * Each client sends the same request, and reads the same session and the same user out of the reply.
 *
 * @param {Record<string, CreateClient>} clients
 * @param {Cases} cases
 */
export async function bindAlike(clients, { bind, wrong }) {
  for (const [name, createClient] of Object.entries(clients)) {
    /** @type {any[]} */
    let sent = []
    /**
     * @param {string} reply
     * @param {object} [more]
     */
    const client = (reply, more) =>
      createClient({
        ...bind.config,
        ...more,
        /** @param {...any} request */
        fetch: (...request) => {
          sent.push(request)
          return immediate(reply)()
        },
      })
    /**
     * @param {any} params
     * @param {string} reply
     */
    const ask = async (params, reply) => (await client(reply)).bind(params)

    const { status, sessionToken, expiresIn, identity } = await ask(bind.params, bind.reply)
    same(
      `${name} binds`,
      [status, sessionToken, expiresIn, identity.claims],
      ['SUCCESS', bind.sessionToken, 7200, bind.claims],
    )
    const [[url, { method, headers, body }]] = sent
    same(
      `${name} sends`,
      [url, method, JSON.parse(body)],
      [
        `https://${bind.config.domain}/api/v2/sdk/social/wechat-mobile-bind`,
        'POST',
        { wechat_code: bind.params.wechatCode },
      ],
    )
    same(
      `${name} names who asks`,
      [headers['X-client-id'], headers['X-state-token'], headers['X-device-fingerprint']],
      [bind.config.clientId, bind.params.stateToken, bind.config.device.fingerprint],
    )

    const next = await ask(bind.params, '{"status":"SOCIAL_BIND","state_token":"next"}')
    same(`${name} tells another step`, [next.status, next.stateToken], ['SOCIAL_BIND', 'next'])
    const unreadable = await ask(bind.params, '{"status":"SUCCESS","session_token":"s","id_token":"broken"}')
    same(
      `${name} keeps the session of a broken token`,
      [unreadable.sessionToken, unreadable.identity],
      ['s', undefined],
    )

    for (const reply of wrong.replies) await refuses(`${name}, the reply ${reply}`, ask(bind.params, reply))
    sent = []
    for (const params of wrong.params) await refuses(`${name}, ${JSON.stringify(params)}`, ask(params, bind.reply))
    same(`${name} sends nothing that is wrong`, sent.length, 0)
    const slow = await createClient({ ...bind.config, timeoutMs: 20, fetch: never })
    await refuses(`${name}, no reply`, slow.bind(bind.params))
  }
}

/**
 * @param {string} what
 * @param {Promise<unknown>} promise
 */
async function refuses(what, promise) {
  let timer
  const patience = new Promise((resolve) => (timer = setTimeout(() => resolve('never answered'), 5000)))
  const answer = promise.then(
    () => 'taken',
    () => 'refused',
  )
  same(what, await Promise.race([answer, patience]), 'refused')
  clearTimeout(timer)
}

// It heeds the signal, where it gets one.
/** @type {BenchFetch} */
const never = (_, { signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')))
  })
