// The web page of the READMEs, as printed: built by Vite, and served by its dev server.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { isChinese } from '../examples/blocks.mjs'
import { freshCodes, SPEED, survivedBy } from '../examples/scenarios.mjs'
import { browser } from './chromium.mjs'
import { startVite } from './dev.mjs'
import { makePrinted, PRINTED, putPrelude } from './printed.mjs'
import { sandbox } from './sandbox.mjs'
import { serve } from './server.mjs'
import { run, VITE } from './tools.mjs'

for (const { page, ...printed } of PRINTED) {
  test(`the web page of ${page}, built by Vite as printed, survives everything`, { timeout: 120_000 }, async (t) => {
    const project = await makePrinted(t, printed)
    await run(process.execPath, [VITE.vite8, 'build', '--base', './', '--logLevel', 'warn'], { cwd: project })
    const out = join(project, 'dist')
    await putPrelude(out, sandbox.origin, SPEED)
    const url = await serve(t, out)
    let visits = 0
    /** @param {{ login: string, phone?: string }} codes */
    const visit = async ({ login, phone = '' }) => {
      // A new query makes the browser load the page again; a new fragment alone would not.
      await browser.go(`${url}?${++visits}#${new URLSearchParams(phone ? { login, phone } : { login })}`)
      return browser.until(
        () =>
          document.body?.textContent.trim() && [document.body.textContent.trim(), ...Reflect.get(window, 'failures')],
      )
    }

    await t.test('a user to be bound is shown', async () => {
      const [text, ...failures] = await visit(freshCodes({ login: 'stranger', phone: '13800138000' }))
      assert.match(text, /^SUCCESS 张伟 .*138\*{4}8000/)
      assert.deepEqual(failures, [])
      assert.equal(await browser.until(() => location.hash || 'forgotten'), 'forgotten')
    })
    await t.test('a page that is opened without codes says which one is missing', async () => {
      const [text, ...failures] = await visit({ login: '' })
      assert.match(text, /^INVALID_PARAMS: .*; `loginCode` is empty/)
      assert.deepEqual(failures, [])
    })
    for (const situation of survivedBy(page)) {
      await t.test(situation.title, async () => {
        const [text, ...failures] = await visit(freshCodes(situation))
        assert.deepEqual(failures, [])
        assert.equal(text.startsWith('SUCCESS'), situation.signsIn ?? false, text)
        assert.match(text, /^[A-Z_]{5,}/)
      })
    }
  })

  // The Chinese edition has the same code: inventory.test.mjs.
  if (isChinese(page)) continue

  test(`the dev server of Vite serves the web page of ${page}`, async (t) => {
    const project = await makePrinted(t, printed)
    await putPrelude(project, sandbox.origin, SPEED)
    const origin = await startVite(t, VITE.vite8, project)
    await browser.go(`${origin}/#login=${freshCodes({ login: 'wangfang' }).login}`)
    assert.match(await browser.until(() => document.body?.textContent.trim()), /^SUCCESS 王芳 /)
  })
}
