// Projects of other frameworks that use the package: what they build binds in a mini program.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CLIENT_ID, startSandbox } from '../package/sandbox.mjs'
import { consumers } from './places.mjs'
import { ENGINES } from './simulator/engines.mjs'
import { launch } from './simulator/mini-program.mjs'

/**
 * @import { Sandbox } from '../package/sandbox.mjs'
 * @import { Program } from './simulator/mini-program.mjs'
 * @import { TestContext } from 'node:test'
 */

const PAGE = 'pages/index/index'
const OWN = '/miniprogram_npm/wechat-mobile-bind/wechat_mobile_bind.wasm.br'

// Where each shows its outcome, and where its wasm is.
/** @type {Record<'taro' | 'weapp-vite', { outcome: (seen: Program['seen']) => string | undefined, wasm: string }>} */
const PROJECTS = {
  taro: {
    outcome: ({ titles }) => titles[0],
    wasm: '/assets/wechat_mobile_bind.wasm.br',
  },
  'weapp-vite': { outcome: ({ data }) => data?.outcome, wasm: OWN },
}

/** @type {Sandbox} */
let sandbox
before(async () => (sandbox = await startSandbox()))
after(() => sandbox.stop())

/**
 * @param {TestContext} t
 * @param {'taro' | 'weapp-vite'} project
 * @param {string} engine
 * @param {object} event
 */
async function visit(t, project, engine, event) {
  const config = JSON.stringify({ domain: sandbox.origin, allowInsecureLoopback: true, clientId: CLIENT_ID })
  const query = { config, event: JSON.stringify({ detail: event }), stateToken: await sandbox.stateToken() }
  // Frameworks need built-ins of their own choice, and polyfill them or not.
  const program = await launch(consumers[project], { page: PAGE, query, engine, switches: { oldBuiltIns: false } })
  t.after(() => program.close())
  const { outcome, wasm } = PROJECTS[project]
  const shown = await program.until(() => outcome(program.seen), `the outcome of ${project}`)
  assert.deepEqual(program.seen.wasmPaths, [wasm])
  return shown
}

for (const project of /** @type {const} */ (['taro', 'weapp-vite'])) {
  for (const engine of Object.keys(ENGINES)) {
    test(`${project} binds on ${engine}`, async (t) => {
      assert.equal(
        await visit(t, project, engine, { code: sandbox.fresh('13800138000'), errMsg: 'getPhoneNumber:ok' }),
        'SUCCESS 张伟',
      )
    })

    test(`${project} sees a user decline on ${engine}`, async (t) => {
      assert.equal(await visit(t, project, engine, { errMsg: 'getPhoneNumber:fail user deny' }), 'USER_DECLINED')
    })
  }
}
