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

async function run(block) {
  const args = ['--input-type=module', '--eval', `${await given()}\n${block}`]
  return (await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname })).stdout
}

/** What each block prints, in order. */
const PRINTED = [/张伟[\s\S]*138\*{4}8000/, /true/, /INVALID_PARAMS not-sent\nwechatCode .*\nstateToken /]

for (const name of ['README.md', 'README.zh-CN.md']) {
  const text = await readFile(new URL(name, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
  test(`${name} has the blocks that are expected`, () => assert.equal(blocks.length, PRINTED.length))
  for (const [index, block] of blocks.entries()) {
    test(`${name}, block ${index + 1} runs`, async () => assert.match(await run(block), PRINTED[index]))
  }
}
