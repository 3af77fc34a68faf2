// The scripts of the documentation, run as printed, whatever happens to a sign-in: no session is lost, nothing but an error of the
// package is thrown, and nothing is left unhandled.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { createClient } from 'wechat-mobile-bind'
import { CLIENT_ID, DEVICE, startSandbox } from '../package/sandbox.mjs'
import { claimed, ROOT } from './blocks.mjs'
import { emptyFolder, ownLines } from './empty-folder.mjs'
import { freePort, serveFile } from './process.mjs'
import { binds, freshCodes, happenings, SPEED, sessionIn, signsIn, stateTokenOf, survivedBy } from './scenarios.mjs'

/** @import { Block } from './blocks.mjs' */

const INSTALLED = {
  installed: join(import.meta.dirname, 'node_modules/wechat-mobile-bind'),
  tools: { express: join(ROOT, 'node_modules/express') },
}
const OUT = join(import.meta.dirname, 'node_modules/.scripts')
const TENANT = 'https://acme.example.com'
const NOWHERE = `http://127.0.0.1:${await freePort()}`

const sandbox = await startSandbox()
const CASES = await happenings(sandbox.origin)
after(() => sandbox.stop())

const host = { fetch, setTimeout, console: { ...console } }
/** @type {unknown[]} */
const unhandled = []
process.on('unhandledRejection', (reason) => unhandled.push(reason))

let serial = 0
let origin = ''
/** @type {string[]} */
let sessions = []
let printed = ''

before(() => rmSync(OUT, { recursive: true, force: true }))

beforeEach(() => {
  ;[origin, sessions, printed] = [sandbox.origin, [], '']
  // The sandbox in the place of the tenant, and a clock that runs faster.
  globalThis.fetch = async (url, init) => {
    const response = await host.fetch(String(url).replace(TENANT, origin), init)
    const text = await response
      .clone()
      .text()
      .catch(() => '')
    const session = sessionIn(text)
    if (session) sessions.push(session)
    return response
  }
  /**
   * @param {() => void} callback
   * @param {number} milliseconds
   * @param {[]} given
   */
  const fastTimeout = (callback, milliseconds, ...given) => host.setTimeout(callback, milliseconds / SPEED, ...given)
  Object.assign(globalThis, { setTimeout: fastTimeout })
})
afterEach(() => {
  globalThis.fetch = host.fetch
  globalThis.setTimeout = host.setTimeout
  Object.assign(console, host.console)
})

/**
 * Runs a block as a module of its own; answers what it rejects with, if it does.
 *
 * @param {Pick<Block, 'code' | 'page' | 'index'>} block
 */
async function run({ code, page, index }) {
  const file = join(OUT, `${page.replace('/', '-')}-${index}.mjs`)
  mkdirSync(OUT, { recursive: true })
  writeFileSync(file, code)
  /** @param {unknown[]} values */
  const print = (...values) => {
    printed += `${values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')}\n`
  }
  Object.assign(console, { log: print, table: print, error: print })
  const outcome = await import(`${pathToFileURL(file)}?${++serial}`).then(
    () => undefined,
    (error) => error,
  )
  Object.assign(console, host.console)
  return outcome
}

/** Lets rejections that nobody handles come up. */
async function assertHandled() {
  await turn()
  await turn()
  assert.deepEqual(unhandled.splice(0), [])
}

for (const { title, ...block } of claimed('script')) {
  test(`${title} prints who is bound`, async () => {
    const wechatCode = sandbox.fresh('13800138000')
    Object.assign(globalThis, { wechatCode, stateToken: await sandbox.stateToken() })
    assert.equal(await run(block), undefined)
    assert.match(printed, /432000[\s\S]*张伟[\s\S]*138\*{4}8000/)
  })

  for (const happening of survivedBy(block.page, CASES).filter(
    ({ phone, login }) => phone && (login === 'stranger' || /expired/.test(login)),
  )) {
    test(`${title} survives: ${happening.title}`, async () => {
      const stateToken = await stateTokenOf(sandbox.origin, happening)
      const wechatCode = freshCodes(happening).phone
      Object.assign(globalThis, { wechatCode, stateToken })
      const expected = await binds(sandbox.origin, happening)
      assert.equal(await run(block), undefined)
      await assertHandled()
      assert.equal(sessions.length, expected ? 1 : 0, printed)
      for (const session of sessions) assert.ok(printed.includes(session), 'the session is lost')
      for (const secret of [wechatCode, stateToken]) assert.ok(!printed.includes(secret), printed)
    })
  }

  test(`${title} survives: no connection`, async () => {
    Object.assign(globalThis, { wechatCode: sandbox.fresh('13800138000'), stateToken: 's' })
    origin = NOWHERE
    assert.equal(await run(block), undefined)
    await assertHandled()
    assert.match(printed, /NETWORK[\s\S]*not-sent/)
  })
}

for (const { title, ...block } of claimed('invalid')) {
  test(`${title} lists every field that is wrong`, async () => {
    assert.equal(await run(block), undefined)
    assert.match(printed, /^bind developer .*\nINVALID_PARAMS not-sent\nwechatCode .*\nstateToken .*\n$/)
  })
}

const CONFIG = { domain: 'acme.example.com', clientId: CLIENT_ID, device: DEVICE }

for (const { title, ...block } of claimed('words')) {
  const text = new Function('error', `${block.code}\nreturn text`)
  for (const happening of survivedBy(block.page, CASES)) {
    test(`${title} has words for whatever fails: ${happening.title}`, async () => {
      const client = await createClient(CONFIG)
      const { login, phone } = freshCodes(happening)
      const codes = { loginCode: () => login, phoneCode: () => phone }
      const error = await client.signIn(codes).then(
        () => undefined,
        (reason) => reason,
      )
      if (!error) return
      const { en, zh } = error.hint
      const said = text(error)
      if (error.audience === 'user') assert.equal(said, block.page.includes('zh') ? zh : en)
      else assert.ok(said.length > 10 && said !== en && said !== zh)
    })
  }
}

const load = createRequire(import.meta.url)
const wasm = readFileSync(load.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))

for (const { title, ...block } of claimed('flow')) {
  Object.assign(globalThis, {
    WXWebAssembly: {
      /**
       * @param {string} _
       * @param {WebAssembly.Imports} imports
       */
      instantiate: async (_, imports) => (await WebAssembly.instantiate(wasm, imports)).instance,
    },
  })
  const flow = new Function('require', `${block.code}\nreturn signIn`)(load)
  /** @param {string} [code] */
  const press = (code) => ({
    detail: code ? { errMsg: 'getPhoneNumber:ok', code } : { errMsg: 'getPhoneNumber:fail user deny', errno: 103 },
  })
  const { BindError: MiniProgramError } = load('wechat-mobile-bind/miniprogram')
  // Without its signal, which is no AbortSignal of the web's.
  const config = {
    ...CONFIG,
    fetch: (/** @type {string} */ url, /** @type {RequestInit} */ { signal: _, ...init }) => fetch(url, init),
  }

  for (const happening of survivedBy(block.page, CASES)) {
    test(`${title} survives: ${happening.title}`, async () => {
      const { login, phone } = freshCodes(happening)
      const expected = await signsIn(sandbox.origin, happening)
      const outcome = await flow(config, login, async () => press(phone)).catch((/** @type {unknown} */ error) => error)
      await assertHandled()
      if (expected) assert.deepEqual([outcome.sessionToken], sessions)
      else if (outcome instanceof Error) assert.ok(outcome instanceof MiniProgramError, inspect(outcome))
      else assert.notEqual(outcome.status, 'SUCCESS')
      if (!phone) assert.deepEqual([outcome.code, outcome.delivery], ['USER_DECLINED', 'not-sent'])
    })
  }

  test(`${title} binds at the press after a decline`, async () => {
    const { login, phone } = freshCodes({ login: 'stranger', phone: '13800138000' })
    await assert.rejects(
      flow(config, login, async () => press()),
      { code: 'USER_DECLINED' },
    )
    const again = freshCodes({ login: 'stranger', phone: '13800138000' })
    assert.equal((await flow(config, again.login, async () => press(phone))).status, 'SUCCESS')
  })
}

for (const { title, ...block } of claimed('server in 15 lines')) {
  test(`${title} is a server of 15 lines at most, which survives everything`, async (t) => {
    const { length } = ownLines(block)
    assert.ok(length <= 15, `${length} lines`)
    const folder = await emptyFolder(t, { files: [block], ...INSTALLED })
    const server = await serveFile(t, join(folder, block.file), { SANDBOX: sandbox.origin, SPEED: String(SPEED) })
    /** @param {string} body */
    const post = async (body, type = 'application/json') => {
      const init = { method: 'POST', headers: { 'content-type': type }, body }
      const response = await host.fetch(`${server.origin}/sign-in`, init)
      return { status: response.status, ...(await response.json()) }
    }

    // First, so that the wasm is loaded before a time-out counts.
    for (const [name, body, type] of [
      ['no body', '', 'application/json'],
      ['no JSON', 'loginCode=secret', 'text/plain'],
      ['broken JSON', '{"loginCode":"secret', 'application/json'],
      ['no codes', '{}', 'application/json'],
    ]) {
      await t.test(name, async () => assert.equal((await post(body, type)).status, 502))
    }
    await t.test('a user to be bound', async () => {
      const { login: loginCode, phone: phoneCode } = freshCodes({ login: 'stranger', phone: '13800138000' })
      const shown = await post(JSON.stringify({ loginCode, phoneCode, device: DEVICE }))
      assert.deepEqual([shown.status, shown.identity.profile.name], ['SUCCESS', '张伟'])
    })
    for (const happening of survivedBy(block.page, CASES)) {
      await t.test(happening.title, async () => {
        const { login: loginCode, phone: phoneCode } = freshCodes(happening)
        const expected = await signsIn(sandbox.origin, happening)
        const shown = await post(JSON.stringify({ loginCode, phoneCode, device: DEVICE }))
        assert.equal(shown.status === 'SUCCESS' && typeof shown.sessionToken === 'string', expected)
        if (shown.status === 502) assert.match(shown.delivery, /^(not-sent|unknown|delivered)$/)
      })
    }
    assert.equal(server.printed, '')
  })

  test(`${title} says that the code is still good where there is no connection`, async (t) => {
    const folder = await emptyFolder(t, { files: [block], ...INSTALLED })
    const server = await serveFile(t, join(folder, block.file), { SANDBOX: `http://127.0.0.1:${await freePort()}` })
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ loginCode: 'a', phoneCode: 'b', device: DEVICE })
    const response = await host.fetch(`${server.origin}/sign-in`, { method: 'POST', headers, body })
    const { code, delivery } = await response.json()
    assert.deepEqual([response.status, code, delivery], [502, 'NETWORK', 'not-sent'])
  })
}
