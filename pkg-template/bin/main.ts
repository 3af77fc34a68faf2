#!/usr/bin/env node
// `npx wechat-mobile-bind`: runs the fake identity service on this machine until it is stopped.

import { parseArgs } from 'node:util'
import type { FakeMessage } from '../shipped/testing.js'
import { CLIENT_ID, listen } from './server.js'

const HELP = `A fake identity service on this machine: sign-ins by WeChat, by message and by second factor, for whatever you build.

Usage: npx wechat-mobile-bind [options]

  --port <number>     listen on this port of 127.0.0.1 (8787); 0 takes any free one
  --wchat-code        the field of the phone code is wchat_code, not wechat_code
  --record            keep every request, secrets included, for GET /sandbox/requests
  --demo <folder>     serve this built page under /demo/
  --exit-with-stdin   stop when standard input is closed
  --help              print this`

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      'wchat-code': { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      demo: { type: 'string' },
      'exit-with-stdin': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new TypeError('--port is a number from 0 to 65535')
  return values
}

/** Ends the program with a line for whoever started it. */
function fail(line: string, exitCode: number): never {
  console.error(line)
  process.exit(exitCode)
}

async function main() {
  let options: ReturnType<typeof readArguments>
  try {
    options = readArguments()
  } catch (error) {
    fail(`error: ${error instanceof Error ? error.message : error}; --help lists the options`, 2)
  }
  if (options.help) return console.log(HELP)

  // Signals are handled first, so that one that comes early ends the program cleanly too.
  const stop = () => process.exit(0)
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const { port, record, demo } = options
  try {
    const onMessage = ({ to, type, code }: FakeMessage) => console.log(`${type} to ${to}: ${code}`)
    const origin = await listen({ port: Number(port), isMisprinted: options['wchat-code'], record, demo, onMessage })
    console.log(`fake service listening on ${origin}
client id ${CLIENT_ID}; users, codes and scenarios: open ${origin}`)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      fail(`port ${port} is in use: choose another one with \`--port\`, or any free one with \`--port 0\``, 1)
    fail(`the service could not listen on 127.0.0.1: ${message}`, 1)
  }
  if (options['exit-with-stdin']) process.stdin.resume().on('end', stop)
}

main()
