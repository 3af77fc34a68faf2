// What an error of the package is to those who catch it, print it or log it.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { inspect, promisify } from 'node:util'
import { BindError, CallbackError, createClient, decodeIdToken, init, isBindError } from 'wechat-mobile-bind'
import { CONFIG, PARAMS, thrown, throws } from '../conformance/support.js'
import { revoked } from './hostile-values.mjs'

const { phoneCode, ...miniProgram } = createRequire(import.meta.url)('wechat-mobile-bind/miniprogram')

const SECRET = 'CANARYstatetoken.nEPRiIC4'

/** @param {() => unknown} run @returns {Promise<any>} */
const caught = (run) => thrown(run, 'error')

/** An error with the request in it, as axios throws it. */
const withRequest = () =>
  Object.assign(new Error('Network Error'), { config: { headers: { 'X-state-token': SECRET } } })

/** @param {unknown} cause */
const failing = async (cause) => {
  const client = await createClient({ ...CONFIG, fetch: () => Promise.reject(cause) })
  return caught(() => client.bind(PARAMS))
}

test('whatever prints or copies an error, its cause with the request is not in it', async () => {
  const cause = withRequest()
  const error = await failing(cause)
  assert.equal(error.cause, cause)
  const copies = [error, structuredClone(error), { ...error }, JSON.parse(JSON.stringify(error))]
  for (const copy of copies) {
    for (const options of [{}, { customInspect: false }, { customInspect: false, showHidden: true, depth: Infinity }]) {
      assert.ok(!inspect(copy, options).includes(SECRET.slice(0, 8)), inspect(copy, options))
    }
  }
  assert.match(inspect(error), /cause: '\[Error\]'/)
  // What reads all that is the error's own, as loggers do.
  assert.deepEqual(
    Reflect.ownKeys(error).filter((name) => !['stack', 'message'].includes(String(name))),
    ['code', 'delivery', 'step', 'audience', 'next', 'hint', 'cause'],
  )
})

test('a cause that can’t be looked at is printed all the same', async () => {
  /** @param {unknown} name */
  const named = (name) => Object.defineProperty(new Error('x'), 'name', { value: name })
  for (const [cause, name] of [
    [revoked(), 'unknown'],
    [named(Symbol('n')), 'unknown'],
    [Object.defineProperty(new Error('x'), 'cause', { get: () => assert.fail('y') }), 'unknown'],
    [named('a secret'), 'Error'],
    [new RangeError('x'), 'RangeError'],
    [5, 'number'],
  ]) {
    const printed = inspect(await failing(cause))
    assert.ok(printed.includes(`cause: '[${name}]'`), printed)
  }
})

test('an uncaught rejection prints no request', async () => {
  const script = `
    import { createClient } from 'wechat-mobile-bind'
    const fetch = async () => { throw Object.assign(new Error('x'), { config: { headers: { 'X-state-token': '${SECRET}' } } }) }
    const client = await createClient({ ...${JSON.stringify(CONFIG)}, fetch })
    client.bind(${JSON.stringify(PARAMS)})`
  const args = ['--input-type=module', '--eval', script]
  const failed = await caught(() => promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname }))
  assert.match(failed.stderr, /TransportError: the host's `fetch` failed/)
  assert.ok(!failed.stderr.includes(SECRET.slice(0, 8)), failed.stderr)
})

test('what the service sent is readable, and not the error’s own', async () => {
  const reply = { error_code: ' IDAAS.SDK.COMMON.1007', error_msg: SECRET }
  const client = await createClient({ ...CONFIG, fetch: async () => Response.json(reply, { status: 400 }) })
  const refused = await caught(() => client.bind(PARAMS))
  assert.deepEqual([refused.rawErrorCode, refused.errorMessage, refused.cause], [reply.error_code, SECRET, undefined])
  const page = await caught(() => client.interpret(502, `<html>${SECRET}`))
  assert.equal(page.responseText, `<html>${SECRET}`)
  for (const error of [refused, page]) {
    const printed = inspect(error, { customInspect: false, showHidden: true }) + inspect(structuredClone(error))
    assert.ok(!printed.includes(SECRET), printed)
  }
})

test('isBindError knows the errors of each entry, and nothing that only looks like one', async () => {
  await init()
  const decoded = await caught(() => decodeIdToken('x'))
  const declined = await caught(() => phoneCode({ detail: { errMsg: 'getPhoneNumber:fail user deny' } }))
  assert.deepEqual([decoded instanceof miniProgram.BindError, declined instanceof BindError], [false, false])
  for (const guard of [isBindError, miniProgram.isBindError]) {
    assert.deepEqual([guard(decoded), guard(decoded, 'BAD_ID_TOKEN'), guard(decoded, 'TIMEOUT')], [true, true, false])
    assert.deepEqual([guard(declined), guard(declined, 'USER_DECLINED')], [true, true])
    const mark = Object.getOwnPropertySymbols(BindError.prototype).find(
      ({ description }) => description === 'wechat-mobile-bind.isBindError',
    )
    assert.ok(mark)
    for (const other of [
      undefined,
      null,
      'BAD_ID_TOKEN',
      new Error('x'),
      { ...decoded },
      structuredClone(decoded),
      Object.create(BindError.prototype),
      Object.assign(Object.create(Error.prototype), { code: 'TIMEOUT', delivery: 'not-sent', [mark]: () => true }),
      Object.assign(new Error('x'), { name: 'BindError', code: 'TIMEOUT', [mark]: () => true }),
      revoked(),
    ]) {
      assert.equal(guard(other), false)
    }
  }
})

test('what only wears the mark of the package is a CALLBACK', async () => {
  const marks = Object.getOwnPropertySymbols(BindError.prototype)
  const forged = Object.assign(new Error('x'), { code: 'TIMEOUT', delivery: 'delivered', secret: SECRET })
  for (const mark of marks) Object.assign(forged, { [mark]: () => true })
  const client = await createClient({ ...CONFIG, device: throws(forged), fetch: async () => assert.fail('sent') })
  const error = await caught(() => client.bind(PARAMS))
  assert.ok(error instanceof CallbackError)
  assert.deepEqual([error.code, error.delivery, error.cause], ['CALLBACK', 'not-sent', forged])
})

test('a stack leads to the line of the caller', async () => {
  const refused = async () => Response.json({ error_code: 'X.1' }, { status: 400 })
  const client = await createClient({ ...CONFIG, fetch: refused })
  const broken = await createClient({ ...CONFIG, fetch: () => Promise.reject(new Error('x')), timeoutMs: 1 })
  const callers = {
    bindsHere: () => client.bind(PARAMS),
    registersHere: () => client.registerAndBind(PARAMS),
    logsInHere: () => client.login({ code: 'c' }),
    signsInHere: () => client.signIn({ loginCode: async () => 'l', phoneCode: () => 'p' }),
    losesHere: () => broken.bind(PARAMS),
    preparesHere: () => client.prepare({ ...PARAMS, wechatCode: ' ' }),
    createsHere: () => createClient({ ...CONFIG, domain: '' }),
    interpretsHere: () => client.interpret(400, '{"error_code":"X.1"}'),
    decodesHere: () => decodeIdToken('x'),
  }
  for (const [name, call] of Object.entries(callers)) {
    const later = async () => {
      await null
      return call()
    }
    const error = await caught(later)
    const [first, ...frames] = error.stack.split('\n')
    assert.equal(first, `${error.name}: ${error.message}`)
    assert.ok(
      frames.some((/** @type {string} */ frame) => frame.includes(`${name} (`)),
      error.stack,
    )
  }
})

test('a program that makes its own stacks gets errors all the same', async () => {
  const { prepareStackTrace } = Error
  Error.prepareStackTrace = (_, frames) => frames
  try {
    const error = await failing(new Error('x'))
    assert.equal(error.code, 'NETWORK')
  } finally {
    Error.prepareStackTrace = prepareStackTrace
  }
})
