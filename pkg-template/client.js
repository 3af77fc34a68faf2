// One client: a checked configuration, the host's fetch, and the calls that are made with both.

import { Deadline } from './deadline.js'
import { coreError, invalidParams, loadError } from './errors.js'
import { ask, exchange, isStatus, readRequest } from './exchange.js'
import { withProfile } from './identity.js'
import { parse } from './json.js'
import { field, get, readConfig, readDevice, readParams, readSignIn, record } from './record.js'

/** The longest reply that is read, in UTF-16 code units: as many as src/response.rs takes bytes. */
const MAX_LENGTH = 1048576

const NO_DEVICE = readDevice().fields

/**
 * A client of a configuration that the core finds good.
 *
 * `current()` answers the core of the moment if there is one, `loaded()` throws where there is none, and `ready()` loads it
 * then; `defaults` is what the host knows, and `explain` may add to an error what it means on this runtime.
 */
export function createClient(config, { current, ready, loaded, defaults, explain }) {
  const { kind, fields, lacks, findDevice, fetch } = readConfig(config, defaults)
  const timeoutMs = loaded()((glue) => glue.checkConfig(record(kind, field(fetch), fields)), 'not-sent')

  /** Runs what may come to an end before its time; the clock starts when the core is there. */
  async function limited(signal, milliseconds, run) {
    await ready()
    const deadline = new Deadline(milliseconds, signal)
    try {
      deadline.check()
      return await run(deadline)
    } catch (error) {
      throw explain(error)
    } finally {
      deadline.close()
    }
  }

  /** The request of a call; finding out the device is part of it. */
  async function request({ endpoint, codeName = '', given, code, stateToken }, deadline) {
    let missing = lacks & given.device.lacks
    const find = async (device) => {
      const found = readDevice(await ask(device, 'device', deadline))
      missing &= found.lacks
      return found.fields
    }
    // The caller's own function is asked in any case, the host's where something is missing.
    const ofConfig = findDevice ? await find(findDevice) : NO_DEVICE
    const ofHost = missing && defaults.device ? await find(defaults.device) : NO_DEVICE
    const params = record(given.fields, field(code), field(stateToken), given.device.fields)
    const text = record(endpoint, codeName, fields, params, ofConfig, ofHost)
    const core = current() || (await ready())
    return core((glue) => glue.prepare(text), 'not-sent', undefined, readRequest)
  }

  /** Sends one request and reads its reply; `plan` is the sign-in's that it belongs to. */
  const send = (call, plan = 0) =>
    limited(call.given.signal, timeoutMs, async (deadline) => {
      const prepared = await request(call, deadline)
      deadline.check()
      const { status, body } = await exchange(fetch, prepared, deadline)
      return read(current() || (await readyFor(body)), status, body, plan)
    })

  // Loading it again may fail; the reply is there all the same.
  async function readyFor(responseText) {
    try {
      return await ready()
    } catch ({ message, cause }) {
      throw loadError('delivered', message, { cause, responseText })
    }
  }

  function read(core, status, body, plan) {
    if (body.length > MAX_LENGTH) {
      const message = `the service answered HTTP ${status} with a body longer than 1 MiB, which no reply of the interface is`
      throw coreError({ code: 'BAD_RESPONSE', delivery: 'delivered', message, httpStatus: status }, body)
    }
    const result = core((glue) => glue.interpret(status, body, plan), 'delivered', body)
    if (result.identity) withProfile(result.identity)
    // What the core takes for a reply is an object, with nothing around it but white space.
    result.raw = parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1))
    return result
  }

  /** A call whose code stands in the parameter of that name. */
  const callOf = (endpoint, code, params) => ({
    endpoint,
    given: readParams(params),
    code: get(params, code),
    stateToken: get(params, 'stateToken'),
  })

  async function signIn(params) {
    const { given, loginCode, phoneCode, fields } = readSignIn(params)
    const plan = (await ready())((glue) => glue.checkSignIn(fields), 'not-sent')
    // A user takes as long as it takes: only the signal ends the wait for a code.
    const codeOf = (find, name) => limited(given.signal, 0, (deadline) => ask(find, name, deadline))

    const login = { endpoint: 'login', given, code: await codeOf(loginCode, 'loginCode'), codeName: 'loginCode' }
    const result = await send(login, plan)
    const { next } = Object.assign({ next: null }, result)
    delete result.next
    const code = next && (await codeOf(phoneCode, 'phoneCode'))
    // A user who keeps the phone number to themselves has a state token that is still good.
    if (code == null) return result
    return send({ endpoint: next, given, code, stateToken: result.stateToken, codeName: 'phoneCode' })
  }

  return Object.freeze({
    signIn,
    login: (params) => send(callOf('login', 'code', params)),
    bind: (params) => send(callOf('bind', 'wechatCode', params)),
    registerAndBind: (params) => send(callOf('registerAndBind', 'wechatCode', params)),
    prepare(params) {
      const call = callOf('bind', 'wechatCode', params)
      return limited(call.given.signal, timeoutMs, (deadline) => request(call, deadline))
    },
    interpret(httpStatus, bodyText) {
      const core = loaded()
      const found = []
      if (!isStatus(httpStatus)) found.push(['httpStatus', 'type', 'is not an HTTP status such as 200'])
      if (typeof bodyText !== 'string') found.push(['bodyText', 'type', 'is not a string'])
      if (found.length) throw invalidParams(found)
      return read(core, httpStatus, bodyText, 0)
    },
  })
}
