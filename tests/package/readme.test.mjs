// Every JavaScript block of the READMEs runs, against the sandbox in the place of the tenant.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { startSandbox } from './sandbox.mjs'

let sandbox
before(async () => (sandbox = await startSandbox()))
after(() => sandbox.stop())

/** What a block takes as given. */
const given = async () => `
  const tenant = 'https://acme.example.com'
  const hostFetch = globalThis.fetch
  globalThis.fetch = (url, init) => hostFetch(url.replace(tenant, '${sandbox.origin}'), init)
  globalThis.wechatCode = '${sandbox.fresh('13800138000')}'
  globalThis.stateToken = '${await sandbox.stateToken()}'
  globalThis.codeOfWxLogin = async () => '${sandbox.fresh('reader')}'
  globalThis.codeOfPhoneButton = async () => undefined
`

/** What WeChat gives a page of a mini program, as far as the block of the READMEs sees it. */
const givenByWeChat = () => `
  import { createRequire } from 'node:module'
  import { readFileSync } from 'node:fs'
  const load = createRequire(import.meta.url)
  globalThis.require = (name) => load(name + '/miniprogram')
  globalThis.WXWebAssembly = {
    instantiate: async (path, imports) =>
      (await WebAssembly.instantiate(readFileSync('node_modules' + path.replace('miniprogram_npm/', '').replace('.br', '')), imports)).instance,
  }
  const storage = new Map()
  globalThis.wx = {
    // A user whom the sandbox has not seen, so that the phone button is asked for.
    login: ({ success }) => success({ code: 'reader-' + process.pid }),
    request({ url, method, header, data, success, fail }) {
      fetch(url, { method, headers: header, body: data })
        .then(async (response) => success({ statusCode: response.status, data: await response.text(), header: {} }), fail)
      return { abort() {} }
    },
    getStorageSync: (key) => storage.get(key) ?? '',
    setStorageSync: (key, value) => storage.set(key, value),
    getDeviceInfo: () => ({ brand: 'Apple', model: 'iPhone 15', system: 'iOS 17.4', platform: 'ios' }),
    getAppBaseInfo: () => ({ SDKVersion: '3.6.0', language: 'zh_CN', version: '8.0.50' }),
    getSystemInfoSync: () => ({}),
  }
  globalThis.Page = (page) => {
    page.setData = (data) => console.log(JSON.stringify(data))
    page.onLoad()
    page.onPress({ detail: { errMsg: 'getPhoneNumber:ok', code: wechatCode } })
  }
`

async function run(block) {
  const host = block.includes('Page({') ? givenByWeChat() : ''
  const args = ['--input-type=module', '--eval', `${await given()}\n${host}\n${block}`]
  return (await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname })).stdout
}

/** What each block prints, in order. */
const PRINTED = [
  /张伟[\s\S]*138\*{4}8000/,
  /true/,
  /张伟.*138\*{4}8000/,
  /INVALID_PARAMS not-sent\nwechatCode .*\nstateToken /,
]

for (const name of ['README.md', 'README.zh-CN.md']) {
  const text = await readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
  test(`${name} has the blocks that are expected`, () => assert.equal(blocks.length, PRINTED.length))
  for (const [index, block] of blocks.entries()) {
    test(`${name}, block ${index + 1} runs`, async () => assert.match(await run(block), PRINTED[index]))
  }
}
