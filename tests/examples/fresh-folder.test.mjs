// The fake service in a fresh folder, with Node.js alone: `npm install <tarball>`, `npx wechat-mobile-bind`, and the server of the
// README signs in there. Its web page does in tests/consumers/printed.test.mjs.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { CLIENT_ID, DEVICE } from '../package/sandbox.mjs'
import { claimed, isChinese, ROOT } from './blocks.mjs'
import { serveFile } from './process.mjs'

const PACKED = join(import.meta.dirname, 'node_modules/wechat-mobile-bind')

test('npm install and npx start the service, and the README’s server signs in there', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fresh-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  /** @param {string[]} args */
  const npm = async (...args) => (await promisify(execFile)('npm', args, { cwd: folder })).stdout.trim()
  await npm('init', '-y')
  const tarball = await npm('pack', PACKED, '--loglevel=error')
  await npm('install', '--offline', '--no-audit', '--no-fund', `./${tarball}`)

  const service = spawn('npx', ['--offline', 'wechat-mobile-bind', '--port', '0', '--exit-with-stdin'], { cwd: folder })
  const ended = once(service, 'exit')
  const [line] = await once(createInterface(service.stdout), 'line')
  const origin = line.slice(line.indexOf('http://'))

  const [block] = claimed('server in 15 lines').filter(({ page }) => !isChinese(page))
  await symlink(join(ROOT, 'node_modules/express'), join(folder, 'node_modules/express'))
  await writeFile(join(folder, block.file), block.code)
  const server = await serveFile(t, join(folder, block.file), { SANDBOX: origin })
  const response = await fetch(`${server.origin}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginCode: 'newcomer', phoneCode: '13800138000.1', device: DEVICE }),
  })
  const { status, identity } = await response.json()
  assert.deepEqual(
    [status, identity.profile.name, identity.claims.iss, identity.claims.aud],
    ['SUCCESS', '张伟', origin, CLIENT_ID],
  )

  service.stdin.end()
  assert.deepEqual(await ended, [0, null])
})
