// The scripts of the documentation, run as printed, whatever happens to a sign-in: no session is lost, nothing but an error of the
// package is thrown, and nothing is left unhandled.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inspect, promisify } from 'node:util'
import { createClient } from 'wechat-mobile-bind'
import { CLIENT_ID, DEVICE, startSandbox } from '../package/sandbox.mjs'
import { claimed } from './blocks.mjs'
import { emptyFolder, NPMS, npmLines, ownLines } from './empty-folder.mjs'
import { freePort, serveFile } from './process.mjs'
import { redirectTenant } from './redirect.mjs'
import { binds, freshCodes, happenings, SPEED, sessionIn, signsIn, stateTokenOf, survivedBy } from './scenarios.mjs'

/**
 * @import { Block } from './blocks.mjs'
 * @import { TestContext } from 'node:test'
 */

const OUT = join(import.meta.dirname, 'node_modules/.scripts')
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
before(() => redirectTenant(() => origin))

beforeEach(() => {
  ;[origin, sessions, printed] = [sandbox.origin, [], '']
  // Sees the sessions; and a clock that runs faster.
  globalThis.fetch = async (url, init) => {
    const response = await host.fetch(url, init)
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
 * Runs a block as a module of its own, with these arguments; answers what it rejects with, if it does.
 *
 * @param {Pick<Block, 'code' | 'page' | 'index'>} block
 * @param {string[]} args
 */
async function run({ code, page, index }, ...args) {
  const file = join(OUT, `${page.replace('/', '-')}-${index}.mjs`)
  mkdirSync(OUT, { recursive: true })
  writeFileSync(file, code)
  /** @param {unknown[]} values */
  const print = (...values) => {
    printed += `${values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')}\n`
  }
  Object.assign(console, { log: print, table: print, error: print })
  const { argv } = process
  process.argv = [process.execPath, file, ...args]
  const outcome = await import(`${pathToFileURL(file)}?${++serial}`).then(
    () => undefined,
    (error) => error,
  )
  Object.assign(console, host.console)
  process.argv = argv
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
    assert.equal(await run(block, sandbox.fresh('13800138000'), await sandbox.stateToken()), undefined)
    assert.match(printed, /432000[\s\S]*张伟[\s\S]*138\*{4}8000/)
  })

  for (const happening of survivedBy(block.page, CASES).filter(
    ({ phone, login }) => phone && (login === 'stranger' || /expired/.test(login)),
  )) {
    test(`${title} survives: ${happening.title}`, async () => {
      const stateToken = await stateTokenOf(sandbox.origin, happening)
      const wechatCode = String(freshCodes(happening).phone)
      const expected = await binds(sandbox.origin, happening)
      assert.equal(await run(block, wechatCode, stateToken), undefined)
      await assertHandled()
      assert.equal(sessions.length, expected ? 1 : 0, printed)
      for (const session of sessions) assert.ok(printed.includes(session), 'the session is lost')
      for (const secret of [wechatCode, stateToken]) assert.ok(!printed.includes(secret), printed)
    })
  }

  test(`${title} survives: no connection`, async () => {
    origin = NOWHERE
    globalThis.fetch = host.fetch
    assert.equal(await run(block, sandbox.fresh('13800138000'), 's'), undefined)
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

for (const { title, code } of claimed('own fetch')) {
  const file = join(OUT, `fetch-${title.replace(/\W/g, '')}.mjs`)
  const fetches = async () => {
    mkdirSync(OUT, { recursive: true })
    writeFileSync(file, code)
    return Object.entries(await import(String(pathToFileURL(file))))
  }

  test(`${title}: by these, a refusal stays a refusal, and nothing is sent twice`, async () => {
    globalThis.fetch = host.fetch
    for (const [name, fetch] of await fetches()) {
      const client = await createClient({ ...CONFIG, domain: sandbox.origin, allowInsecureLoopback: true, fetch })
      for (const [phone, expected] of [
        ['13800138000', 'SUCCESS'],
        ['15500155000', 'SDK.COMMON.1013'],
        ['sandbox-error-http-500', 'SDK.LOGIN.1001'],
        ['sandbox-fault-too-many-requests', 'BAD_RESPONSE'],
        ['sandbox-fault-reset', 'NETWORK'],
      ]) {
        const params = { wechatCode: sandbox.fresh(phone), stateToken: await sandbox.stateToken() }
        await sandbox.receivedAll()
        const outcome = await client.bind(params).then(
          ({ status }) => status,
          ({ errorCode, code }) => errorCode ?? code,
        )
        assert.deepEqual([name, outcome], [name, expected], phone)
        assert.equal((await sandbox.receivedAll()).length, 1, `${name}: ${phone}`)
      }
    }
  })

  test(`${title}: by these, the caller's abort ends the request`, async () => {
    for (const [name, fetch] of await fetches()) {
      const client = await createClient({ ...CONFIG, domain: sandbox.origin, allowInsecureLoopback: true, fetch })
      const controller = new AbortController()
      const params = { wechatCode: sandbox.fresh('sandbox-fault-slow'), stateToken: await sandbox.stateToken() }
      const bound = client.bind({ ...params, signal: controller.signal })
      controller.abort()
      await assert.rejects(bound, { code: 'ABORTED' }, name)
    }
  })
}

for (const { title, ...block } of claimed('server in 15 lines')) {
  const [shell] = claimed('shell').filter(({ page, code }) => page === block.page && code.includes(block.file))
  /**
   * A folder made as the page says.
   *
   * @param {TestContext} t
   * @param {string} [npm]
   */
  const follow = async (t, npm) => {
    const folder = await emptyFolder(t, { lines: npmLines(shell), files: [block], npm })
    return join(folder, block.file)
  }

  test(`${title} is a server of 15 lines at most, which survives everything`, async (t) => {
    const { length } = ownLines(block)
    assert.ok(length <= 15, `${length} lines`)
    const server = await serveFile(t, await follow(t), { SANDBOX: sandbox.origin, SPEED: String(SPEED) })
    /** @param {string} body */
    const post = async (body, type = 'application/json') => {
      const init = { method: 'POST', headers: { 'content-type': type }, body }
      const response = await host.fetch(`${server.origin}/sign-in`, init)
      const text = await response.text()
      return { status: response.status, ...(text.startsWith('{') && JSON.parse(text)) }
    }

    // First, so that the wasm is loaded before a time-out counts.
    for (const [name, body, type, status] of [
      ['no body', '', 'application/json', 502],
      ['no JSON', 'loginCode=secret', 'text/plain', 502],
      ['broken JSON', '{"loginCode":"secret', 'application/json', 400],
      ['no codes', '{}', 'application/json', 502],
    ]) {
      await t.test(String(name), async () => assert.equal((await post(String(body), String(type))).status, status))
    }
    await t.test('what is wrong is answered and logged', async () => {
      const { issues } = await post(JSON.stringify({ phoneCode: 'p', device: DEVICE }))
      assert.deepEqual(
        issues.map((/** @type {Record<string, string>} */ { field, rule }) => [field, rule]),
        [['loginCode', 'required']],
      )
      assert.match(server.printed, /INVALID_PARAMS[\s\S]*`loginCode` is missing/)
    })
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
        for (const secret of [loginCode, phoneCode]) assert.ok(!secret || !server.printed.includes(secret))
      })
    }
    for (const secret of ['secret', '张伟', '13800138000']) assert.ok(!server.printed.includes(secret), secret)
  })

  test(`${title} starts in a folder of npm 10 too, and says that the code is still good without a connection`, async (t) => {
    const nowhere = { SANDBOX: `http://127.0.0.1:${await freePort()}` }
    const server = await serveFile(t, await follow(t, NPMS['npm 10']), nowhere)
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ loginCode: 'a', phoneCode: 'b', device: DEVICE })
    const response = await host.fetch(`${server.origin}/sign-in`, { method: 'POST', headers, body })
    const { code, delivery } = await response.json()
    assert.deepEqual([response.status, code, delivery], [502, 'NETWORK', 'not-sent'])
  })
}

for (const block of claimed('script')) {
  const [shell] = claimed('shell').filter(({ page, code }) => page === block.page && code.includes(block.file))
  for (const [name, npm] of Object.entries(NPMS)) {
    test(`${block.title} runs in a folder that ${name} made`, async (t) => {
      const folder = await emptyFolder(t, { lines: npmLines(shell), files: [block], npm })
      const codes = [sandbox.fresh('13800138000'), await sandbox.stateToken()]
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', join(import.meta.dirname, 'tenant.mjs'), join(folder, block.file), ...codes],
        { env: { ...process.env, SANDBOX: sandbox.origin } },
      )
      assert.match(stdout, /432000[\s\S]*张伟/)
    })
  }
}
