// The pages that the documentation prints, run as printed in the simulator, whatever happens to a sign-in: no session is lost,
// nothing crashes, each failure is told, and the next press works.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { claimed, isChinese } from '../examples/blocks.mjs'
import { emptyFolder, npmLines } from '../examples/empty-folder.mjs'
import { freshCodes, SPEED, survivedBy } from '../examples/scenarios.mjs'
import { startSandbox } from '../package/sandbox.mjs'
import { consumers, installed, npm } from './places.mjs'
import { readFolder } from './simulator/code-package.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { launch } from './simulator/mini-program.mjs'

/**
 * @import { LaunchOptions } from './simulator/types.js'
 * @import { TestContext } from 'node:test'
 */

const LOGIN = '/api/v2/sdk/login/wechat-miniprogram'
const BIND = '/api/v2/sdk/social/wechat-mobile-register-bind'

const sandbox = await startSandbox()
after(() => sandbox.stop())

const markups = claimed('wxml')
/** Each page: its script, and the markup that the documentation prints before it. */
const PAGES = claimed('page').map((script) => {
  const [markup] = markups.filter(({ page, index }) => page === script.page && index === script.index - 1)
  return { script, markup, path: script.file.replace(/\.js$/, ''), title: script.title }
})

test('each page has its markup, under the same name', () => {
  assert.equal(PAGES.length, markups.length)
  for (const { markup, path, title } of PAGES) assert.equal(markup.file, `${path}.wxml`, title)
})

const stranger = () => freshCodes({ login: 'stranger' }).login
const phone = (code = '13800138000') => freshCodes({ phone: code }).phone
/** @param {string} [code] */
const allowed = (code) => ({ code, errMsg: 'getPhoneNumber:ok' })
const DECLINED = { errMsg: 'getPhoneNumber:fail user deny', errno: 103 }

/**
 * What a page says to a user who is signed in.
 *
 * @param {Page} page
 */
const welcome = ({ script }) => (isChinese(script.page) ? '登录成功' : 'You are signed in')

/** @typedef {(typeof PAGES)[number]} Page */

/** @typedef {Awaited<ReturnType<typeof visit>>} Visit */

/**
 * Opens a page as somebody who gets these codes, on a phone that has never seen it.
 *
 * @param {TestContext} t
 * @param {Page} page
 * @param {LaunchOptions} options
 */
async function visit(t, page, { loginCodes = [stranger()], ...options } = {}) {
  const { script, markup, path } = page
  const files = new Map(npm.raw)
  for (const [name, text] of Object.entries({
    'app.js': 'App({})',
    [script.file]: script.code,
    [markup.file]: markup.code,
  }))
    files.set(name, Buffer.from(text))
  const program = await launch(files, {
    page: path,
    tenant: sandbox.origin,
    speed: SPEED,
    // Whatever happens, the next login is one of somebody whom nobody knows.
    loginCodes: [...loginCodes, ...Array.from({ length: 6 }, stranger)],
    ...options,
  })
  t.after(() => program.close())
  const state = () => program.seen.data?.signIn
  const idle = () => program.until(() => state() && !state().busy, 'the end of what is under way')
  /** @param {() => void} press */
  const pressed = async (press) => {
    const before = state()
    press()
    await program.until(() => state() !== before && !state().busy, 'what a press does')
  }
  const button = () => program.view().buttons.find(({ disabled }) => !disabled)
  return {
    program,
    state,
    idle,
    button,
    /**
     * Presses the one button that there is, with this outcome of the phone-number dialog.
     *
     * @param {object} detail
     */
    press: (detail) =>
      pressed(() => {
        const { text, event } = button() ?? assert.fail('there is no button')
        program.press(text, event === 'tap' ? undefined : detail)
      }),
    sessions: () =>
      program.network.replies.flatMap((answer) => {
        const [, session] = ('response' in answer && /"session_token":\s*"([^"]+)"/.exec(answer.response.data)) || []
        return session?.trim() || []
      }),
    /**
     * Waits until the page greets a user who is signed in, by name where it shows rows.
     *
     * @param {string} name
     */
    welcomes: (name) => program.shows(markup.code.includes('rows') ? name : welcome(page)),
    paths: () => program.network.requests.map(({ url }) => new URL(url).pathname),
  }
}

/**
 * Fails where a session that the service gave isn't kept, or is in the page's data, or what happened isn't told.
 *
 * @param {Visit} visit
 */
function assertKept({ program, state, sessions }) {
  const [data, kept] = [program.seen.data, program.seen.kept].map((held) => JSON.stringify(held))
  for (const session of sessions()) {
    assert.ok(kept.includes(session), 'the session is lost')
    assert.ok(!data.includes(session), 'the session is in the data')
  }
  assert.doesNotMatch(data, /eyJ/, 'no token is in the data')
  assert.equal(state().step === 'done', sessions().length > 0)
  assert.equal(sessions().length <= 1, true)
  const { text, buttons } = program.view()
  const { step, error, result } = state()
  if (step === 'done') assert.match(text, /signed in|登录成功/)
  if (step === 'ended') assert.ok(error || text.includes(result.status), text)
  if (step === 'done') assert.deepEqual(buttons, [])
  if (error)
    assert.ok(
      [error.hint.en, error.hint.zh, error.errorCode, error.code].some((words) => text.includes(words)),
      text,
    )
  assert.deepEqual([program.seen.console, program.seen.used, program.seen.written], [[], [], []])
}

/**
 * Presses until the user is signed in: a press may find out that the state token has expired, and the next logs in again.
 *
 * @param {Visit} visited
 */
async function recover(visited) {
  const { program, state, button, press } = visited
  for (let presses = 0; presses < 4; presses++) {
    await program.until(() => state().step === 'done' || button(), 'the button')
    if (state().step !== 'done') await press(allowed(phone()))
  }
  assert.equal(state().step, 'done')
  assertKept(visited)
}

for (const page of PAGES) {
  describe(`${page.title}:`, { concurrency: 2 }, () => {
    for (const situation of survivedBy(page.script.page)) {
      test(situation.title, async (t) => {
        const codes = freshCodes(situation)
        const visited = await visit(t, page, { loginCodes: [codes.login] })
        await visited.idle()
        assertKept(visited)
        if (visited.state().step === 'phone') await visited.press(codes.phone ? allowed(codes.phone) : DECLINED)
        assertKept(visited)
        const { step, error } = visited.state()
        assert.equal(step === 'done', Boolean(situation.signsIn || situation.isNew))
        if (!codes.phone) assert.equal(error.code, 'USER_DECLINED')
        await recover(visited)
      })
    }

    // The Chinese edition has the same code (inventory.test.mjs): what follows is tried on the English one.
    if (isChinese(page.script.page)) return

    for (const engine of Object.keys(ENGINES)) {
      test(`a user is bound on ${engine}`, async (t) => {
        const visited = await visit(t, page, { engine })
        await visited.idle()
        await visited.press(allowed(phone()))
        assert.deepEqual([visited.state().step, visited.paths()], ['done', [LOGIN, BIND]])
        await visited.welcomes('张伟')
        assertKept(visited)
      })
    }

    test('a user who is known never sees the button', async (t) => {
      const visited = await visit(t, page, { loginCodes: [freshCodes({ login: 'wangfang' }).login] })
      await visited.welcomes('王芳')
      assert.deepEqual([visited.program.view().buttons, visited.paths()], [[], [LOGIN]])
    })

    test('a login without a connection is told, and the next press goes on', async (t) => {
      const visited = await visit(t, page, { offline: true })
      await visited.idle()
      assert.deepEqual([visited.state().step, visited.state().error.code], ['login', 'NETWORK'])
      assertKept(visited)
      visited.program.network.offline = false
      await recover(visited)
    })
  })
}

/**
 * What WeChat DevTools puts into a new mini program whose page has that path.
 *
 * @param {string} path
 */
const newMiniProgram = (path) => ({
  'app.js': 'App({})',
  'app.json': JSON.stringify({ pages: [path] }),
  'project.config.json': JSON.stringify({ appid: 'touristappid', compileType: 'miniprogram' }),
  [`${path}.json`]: '{}',
})

/**
 * A new mini program with the page as printed, the package installed and built by WeChat's own tool, until the test ends.
 *
 * @param {TestContext} t
 * @param {Page} page
 */
async function compilePrinted(t, { script, markup, path }) {
  const [shell] = claimed('shell').filter(({ page }) => page === script.page)
  const lines = ['npm init -y', ...npmLines(shell)]
  const folder = await emptyFolder(t, { lines, files: [], modules: dirname(installed) })
  /**
   * @param {string} program
   * @param {string[]} args
   */
  const run = (program, ...args) => promisify(execFile)(program, args, { cwd: folder })
  /** @type {Record<string, string>} */
  const files = { ...newMiniProgram(path), [script.file]: script.code, [markup.file]: markup.code }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const out = join(folder, 'compiled')
  await run(process.execPath, join(import.meta.dirname, 'compile.cjs'), folder, out, 'es6')
  return readFolder(out)
}

for (const page of PAGES.filter(({ script }) => script.page === 'README.md')) {
  test(`${page.title}: from an empty folder to a user who is signed in`, async (t) => {
    const files = await compilePrinted(t, page)
    const program = await launch(files, { page: page.path, tenant: sandbox.origin, loginCodes: [stranger()] })
    t.after(() => program.close())
    const button = await program.until(() => program.view().buttons[0], 'the button')
    program.press(button.text, allowed(phone()))
    await program.shows(welcome(page))
  })
}

const WASM = 'assets/wechat_mobile_bind.wasm.br'

test('the lines for Taro copy a file that there is to where its consumer has it', () => {
  for (const { code, title } of claimed('taro copy')) {
    const [{ from, to }, ...more] = new Function(`return { ${code} }`)().copy.patterns
    assert.deepEqual([more, to], [[], `dist/${WASM}`], title)
    const file = from.replace(
      'node_modules/wechat-mobile-bind/miniprogram_dist/',
      'miniprogram_npm/wechat-mobile-bind/',
    )
    assert.deepEqual(consumers.taro.get(WASM), npm.raw.get(file), title)
  }
})

for (const { title, code } of claimed('taro import')) {
  test(`${title} loads the wasm from where Taro has copied it`, async (t) => {
    const body = code.replace(/^import (.*) from (.*)$/m, 'const $1 = require($2)')
    const script = `const domain = 'acme.example.com', clientId = 'c'
      Page({ data: {}, async onLoad() { ${body}
        this.setData({ answer: [typeof client.bind, typeof phoneCode] }) } })`
    const files = new Map(npm.raw)
    const wasm = consumers.taro.get(WASM) ?? assert.fail(`there is no ${WASM}`)
    for (const [path, content] of Object.entries({ 'app.js': 'App({})', [WASM]: wasm, 'page.js': script }))
      files.set(path, Buffer.from(content))
    const program = await launch(files, { page: 'page' })
    t.after(() => program.close())
    assert.deepEqual(await program.until(() => program.seen.data?.answer, 'the client'), ['function', 'function'])
    assert.deepEqual(program.seen.wasmPaths, [`/${WASM}`])
  })
}
