// The dev servers of bundlers serve a project on the packed package, and its page binds at the sandbox.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../examples/process.mjs'
import { title } from './chromium.mjs'
import { makeProject, startVite } from './dev.mjs'
import { sandbox } from './sandbox.mjs'
import { BOUND, EXCLUDE, HERE, output, pageFor, VITE } from './tools.mjs'

/** @import { TestContext } from 'node:test' */

/**
 * The title of the page that Vite's dev server shows of a project.
 *
 * @param {TestContext} t
 * @param {string} vite
 * @param {string} project
 */
async function viteDev(t, vite, project) {
  return title(`${await startVite(t, vite, project)}/vite/index.html#${sandbox.origin}`)
}

for (const [name, vite] of Object.entries(VITE)) {
  for (const layout of ['npm', 'pnpm']) {
    test(`the dev server of ${name} serves what ${layout} installed, with no setting`, async (t) => {
      assert.equal(await viteDev(t, vite, await makeProject(t, { layout })), BOUND)
    })
  }
}

test('in a workspace the dev server of vite5 is told the line to add, and serves it with that line', async (t) => {
  const told = await viteDev(t, VITE.vite5, await makeProject(t, { layout: 'workspace' }))
  assert.ok(told.includes(`add \`${EXCLUDE}\` to vite.config`), told)
  const config = `export default { ${EXCLUDE} }`
  assert.equal(await viteDev(t, VITE.vite5, await makeProject(t, { layout: 'workspace', config })), BOUND)
})

test('the dev server of webpack serves it with no setting', async (t) => {
  const out = await output('webpack-dev-server')
  await pageFor(out, 'main.js')
  const { origin } = await startServer(t, (port) => ['webpack/serve.mjs', out, port], { cwd: HERE })
  assert.equal(await title(`${origin}/#${sandbox.origin}`), BOUND)
})
