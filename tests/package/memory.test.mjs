// What the wasm's memory still holds once a call is over: no secret, and no part of one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, decodeIdToken } from 'wechat-mobile-bind'

/** @param {unknown} value */
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

const PARAMS = { wechatCode: 'CODEbe364d3f0eaf7cf196bfe49675553b491', stateToken: 'STATEhbcOiJ.nEPRiIC4we0kQm9vIQtTZ' }
const SESSION = 'SESSIONtsiBjx85prcZu6I6Ki057Tmw3nSF2VO'
const NEXT = 'NEXTSTATEq8hJz2mVwXc5LrTb'
const SUBJECT = 'SUBJECTf3a9c1d7'
const PROFILE = '欧阳娜娜 13857294618'
const ID_TOKEN = [
  encode({ alg: 'RS256' }),
  encode({ sub: SUBJECT, api: JSON.stringify({ name: PROFILE }) }),
  encode('signature'),
].join('.')

const SECRETS = [...Object.values(PARAMS), SESSION, NEXT, ID_TOKEN, SUBJECT, PROFILE]

const REPLIES = {
  'a success': JSON.stringify({ status: 'SUCCESS', session_token: ` ${SESSION}`, id_token: ` ${ID_TOKEN}` }),
  'another step': JSON.stringify({ status: 'MFA_AUTH', state_token: NEXT }),
  'a refusal that echoes': JSON.stringify({ error_code: PARAMS.stateToken, error_msg: PARAMS.wechatCode }),
  'what is no JSON': `${SESSION} ${PROFILE}`,
}

/** @type {any} */
let memory
const { instantiate } = WebAssembly
/** @type {any} */
const watched = async (/** @type {any} */ bytes, /** @type {any} */ imports) => {
  const result = await instantiate(bytes, imports)
  memory = Object.values(result.instance.exports).find((entity) => entity instanceof WebAssembly.Memory)
  return result
}
WebAssembly.instantiate = watched

/** What stays in memory on purpose: by it the tests see that they look where they should. */
const CLIENT_ID = 'CLIENTIDnTo1eRIub60vPb54WeE6aojPwYwImtl4'

/**
 * The parts of eight bytes of a secret that the memory holds.
 *
 * @param {string} secret
 */
function found(secret) {
  const held = Buffer.from(memory.buffer)
  const bytes = Buffer.from(secret)
  const parts = Array.from({ length: bytes.length - 7 }, (_, start) => bytes.subarray(start, start + 8))
  return parts.filter((part) => held.includes(part)).map(String)
}

for (const [name, text] of Object.entries(REPLIES)) {
  test(`after ${name} no secret is left`, async () => {
    const client = await createClient({
      domain: 'acme.example.com',
      clientId: CLIENT_ID,
      device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
      fetch: async () => ({ status: 200, text: async () => text }),
    })
    await client.bind(PARAMS).catch(() => {})
    assert.equal(found(CLIENT_ID).length, CLIENT_ID.length - 7)
    for (const secret of SECRETS) assert.deepEqual(found(secret), [], secret)
  })
}

test('after a token was decoded nothing of it is left', async () => {
  assert.equal(decodeIdToken(ID_TOKEN).profile.name, PROFILE)
  for (const secret of [ID_TOKEN, SUBJECT, PROFILE]) assert.deepEqual(found(secret), [], secret)
})
