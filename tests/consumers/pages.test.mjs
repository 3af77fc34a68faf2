// Pages without a bundler: under a strict CSP, with the wasm elsewhere, in a worker.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { title } from './chromium.mjs'
import { sandbox } from './sandbox.mjs'
import { serve } from './server.mjs'
import { BOUND, EXCLUDE, HERE, PACKAGE, WASM } from './tools.mjs'

test('a page without a bundler binds', async (t) => {
  const url = await serve(t, HERE)
  assert.equal(await title(`${url}plain/index.html#${sandbox.origin}`), BOUND)
})

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' "

test('a strict CSP needs no more than wasm-unsafe-eval and the two addresses', async (t) => {
  const url = await serve(t, HERE, { 'content-security-policy': STRICT + sandbox.origin })
  assert.equal(await title(`${url}plain/strict.html#${sandbox.origin}`), 'SOCIAL_BIND SUCCESS 王芳')
})

test('the wasm may come from another origin, which allows it by CORS', async (t) => {
  const other = await serve(t, join(HERE, PACKAGE), { 'access-control-allow-origin': '*' })
  const url = await serve(t, HERE, { 'content-security-policy': `${STRICT + sandbox.origin} ${new URL(other).origin}` })
  assert.equal(await title(`${url}plain/strict.html#${sandbox.origin},${other}${WASM}`), 'SOCIAL_BIND SUCCESS 王芳')
})

/** @type {[string, object, string, RegExp][]} */
const BARRED = [
  [
    'a CSP without wasm-unsafe-eval',
    { 'content-security-policy': "default-src 'self'" },
    '',
    /^WASM_UNAVAILABLE: .*script-src 'wasm-unsafe-eval'/,
  ],
  [
    'a CSP that names no connect-src for the wasm',
    { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" },
    '',
    /^WASM_UNAVAILABLE: .*connect-src/,
  ],
  [
    'a CSP that names no connect-src for the service',
    { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
    '',
    /^NETWORK: .*connect-src/,
  ],
  ['another origin without CORS', {}, 'elsewhere', /^WASM_UNAVAILABLE: .*CORS/],
]
for (const [name, headers, wasm, message] of BARRED) {
  test(`${name} is an error that says what to allow`, async (t) => {
    const url = await serve(t, HERE, headers)
    const other = wasm && `${await serve(t, join(HERE, PACKAGE))}${WASM}`
    assert.match(await title(`${url}plain/strict.html#${sandbox.origin},${other}`), message)
  })
}

test("HTML in the wasm's place is an error that names the line for Vite", async (t) => {
  const url = await serve(t, HERE)
  const told = await title(`${url}plain/strict.html#${sandbox.origin},${url}plain/strict.html`)
  assert.ok(
    told.startsWith('WASM_UNAVAILABLE: ') &&
      told.includes(`there is no file at its address; with Vite add \`${EXCLUDE}\``),
    told,
  )
})

test('every sign-in ends as it should in a browser, whatever fails', async (t) => {
  const url = await serve(t, join(HERE, '..'))
  assert.match(await title(`${url}consumers/plain/flows.html`), /^\d{4} sign-ins$/)
})

test('a worker binds', async (t) => {
  const url = await serve(t, HERE)
  assert.equal(await title(`${url}plain/worker.html#${sandbox.origin}`), 'SUCCESS 欧阳娜')
})
