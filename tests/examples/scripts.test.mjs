// The scripts of the documentation, run as printed: who is signed in is shown, what fails is told, and nothing is left unhandled.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createClient } from 'wechat-mobile-bind'
import { CLIENT_ID, DEVICE, startSandbox } from '../package/sandbox.mjs'
import { claimed, isChinese, isEnglish } from './blocks.mjs'
import { emptyFolder, npmLines } from './empty-folder.mjs'
import { freePort, runProgram, serveFile } from './process.mjs'
import { freshCodes, SPEED, survivedBy } from './scenarios.mjs'

/** @import { Block } from './blocks.mjs' */

const OUT = join(import.meta.dirname, 'node_modules/.scripts')
rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })

const sandbox = await startSandbox()
after(() => sandbox.stop())

const HERE = { SANDBOX: sandbox.origin, SPEED: String(SPEED) }
const NOWHERE = { SANDBOX: `http://127.0.0.1:${await freePort()}` }
const CONFIG = { domain: sandbox.origin, allowInsecureLoopback: true, clientId: CLIENT_ID, device: DEVICE }

/**
 * Writes a block to a file of its own.
 *
 * @param {Block} block
 */
function put({ code, page, index }) {
  const file = join(OUT, `${page.replace('/', '-')}-${index}.mjs`)
  writeFileSync(file, code)
  return file
}

/** The shell block that comes with a block's file. @param {Block} block */
const shellOf = ({ page, file }) =>
  claimed('shell').filter((shell) => shell.page === page && shell.code.includes(file))[0]

for (const block of claimed('script').filter(isEnglish)) {
  const { title } = block
  for (const [phone, printed] of /** @type {[string, RegExp][]} */ ([
    ['13800138000', /432000[\s\S]*张伟[\s\S]*138\*{4}8000/],
    ['15500155000', /REFUSED[\s\S]*SDK\.COMMON\.1013/],
    ['sandbox-fault-reset', /NETWORK[\s\S]*unknown/],
    ['sandbox-odd-no-id-token', /432000/],
    ['sandbox-status-mfa-auth', /^$/],
  ])) {
    test(`${title} tells what becomes of ${phone}`, async () => {
      const codes = [sandbox.fresh(phone), await sandbox.stateToken()]
      const shown = await runProgram([put(block), ...codes], HERE)
      assert.match(shown, printed)
      for (const code of codes) assert.ok(!shown.includes(code), shown)
    })
  }

  test(`${title} says that nothing was sent without a connection`, async () => {
    assert.match(await runProgram([put(block), sandbox.fresh('13800138000'), 's'], NOWHERE), /NETWORK[\s\S]*not-sent/)
  })

  test(`${title} runs in a folder made as the page says`, async (t) => {
    const folder = await emptyFolder(t, { lines: npmLines(shellOf(block)), files: [block] })
    const codes = [sandbox.fresh('13800138000'), await sandbox.stateToken()]
    assert.match(await runProgram([join(folder, block.file), ...codes], HERE), /432000[\s\S]*张伟/)
  })
}

for (const block of claimed('invalid').filter(isEnglish)) {
  test(`${block.title} lists every field that is wrong`, async () => {
    const printed = await runProgram([put(block)])
    assert.match(printed, /^bind developer .*\nINVALID_PARAMS not-sent\nwechatCode .*\nstateToken .*\n$/)
  })
}

for (const { title, page, code } of claimed('words')) {
  test(`${title} has words for whatever fails, and those of the hint for a user`, () => {
    const text = new Function('error', `${code}\nreturn text`)
    const hint = { en: 'in English', zh: '中文' }
    assert.equal(text({ audience: 'user', hint }), isChinese(page) ? hint.zh : hint.en)
    for (const audience of ['developer', 'operator']) {
      const said = text({ audience, hint })
      assert.ok(said.length > 10 && !Object.values(hint).includes(said), said)
    }
  })
}

const load = createRequire(import.meta.url)
const wasm = readFileSync(load.resolve('wechat-mobile-bind/wechat_mobile_bind.wasm'))
Object.assign(globalThis, {
  WXWebAssembly: {
    /**
     * @param {string} _
     * @param {WebAssembly.Imports} imports
     */
    instantiate: async (_, imports) => (await WebAssembly.instantiate(wasm, imports)).instance,
  },
})

for (const { title, page, code } of claimed('flow')) {
  const flow = new Function('require', `${code}\nreturn signIn`)(load)
  const { BindError } = load('wechat-mobile-bind/miniprogram')
  // Without its signal, which is no AbortSignal of the web's.
  const fetchIt = (/** @type {string} */ url, /** @type {RequestInit} */ { signal: _, ...init }) => fetch(url, init)
  const config = { ...CONFIG, fetch: fetchIt, timeoutMs: 1000 }

  for (const situation of survivedBy(page)) {
    test(`${title} survives: ${situation.title}`, async () => {
      const { login, phone } = freshCodes(situation)
      const detail = phone ? { code: phone } : { errMsg: 'getPhoneNumber:fail user deny', errno: 103 }
      const outcome = await flow(config, login, async () => ({ detail })).catch((/** @type {unknown} */ error) => error)
      assert.equal(typeof outcome.sessionToken === 'string', situation.signsIn ?? false)
      if (outcome instanceof Error) assert.ok(outcome instanceof BindError, outcome.stack)
      if (!phone) assert.deepEqual([outcome.code, outcome.delivery], ['USER_DECLINED', 'not-sent'])
    })
  }
}

for (const block of claimed('own fetch').filter(isEnglish)) {
  const fetches = Object.entries(await import(String(pathToFileURL(put(block)))))

  test(`${block.title}: by these, a refusal stays a refusal, and nothing is sent twice`, async () => {
    for (const [name, fetch] of fetches) {
      const client = await createClient({ ...CONFIG, fetch })
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
      const controller = new AbortController()
      const params = { wechatCode: sandbox.fresh('sandbox-fault-slow'), stateToken: await sandbox.stateToken() }
      const bound = client.bind({ ...params, signal: controller.signal })
      controller.abort()
      await assert.rejects(bound, { code: 'ABORTED' }, name)
    }
  })
}

for (const block of claimed('server in 15 lines')) {
  const { title } = block
  const files = [block]

  test(`${title} survives everything`, async (t) => {
    const folder = await emptyFolder(t, { lines: npmLines(shellOf(block)), files })
    const server = await serveFile(t, join(folder, block.file), HERE)
    const post = async (/** @type {string} */ body, type = 'application/json') => {
      const response = await fetch(`${server.origin}/sign-in`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
      const text = await response.text()
      return { status: response.status, ...(text.startsWith('{') && JSON.parse(text)) }
    }
    // First, so that the wasm is loaded before a time-out counts.
    assert.equal((await post('')).status, 502)
    assert.equal((await post('loginCode=secret', 'text/plain')).status, 502)
    assert.equal((await post('{"loginCode":"secret')).status, 400)
    assert.deepEqual((await post(JSON.stringify({ phoneCode: 'p', device: DEVICE }))).issues.length, 1)
    assert.match(server.printed, /INVALID_PARAMS[\s\S]*`loginCode` is missing/)
    for (const situation of survivedBy(block.page)) {
      const { login: loginCode, phone: phoneCode } = freshCodes(situation)
      const shown = await post(JSON.stringify({ loginCode, phoneCode, device: DEVICE }))
      assert.equal(typeof shown.sessionToken === 'string', situation.signsIn ?? false, situation.title)
      if (shown.status === 502) assert.match(shown.delivery, /^(not-sent|unknown|delivered)$/)
      for (const secret of [loginCode, phoneCode]) assert.ok(!secret || !server.printed.includes(secret))
    }
    for (const secret of ['secret', '张伟', '13800138000']) assert.ok(!server.printed.includes(secret), secret)
  })
}
