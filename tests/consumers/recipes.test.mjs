// The components of docs/recipes.md, as printed, on a page that Vite builds.

import assert from 'node:assert/strict'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { claimed } from '../examples/blocks.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
import { browser } from './chromium.mjs'
import { putPrelude } from './printed.mjs'
import { sandbox } from './sandbox.mjs'
import { serve } from './server.mjs'
import { HERE, output, run, VITE } from './tools.mjs'

for (const { recipe, title, ...block } of [
  ...claimed('react').map((block) => ({ recipe: 'react.jsx', ...block })),
  ...claimed('pinia').map((block) => ({ recipe: 'pinia.js', ...block })),
]) {
  test(`${title} signs in, and shows what to do where that fails`, async (t) => {
    const folder = await output(`recipe-${recipe}`)
    const page = `<!doctype html><main></main><script type="module" src="./${recipe}"></script>`
    await writeFile(join(folder, 'index.html'), page)
    await copyFile(join(HERE, 'recipes', recipe), join(folder, recipe))
    await writeFile(join(folder, block.file), block.code)
    const options = ['build', folder, '--base', './', '--outDir', 'dist', '--logLevel', 'warn']
    await run(process.execPath, [VITE.vite8, ...options])
    await putPrelude(join(folder, 'dist'), sandbox.origin, 1)
    const url = await serve(t, join(folder, 'dist'))
    let visits = 0
    /** @param {string} phone */
    const visit = async (phone) => {
      const codes = freshCodes({ login: 'stranger', phone })
      await browser.go(`${url}?${++visits}#${new URLSearchParams({ login: codes.login, phone: codes.phone ?? '' })}`)
      const before = await browser.until(() => document.querySelector('button')?.textContent)
      await browser.click('button')
      return browser.until((before) => {
        const text = document.querySelector('main')?.textContent
        return text && text !== before && !document.querySelector('button:disabled') && text
      }, before)
    }
    assert.match(await visit('13800138000'), /^SUCCESS 张伟 .*138\*{4}8000/)
    const { hint } = await refusal('15500155000')
    assert.equal(await visit('15500155000'), block.page.includes('zh') ? hint.zh : hint.en)
    assert.deepEqual(await browser.run(() => Reflect.get(window, 'failures')), [])
  })
}

/**
 * What the package says of a bind that the service refuses.
 *
 * @param {string} phone
 */
async function refusal(phone) {
  const { createClient } = await import('wechat-mobile-bind')
  const config = { domain: sandbox.origin, allowInsecureLoopback: true, clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' }
  const client = await createClient({ ...config, device: { fingerprint: 'f' } })
  const codes = freshCodes({ login: 'stranger', phone })
  return client.signIn({ loginCode: () => codes.login, phoneCode: () => codes.phone }).then(
    () => assert.fail('bound'),
    (/** @type {any} */ error) => error,
  )
}
