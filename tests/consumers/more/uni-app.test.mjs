// The printed page for uni-app, built for WeChat, signs in. What the project has is what is printed: tests/examples/projects.test.mjs.

import assert from 'node:assert/strict'
import { copyFile, cp, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { claimed } from '../../examples/blocks.mjs'
import { ownLines } from '../../examples/empty-folder.mjs'
import { freshCodes } from '../../examples/scenarios.mjs'
import { readFolder } from '../../miniprogram/simulator/code-package.mjs'
import { launch } from '../../miniprogram/simulator/mini-program.mjs'
import { sandbox } from '../sandbox.mjs'
import { HERE, output, PACKAGE, run, WASM } from '../tools.mjs'

const PROJECT = join(HERE, 'uni-app')

test('the printed page for uni-app signs in', { timeout: 180_000 }, async (t) => {
  for (const block of claimed('uni-app')) assert.ok(ownLines(block).length <= 15, `${ownLines(block).length} lines`)
  const folder = await output('uni-app')
  for (const name of ['src', 'vite.config.mjs', 'package.json'])
    await cp(join(PROJECT, name), join(folder, name), { recursive: true })
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'))
  await mkdir(join(folder, 'src/static'))
  await copyFile(join(HERE, PACKAGE, 'miniprogram_dist', `${WASM}.br`), join(folder, 'src/static', `${WASM}.br`))
  const env = { ...process.env, NODE_ENV: 'production' }
  const uni = join(PROJECT, 'node_modules/.bin/uni')
  await run(uni, ['build', '-p', 'mp-weixin'], { cwd: folder, env, timeout: 120_000 })

  const files = readFolder(join(folder, 'dist/build/mp-weixin'))
  const { login, phone } = freshCodes({ login: 'stranger', phone: '13800138000' })
  const options = { page: 'pages/index/index', loginCodes: [login], tenant: sandbox.origin }
  const program = await launch(files, { ...options, switches: { oldBuiltIns: false } })
  t.after(() => program.close())
  const button = await program.until(() => program.view().buttons[0], 'the button')
  program.press(button.text, { code: phone, errMsg: 'getPhoneNumber:ok' })
  await program.shows('You are signed in.')
  assert.doesNotMatch(JSON.stringify(program.seen.data), /token/i)
})
