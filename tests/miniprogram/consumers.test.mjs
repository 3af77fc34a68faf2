// Projects of other frameworks that use the package: what they build binds in a mini program.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { claimed } from '../examples/blocks.mjs'
import { ownLines } from '../examples/empty-folder.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
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
 * @param {string | undefined} engine
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
  }

  test(`${project} sees a user decline`, async (t) => {
    assert.equal(await visit(t, project, undefined, { errMsg: 'getPhoneNumber:fail user deny' }), 'USER_DECLINED')
  })
}

/** @typedef {{ nn: string, sid?: string, v?: string, cn?: Node[], [member: string]: unknown }} Node */

/**
 * The nodes that Taro gives the page, which its templates show.
 *
 * @param {Node} node
 * @returns {Node[]}
 */
const nodesOf = (node) => (node ? [node, ...(node.cn ?? []).flatMap(nodesOf)] : [])

// What the project has is what is printed: tests/examples/projects.test.mjs.
test('the printed page for Taro signs in', async (t) => {
  for (const block of claimed('taro')) assert.ok(ownLines(block).length <= 15, `${ownLines(block).length} lines`)
  const { login, phone } = freshCodes({ login: 'stranger', phone: '13800138000' })
  const page = 'pages/sign-in/index'
  const options = { page, loginCodes: [login], tenant: sandbox.origin, switches: { oldBuiltIns: false } }
  const program = await launch(consumers.taro, options)
  t.after(() => program.close())
  const nodes = () => nodesOf(program.seen.data?.root)
  const isButton = (/** @type {Node} */ node) => Object.values(node).includes('getPhoneNumber')
  const button = await program.until(() => nodes().find(isButton), 'the button')
  const detail = { code: phone, errMsg: 'getPhoneNumber:ok' }
  program.event('eh', detail, {}, { event: 'getphonenumber', id: button.sid })
  await program.until(() => nodes().some(({ v }) => v === 'You are signed in.'), 'the end of the sign-in')
  assert.doesNotMatch(JSON.stringify(program.seen.data), /token/i)
})
