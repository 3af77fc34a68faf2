// Every JavaScript block of docs/testing.md runs, with Node's own test runner in the place of Vitest, Jest and Playwright.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { promisify } from 'node:util'

/** As much of `expect` as the blocks use. */
const EXPECT = `
  const expect = (value) => ({
    toBe: (wanted) => assert.equal(value, wanted),
    toEqual: (wanted) => assert.deepEqual(value, wanted),
    toBeVisible: async () => assert.ok(value),
    rejects: { toMatchObject: (wanted) => assert.rejects(value, wanted) },
  })
`

const ASSERT = `import assert from 'node:assert/strict'`

const VITEST = `${ASSERT}\nimport { test } from 'node:test'\n${EXPECT}`

const JEST = `const assert = require('node:assert/strict')\nconst { test } = require('node:test')\n${EXPECT}`

/** A page that shows who logs in by the code in its address. */
const BROWSER = `
  ${ASSERT}
  ${EXPECT}
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

/** How each block is run, in order, and what it prints. */
const RUNS = [
  { printed: /^SUCCESS 张伟\n\[ 'login', 'bind' \]\n$/ },
  { before: VITEST, printed: /pass 2\n.*fail 0\n/ },
  { before: JEST, type: 'commonjs', printed: /pass 1\n.*fail 0\n/ },
  { before: BROWSER, printed: /^ran undefined\n$/ },
  { after: MINI_PROGRAM, type: 'commonjs', printed: /^阿依古丽·买买提 4 NETWORK unknown\n$/ },
]

/**
 * Runs a block in a process of its own.
 *
 * @param {string} block
 * @param {{ before?: string, after?: string, type?: string }} options
 */
async function run(block, { before = '', after = '', type = 'module' }) {
  const own = block.replace(/^import .* from '(vitest|@playwright\/test)'$/m, '')
  // Without the variable by which Node's runner knows its children.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = [`--input-type=${type}`, '--eval', [before, own, after].join('\n')]
  return (await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, env })).stdout
}

for (const name of ['testing.md', 'testing.zh-CN.md']) {
  const page = await readFile(new URL(`node_modules/wechat-mobile-bind/docs/${name}`, import.meta.url), 'utf8')
  const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
  test(`${name} has the blocks that are expected`, () => assert.equal(blocks.length, RUNS.length))
  for (const [index, block] of blocks.entries()) {
    test(`${name}, block ${index + 1} runs`, async () =>
      assert.match(await run(block, RUNS[index]), RUNS[index].printed))
  }
}
