// The service's id_tokens, signed by each kind of cryptography: verified by jose as a server does, with the keys that the service publishes.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { createContext, Script } from 'node:vm'
import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose'
import { CLIENT_ID } from '../package/sandbox.mjs'
import { Caller, DOORS, KEYS, LOGIN, ROTATE } from './doors.mjs'

/**
 * The service in memory, on a host that has no more than these globals.
 *
 * @param {object} globals
 */
function openOn(globals) {
  const file = createRequire(import.meta.url).resolve('wechat-mobile-bind/testing')
  const module = { exports: /** @type {any} */ ({}) }
  new Script(`(function (module) { ${readFileSync(file, 'utf8')} })`).runInContext(createContext(globals))(module)
  return DOORS['in memory']({ make: module.exports.fakeService })
}

for (const [name, globals] of Object.entries({ 'Node.js': { process }, WebCrypto: { crypto } })) {
  describe(`by ${name}:`, async () => {
    const door = await openOn(globals)
    const caller = new Caller(door)
    const published = async () => JSON.parse((await door.send({ path: KEYS })).text)
    const token = async () => (await caller.call(LOGIN, 'wangfang')).reply.id_token

    /** @param {string} token */
    const verify = async (token) => {
      /** @type {any} */
      const options = { [customFetch]: Object(door.config).fetch, cooldownDuration: 0 }
      const keys = createRemoteJWKSet(new URL(door.origin + KEYS), options)
      return jwtVerify(token, keys, { algorithms: ['RS256'], issuer: door.origin, audience: CLIENT_ID })
    }

    test('an id_token says who, for whom and for five minutes, and verifies', async () => {
      const before = Math.floor(Date.now() / 1000)
      const [one, other] = [await verify(await token()), await verify(await token())]
      const { iat, exp, jti, api, ...claims } = one.payload
      assert.deepEqual(claims, { iss: door.origin, sub: '10002', aud: CLIENT_ID })
      assert.ok(Number(iat) >= before && Number(iat) <= Date.now() / 1000)
      assert.equal(exp, Number(iat) + 300)
      assert.notEqual(jti, other.payload.jti)
      assert.deepEqual(JSON.parse(String(api)), {
        userName: 'wangfang',
        name: '王芳',
        nickName: '芳芳🌸',
        gender: '女',
        mobile: '13900139000',
        email: 'wang.fang@example.com',
        address: '上海市浦东新区世纪大道88号',
      })
      const { kid } = (await published()).keys[0]
      assert.deepEqual(one.protectedHeader, { typ: 'JWT', alg: 'RS256', kid })
    })

    test('one that was changed does not verify', async () => {
      const [header, , signature] = (await token()).split('.')
      const [, payload] = (await token()).split('.')
      await assert.rejects(verify(`${header}.${payload}.${signature}`), {
        code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      })
    })

    test('the JWK set has a public RSA key of 2048 bits, and nothing private', async () => {
      const { keys } = await published()
      assert.equal(keys.length, 1)
      const [{ kid, n, ...key }] = keys
      assert.deepEqual(key, { kty: 'RSA', e: 'AQAB', alg: 'RS256', use: 'sig' })
      assert.deepEqual([n.length, kid.length], [342, 43])
    })

    test('a new key signs from then on, and the one before it stays published', async () => {
      const kids = async () => (await published()).keys.map((/** @type {{ kid: string }} */ { kid }) => kid)
      const kidOfAToken = async () => decodeProtectedHeader(await token()).kid
      const first = await token()
      for (let rotations = 0; rotations < 2; rotations++) {
        const previous = await kidOfAToken()
        assert.equal((await door.send({ path: ROTATE, method: 'POST' })).status, 204)
        assert.deepEqual(await kids(), [await kidOfAToken(), previous])
        assert.notEqual(previous, await kidOfAToken())
      }
      await assert.rejects(verify(first), { code: 'ERR_JWKS_NO_MATCHING_KEY' })
      assert.equal((await door.send({ path: KEYS, method: 'POST' })).status, 405)
      assert.equal((await door.send({ path: ROTATE })).status, 405)
    })
  })
}

test('where the host has no cryptography, the id_token says that it is not signed', async () => {
  const door = await openOn({})
  const { id_token: token } = (await new Caller(door).call(LOGIN, 'wangfang')).reply
  assert.deepEqual(decodeProtectedHeader(token), { typ: 'JWT', alg: 'none' })
  assert.equal((await door.send({ path: KEYS })).text, '{"keys":[]}')
  assert.equal((await door.send({ path: ROTATE, method: 'POST' })).status, 204)
})
