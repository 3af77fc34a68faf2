// Blocks of docs/testing.md run, with a page of ours in the place of Playwright's and of a mini program's; and its configurations find the
// service that `npx wechat-mobile-bind` runs. tests/consumers has the blocks for Vitest and Jest.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createClient } from 'wechat-mobile-bind'
import { DEVICE, startSandbox } from '../package/sandbox.mjs'
import { claimed } from './blocks.mjs'
import { runProgram } from './process.mjs'

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
 * @type {Record<string, { before?: string, after?: string, type: string, printed: RegExp }>}
 */
const RUNS = {
  playwright: { before: BROWSER, type: 'module', printed: /^ran undefined\n$/ },
  wechat: { after: MINI_PROGRAM, type: 'commonjs', printed: /^阿依古丽·买买提 4 NETWORK unknown\n$/ },
}

for (const { title, check, code } of [...claimed('playwright'), ...claimed('wechat')]) {
  test(`${title} runs`, async () => {
    const { before = '', after = '', type, printed } = RUNS[check]
    const own = code.replace(/^import .* from '@playwright\/test'$/m, '')
    const shown = await runProgram([`--input-type=${type}`, '--eval', [before, own, after].join('\n')])
    assert.match(shown, printed)
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
