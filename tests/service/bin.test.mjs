// The program as a shell meets it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { BIN, CLIENT_ID } from '../package/sandbox.mjs'
import { Caller, doorAt } from './doors.mjs'

/** @param {string[]} args */
const start = (...args) => spawn(process.execPath, [BIN, ...args])

/**
 * Runs it to its end.
 *
 * @param {string[]} args
 */
async function run(...args) {
  const program = start(...args)
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'exit'),
  ])
  return { stdout, stderr, exitCode }
}

test('it listens on loopback, says where and for whom, prints each message with its code, and stops with its stdin', async () => {
  const program = start('--port', '0', '--exit-with-stdin')
  const ended = once(program, 'exit')
  const lines = createInterface(program.stdout)[Symbol.asyncIterator]()
  const { value: line } = await lines.next()
  const [, origin] = /^fake service listening on (http:\/\/127\.0\.0\.1:[1-9]\d*)$/.exec(line) ?? []
  assert.equal((await fetch(origin)).status, 200)
  const { value } = await lines.next()
  assert.equal(value, `client id ${CLIENT_ID}; users, codes and scenarios: open ${origin}`)
  const code = await new Caller(doorAt(origin)).codeFor('zhang.wei@example.com', 'BIND_EMAIL_EMS')
  assert.equal((await lines.next()).value, `BIND_EMAIL_EMS to zhang.wei@example.com: ${code}`)
  program.stdin.end()
  assert.deepEqual(await ended, [0, null])
  assert.equal((await lines.next()).done, true, 'nothing else is printed')
})

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGTERM', 'SIGINT'])) {
  const skip = process.platform === 'win32' && 'Windows has no signals'
  test(`it stops cleanly by ${signal}, even with a request open`, { skip }, async () => {
    const program = start('--port=0')
    const ended = once(program, 'exit')
    const [line] = await once(createInterface(program.stdout), 'line')
    const half = connect(Number(new URL(line.slice(line.indexOf('http'))).port), '127.0.0.1')
    half.on('error', () => {})
    await once(half, 'connect')
    half.write('POST /api/v2/sdk/login/wechat-miniprogram HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n')
    program.kill(signal)
    assert.deepEqual(await ended, [0, null])
  })
}

test('a port in use is one line that says what to do', async (t) => {
  const holder = createServer().listen(0, '127.0.0.1')
  t.after(() => holder.close())
  await once(holder, 'listening')
  const { port } = holder.address()
  assert.deepEqual(await run('--port', String(port)), {
    stdout: '',
    stderr: `port ${port} is in use: choose another one with \`--port\`, or any free one with \`--port 0\`\n`,
    exitCode: 1,
  })
})

test('a wrong argument is one line, and nothing starts', async () => {
  for (const args of [['--prot', '1'], ['--port', '70000'], ['--port', 'x'], ['--port'], ['--demo'], ['extra']]) {
    const { stdout, stderr, exitCode } = await run(...args)
    assert.deepEqual([stdout, exitCode], ['', 2], args.join(' '))
    assert.match(stderr, /^error: .*; --help lists the options\n$/)
  }
})

test('the help names every option', async () => {
  const { stdout, exitCode } = await run('--help')
  assert.equal(exitCode, 0)
  for (const option of [
    '--port <number>',
    '--wchat-code',
    '--record',
    '--demo <folder>',
    '--exit-with-stdin',
    '--help',
  ])
    assert.ok(stdout.includes(`  ${option} `), option)
})
