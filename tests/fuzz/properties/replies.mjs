// A reply is read as the native core reads it, by `interpret` and by `bind`.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createClient } from 'wechat-mobile-bind'
import { replies } from '../inputs/replies.mjs'
import { SECRET } from '../inputs/secret.mjs'
import { build, values } from '../inputs/values.mjs'
import { assertAsNatively, assertOurs, assertSame, outcomeOf, told } from '../oracles.mjs'

const CONFIG = {
  domain: 'acme.example.com',
  clientId: 'c',
  device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
}
const PARAMS = { wechatCode: SECRET, stateToken: SECRET }

const statuses = fc.oneof(
  { arbitrary: fc.constantFrom(200, 400, 401, 500, 0, 204), weight: 8 },
  { arbitrary: fc.nat(65535), weight: 1 },
)

export const reply = {
  name: 'reply',
  arbitrary: fc.record({ status: statuses, text: replies }),
  /**
   * @param {{ status: number, text: string }} input
   * @param {import('../types.js').Context} context
   */
  async run({ status, text }, context) {
    const fetch = async () => ({ status, text: async () => text })
    const client = await createClient({ ...CONFIG, fetch })
    const read = outcomeOf(() => client.interpret(status, text))
    const bound = await client.bind(PARAMS).then(
      (/** @type {any} */ result) => ({ result }),
      (/** @type {any} */ thrown) => ({ thrown }),
    )
    for (const outcome of [read, bound]) {
      if ('thrown' in outcome) {
        assertOurs(outcome.thrown, context.api)
        assert.equal(outcome.thrown.delivery, 'delivered')
        if (outcome.thrown.code === 'BAD_RESPONSE') assert.equal(outcome.thrown.responseText, text)
      }
    }
    if (isAccepted(text)) assert.ok('result' in read, 'an accepted sign-in is a result')
    assertSame(plain(bound), plain(read), 'bind does not read as interpret does')
    await assertAsNatively(read, text, { call: 'interpret', status, body: text }, context)
  },
}

const plain = (/** @type {import('../oracles.mjs').Outcome} */ outcome) =>
  'thrown' in outcome ? told(outcome.thrown) : outcome

/** Whether the text is a SUCCESS with a session token, by JSON alone. */
function isAccepted(/** @type {string} */ text) {
  try {
    const { status, session_token: token } = JSON.parse(text)
    return /^SUCCESS?$/.test(status.trim()) && token.trim() !== ''
  } catch {
    return false
  }
}

export const argument = {
  name: 'arguments of interpret',
  arbitrary: fc.record({ status: values, text: values }),
  /**
   * @param {{ status: import('../inputs/values.mjs').Recipe, text: import('../inputs/values.mjs').Recipe }} input
   * @param {import('../types.js').Context} context
   */
  async run({ status, text }, { api }) {
    const client = await createClient(CONFIG)
    const outcome = outcomeOf(() => client.interpret(build(status), build(text)))
    if ('thrown' in outcome) assertOurs(outcome.thrown, api)
  },
}
