// Blocks of docs/testing.md run, with a page of ours in the place of Playwright's; the pages of mini programs run on the WeChat that it
// prints, whatever happens to a sign-in; and its configurations find the service that `npx wechat-mobile-bind` runs. tests/consumers
// has the blocks for Vitest and Jest.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { createClient } from 'wechat-mobile-bind'
import { SCENARIOS } from 'wechat-mobile-bind/testing'
import { DEVICE, startSandbox } from '../package/sandbox.mjs'
import { claimed } from './blocks.mjs'
import { SPEED } from './scenarios.mjs'

/** @import { Happening } from './scenarios.mjs' */

/** A page that shows who logs in by the code in its address. */
const BROWSER = `
  import assert from 'node:assert/strict'
  const expect = (value) => ({ toBeVisible: async () => assert.ok(value) })
  import { createClient } from 'wechat-mobile-bind'
  function openPage() {
    let answer
    let shown = ''
    const fetch = (url, { method, headers, body }) =>
      new Promise((fulfill, abort) => {
        const request = { url: () => url, method: () => method, headers: () => headers, postData: () => body }
        answer({ request: () => request, fulfill: ({ status, body }) => fulfill({ status, text: async () => body }), abort })
      })
    return {
      route: async (pattern, handler) => (answer = handler),
      async goto(address) {
        const client = await createClient({ domain: 'acme.example.com', clientId: 'c', device: { fingerprint: 'f' }, fetch })
        shown = (await client.login({ code: new URL(address).searchParams.get('code') })).identity.profile.name
      },
      getByText: (text) => shown === text,
    }
  }
  const test = async (name, body) => console.log('ran', await body({ page: openPage() }))
`

/** A page of a mini program, after the block that plays WeChat. */
const MINI_PROGRAM = `
  const { createClient, phoneCode } = require('wechat-mobile-bind/miniprogram')
  async function page() {
    const client = await createClient({ domain: 'acme.example.com', clientId: 'c' })
    const result = await client.signIn({
      loginCode: () => new Promise((resolve, fail) => wx.login({ success: ({ code }) => resolve(code), fail })),
      phoneCode: () => phoneCode(press('13600136000')),
    })
    const { stateToken } = await client.login({ code: service.loginCode('sandbox-status-social-bind') })
    const lost = await client.bind({ wechatCode: phoneCode(press('sandbox-fault-reset')), stateToken }).catch((error) => error)
    console.log(result.identity.profile.name, service.requests.length, lost.code, lost.delivery)
  }
  page()
`

/**
 * How the blocks of each check are run, and what they print.
 *
 * @type {Record<string, Run & { printed: RegExp }>}
 */
const RUNS = {
  playwright: { before: BROWSER, printed: /^ran undefined\n$/ },
  wechat: { after: MINI_PROGRAM, type: 'commonjs', printed: /^阿依古丽·买买提 4 NETWORK unknown\n$/ },
}

/**
 * @typedef {{ before?: string, after?: string, type?: 'module' | 'commonjs' }} Run
 */

/**
 * Runs a block in a process of its own.
 *
 * @param {string} code
 * @param {Run} how
 */
async function run(code, { before = '', after = '', type = 'module' }) {
  const own = code.replace(/^import .* from '@playwright\/test'$/m, '')
  // Without the variable by which Node's runner knows its children.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = [`--input-type=${type}`, '--eval', [before, own, after].join('\n')]
  return (await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, env })).stdout
}

const blocks = [...claimed('playwright'), ...claimed('wechat')]
for (const { title, check, code } of blocks) {
  test(`${title} runs`, async () => assert.match(await run(code, RUNS[check]), RUNS[check].printed))
}

const names = SCENARIOS.filter(({ at }) => at.includes('bind')).map(({ name }) => name.replace('<ms>', '20'))
/** @type {Happening[]} */
const CASES = [
  { title: 'a user who is known', login: 'wangfang', phone: '13900139000' },
  { title: 'a user to be bound', login: 'stranger', phone: '13800138000' },
  { title: 'a phone that nobody has', login: 'stranger', phone: '15500155000' },
  { title: 'a user who declines', login: 'stranger' },
  ...names.map((name) => ({ title: `${name} at the login`, login: name, phone: '13800138000' })),
  ...names.map((name) => ({ title: `${name} at the bind`, login: 'stranger', phone: name })),
].map((one, index) => ({ ...one, login: one.login.replace('stranger', `stranger-${index}`) }))

/** Before a block: a clock that runs faster, and a list of the rejections that nobody handles. */
const FAST = `
  const hostSetTimeout = globalThis.setTimeout
  globalThis.setTimeout = (callback, milliseconds, ...given) => hostSetTimeout(callback, milliseconds / ${SPEED}, ...given)
  const unhandled = []
  process.on('unhandledRejection', (reason) => unhandled.push(String(reason)))
  /** The session that a reply holds, if it is a success. */
  const sessionIn = (text) => {
    try {
      const { status, session_token } = JSON.parse(text.replace(/^\ufeff/, ''))
      return /^\\s*SUCCESS?\\s*$/.test(status) ? session_token?.trim() : undefined
    } catch {}
  }
`

/** After the block that plays WeChat and a page: each case, and then a press that binds. */
const EACH_VISIT = `
  const declined = { detail: { errMsg: 'getPhoneNumber:fail user deny', errno: 103 } }
  // A reply that comes after the time-out of its request belongs to the visit that sent it, which is over by then.
  let current
  const { fetch } = service
  service.fetch = async (...given) => {
    const sender = current
    const reply = await fetch(...given)
    sender.session = sessionIn(await reply.text().catch(() => '')) || sender.session
    return reply
  }
  let visits = 0
  async function visit({ login, phone }) {
    const own = (current = { session: undefined })
    wx.login = ({ success }) => success({ code: service.loginCode(login) })
    const app = {}
    const page = Object.assign({ data: {}, setData(changes) { Object.assign(this.data, JSON.parse(JSON.stringify(changes))) } }, openPage(app))
    const states = [await page.onLoad()]
    const { step } = states[0]
    if (step === 'phone') states.push(await page.onPress(phone ? press(phone) : declined))
    const [first, kept] = [states.at(-1), JSON.stringify([app, page.data, page.signIn.result])]
    const { session } = own
    const isKept = session === undefined || kept.includes(session)
    const isSignedIn = session !== undefined
    // WeChat knows the user all the same the next time.
    wx.login = ({ success }) => success({ code: service.loginCode('somebody-' + ++visits) })
    // A press may find out that the state token has expired; the one after it logs in again.
    let last = first
    for (let presses = 0; presses < 2 && ['login', 'phone'].includes(last.step); presses++) last = await page.onPress(press('13800138000'))
    return { step: first.step, error: first.error?.code, isSignedIn, isKept, again: last.step, unhandled: unhandled.splice(0) }
  }
  ;(async () => {
    const outcomes = []
    for (const one of ${JSON.stringify(CASES)}) outcomes.push(await visit(one))
    console.log(JSON.stringify(outcomes))
  })()
`

for (const page of claimed('page')) {
  const [wechat] = claimed('wechat').filter((block) => block.page.includes('.zh-CN') === page.page.includes('.zh-CN'))
  test(`${page.title} keeps each session on the WeChat of ${wechat.page}`, async () => {
    const openPage = `function openPage(app) {
      const getApp = () => app
      let opened
      const Page = (options) => (opened = options)
      ${page.code}
      return opened
    }`
    const outcomes = JSON.parse(
      await run(`${FAST}\n${wechat.code}\n${openPage}`, { after: EACH_VISIT, type: 'commonjs' }),
    )
    for (const [index, { step, error, isSignedIn, isKept, again, unhandled }] of outcomes.entries()) {
      const { title, phone } = CASES[index]
      assert.deepEqual([unhandled, isKept], [[], true], title)
      assert.equal(step === 'done', isSignedIn, title)
      if (step !== 'ended') assert.equal(again, 'done', title)
      if (!phone) assert.equal(error, 'USER_DECLINED', title)
    }
  })
}

const sandbox = await startSandbox()
after(() => sandbox.stop())

/**
 * What a block of a configuration comes to, pointed at the sandbox's port.
 *
 * @type {Record<string, (code: string, isDevelopment: boolean) => object>}
 */
const CONFIGURATIONS = {
  'vite service'(code, isDevelopment) {
    const own = code.replace('export const service =', 'return').replace('import.meta.env.DEV', String(isDevelopment))
    return new Function(own)()
  },
  'mini program service'(code, isDevelopment) {
    const wx = { getAccountInfoSync: () => ({ miniProgram: { envVersion: isDevelopment ? 'develop' : 'release' } }) }
    const module = { exports: {} }
    new Function('wx', 'module', code)(wx, module)
    return module.exports
  },
}

for (const { title, check, code } of [...claimed('vite service'), ...claimed('mini program service')]) {
  test(`${title} signs in at the service during development, and at the tenant otherwise`, async () => {
    const local = code.replace('http://127.0.0.1:8787', sandbox.origin)
    assert.notEqual(local, code)
    const client = await createClient({ ...CONFIGURATIONS[check](local, true), device: DEVICE })
    const codes = { loginCode: () => sandbox.fresh('newcomer'), phoneCode: () => sandbox.fresh('13800138000') }
    assert.equal((await client.signIn(codes)).status, 'SUCCESS')
    const released = CONFIGURATIONS[check](local, false)
    assert.deepEqual(released, { domain: 'acme.example.com', clientId: 'your-client-id' })
  })
}
