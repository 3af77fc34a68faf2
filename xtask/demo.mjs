// Binds a user through the packed package and prints each step for a person.
//
//   node demo.mjs [--port N] [--once | --page <folder>]    starts the fake service; one bind that succeeds, and one that is refused
//   node demo.mjs <origin> <code>                          one bind with a wechat code of the service's list

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { BindError, createClient, displayRows } from 'wechat-mobile-bind'

/** @import { PreparedRequest } from 'wechat-mobile-bind' */

const REFUSED_CODE = 'sandbox-error-common-1007.x'
const SHOWN_OF_A_SECRET = 6
const CODE_IS = { 'not-sent': 'still good', unknown: 'to be taken as spent', delivered: 'spent' }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    page: { type: 'string' },
    once: { type: 'boolean' },
  },
})
const service = positionals.length === 0 ? await startService() : undefined
const origin = service?.origin ?? positionals[0]
const clientId = 'nTo1eRIub60vPb54WeE6aojPwYwImtl4'
const language = 'zh'
const device = {
  osVersion: `${process.platform} demo`,
  fingerprint: randomBytes(8).toString('hex'),
  userAgent: `Node.js/${process.versions.node}`,
}

const client = await createClient({ domain: origin, allowInsecureLoopback: true, clientId, device, language })

if (!service) {
  await tryCode(positionals[1])
} else {
  await bindUser()
  const outcome = await tryCode(REFUSED_CODE)
  if (outcome !== 'REFUSED') throw new Error(`the service answered ${REFUSED_CODE} with ${outcome}, not with REFUSED`)
  if (values.once) {
    console.log('\nTo try more: `cargo xtask demo` opens a page for it, beside the service.')
    service.stop()
  } else {
    console.log(`
Watch another bind, step by step, and try more:

  ${origin}/demo/#13800138000

The service's start page, ${origin}, lists the codes. To try one here:

  node target/demo/demo.mjs ${origin} sandbox-fault-cut

Ctrl-C ends both.`)
    // It ends with the task that started it.
    process.stdin.resume().on('end', () => process.exit())
  }
}

/** Starts the service of the package, which ends with this process, and waits until it listens. */
async function startService() {
  const page = values.page ? ['--demo', values.page] : []
  const program = 'node_modules/wechat-mobile-bind/bin.cjs'
  const service = spawn(process.execPath, [program, '--exit-with-stdin', '--port', values.port, ...page])
  service.stderr.pipe(process.stderr)
  // It says why.
  service.on('exit', (exitCode) => exitCode && process.exit(exitCode))
  const [line] = await once(createInterface(service.stdout), 'line')
  return { origin: line.replace('fake service listening on ', ''), stop: () => service.stdin.end() }
}

async function bindUser() {
  // WeChat's button hands over such a code: 64 hex digits, good for one bind.
  const params = { wechatCode: randomBytes(32).toString('hex'), stateToken: await login() }

  heading('Request')
  printRequest(await client.prepare(params))

  heading('Result')
  const result = await client.bind(params)
  printResult(result)
  if (result.status !== 'SUCCESS') throw new Error(`the bind ended with ${result.status}, without a user`)
  if (!result.identity) throw result.identityError ?? new Error('the reply has no id token')

  heading('User, as the id token tells (its signature is for your server to verify)')
  const rows = displayRows(result.identity, { locale: 'zh' })
  printTable(rows.map((row) => [row.claim, row.label, row.value]))
}

/** @param {string} wechatCode */
async function tryCode(wechatCode) {
  heading(`A bind with the wechat code ${wechatCode}`)
  try {
    const result = await client.bind({ wechatCode, stateToken: await login() })
    printResult(result)
    return result.status
  } catch (error) {
    if (!(error instanceof BindError)) throw error
    printError(error)
    return error.code
  }
}

/** The step before the bind: WeChat's login, which gives the state token of a user who has no phone number yet. */
async function login() {
  const response = await fetch(`${origin}/api/v2/sdk/login/wechat-miniprogram`, {
    method: 'POST',
    headers: {
      'X-operating-sys-version': device.osVersion,
      'X-device-fingerprint': device.fingerprint,
      'X-agent': device.userAgent,
      'X-L': language,
      'X-client-id': clientId,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ code: randomBytes(16).toString('hex') }),
  })
  /** @type {any} */
  const reply = await response.json()
  if (!reply.state_token) throw new Error(`the login gave no state token: ${reply.error_code ?? reply.status}`)
  return reply.state_token.trim()
}

/** @param {PreparedRequest} request */
function printRequest({ url, init }) {
  const headers = Object.entries(init.headers)
  const body = Object.entries(JSON.parse(init.body ?? '{}')).map(([name, value]) => [name, shorten(value)])
  console.log(`  ${init.method} ${url}`)
  printFields(headers.map(([name, value]) => [name, name === 'X-state-token' ? shorten(value) : value]))
  console.log(`\n  ${JSON.stringify(Object.fromEntries(body))}`)
}

/** @param {Record<string, any>} result */
function printResult(result) {
  printFields([
    ['status', `${result.status}, HTTP ${result.httpStatus}`],
    ['session token', shorten(result.sessionToken)],
    ['valid for', duration(result.expiresIn)],
    ['id token', shorten(result.idToken)],
    ['identity error', result.identityError?.message],
    ['state token', shorten(result.stateToken)],
    ['next steps', result.nextSteps?.join(', ')],
  ])
}

/** @param {BindError & { errorCode?: string }} error */
function printError(error) {
  printFields([
    ['thrown', error.name],
    ['message', error.message],
    ['code', error.code],
    ['errorCode', error.errorCode],
    ['delivery', `${error.delivery}: the wechat code is ${CODE_IS[error.delivery]}`],
    ['hint', error.hint?.en],
    ['', error.hint?.zh],
  ])
}

/** @param {string} text */
function heading(text) {
  console.log(`\n${text}\n`)
}

/** @param {[string, string | undefined][]} fields */
function printFields(fields) {
  printTable(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** @param {string[][]} rows */
function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => columns(row[column]))))
  for (const row of rows) {
    const cells = row.map((cell, column) => cell + ' '.repeat(widths[column] - columns(cell)))
    console.log(`  ${cells.join('  ').trimEnd()}`)
  }
}

/**
 * How many columns of a terminal a text takes: Chinese characters and emoji take two.
 *
 * @param {string} text
 */
function columns(text) {
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
  return [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)
}

/** @param {string | undefined} secret */
function shorten(secret) {
  return secret && `${secret.slice(0, SHOWN_OF_A_SECRET)}… (${secret.length} characters)`
}

/** @param {number | undefined} seconds */
function duration(seconds) {
  if (seconds === undefined) return undefined
  const [days, hours, minutes] = [seconds / 86_400, (seconds % 86_400) / 3_600, (seconds % 3_600) / 60].map(Math.floor)
  /** @type {[number, string][]} */
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
  ]
  const shown = parts.filter(([count]) => count > 0)
  return shown.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ') || `${seconds} seconds`
}
