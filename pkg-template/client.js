// One client: a checked configuration, the host's fetch, and the calls that are made with both.

import { within } from './deadline.js'
import { checkTypes, coreError, loadError } from './errors.js'
import { ask, exchange, isStatus, readRequest } from './exchange.js'
import { withProfile } from './identity.js'
import { parse } from './json.js'
import { field, get, object, readConfig, readDevice, readParams, readSignIn, record } from './record.js'

/** The longest reply that is read, in UTF-16 code units: as many as src/response.rs takes bytes. */
const MAX_LENGTH = 1048576

const NO_DEVICE = readDevice().fields

/**
 * A client of a configuration that the core finds good.
 *
 * `loaded()` answers the core and throws where there is none. `withCore(run, failed)` runs with it at once if it is there, and
 * else loads it first, which may fail. `defaults` is what the host knows, and `explain`, where there is one, throws an error
 * again, with what it means on this runtime.
 */
export function createClient(config, { withCore, loaded, defaults, explain }) {
  const { fields, lacks, findDevice, fetch } = readConfig(config, defaults)
  const timeoutMs = parse(loaded()('checkConfig', record(object(config), field(fetch), fields)))

  /** Runs what may come to an end before its time; the clock starts when the core is there. */
  const limited = (signal, milliseconds, run) => withCore(() => within(milliseconds, signal, run)).catch(explain)

  /** What `use` makes of the request of a call; finding out the device is part of it. */
  function request({ given, fields }, deadline, use) {
    let missing = lacks & given.device.lacks
    function find(device, use) {
      if (!device) return use(NO_DEVICE)
      return ask(device, 'device', deadline).then((answer) => {
        const found = readDevice(answer)
        missing &= found.lacks
        return use(found.fields)
      })
    }
    // The caller's own function is asked in any case, the host's where something is missing.
    return find(findDevice, (ofConfig) =>
      find(missing && defaults.device, (ofHost) =>
        withCore((core) => use(readRequest(core('prepare', record(fields, ofConfig, ofHost))))),
      ),
    )
  }

  /** Sends one request and reads its reply; `plan` is the sign-in's that it belongs to. */
  const send = (call, plan = 0) =>
    limited(call.given.signal, timeoutMs, (deadline) =>
      request(call, deadline, (prepared) => {
        deadline.check()
        return exchange(fetch, prepared, deadline)
      }).then(({ status, body }) =>
        withCore(
          (core) => read(core, status, body, plan),
          // Loading it again may fail; the reply is there all the same.
          ({ message, cause }) => {
            throw loadError('delivered', message, { cause, responseText: body })
          },
        ),
      ),
    )

  function read(core, status, body, plan) {
    if (body.length > MAX_LENGTH) {
      const message = `the service answered HTTP ${status} with a body longer than 1 MiB, which no reply of the interface is`
      throw coreError({ code: 'BAD_RESPONSE', delivery: 'delivered', message, httpStatus: status }, body)
    }
    const result = parse(core('interpret', body, 'delivered', body, status, plan))
    if (result.identity) withProfile(result.identity)
    // What the core takes for a reply is an object, with nothing around it but white space.
    result.raw = parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1))
    // It doesn't repeat what is there word by word.
    if (result.idToken === null) result.idToken = result.raw.id_token
    return result
  }

  /** A call with its record, as far as it is known; `codeName` is what the caller has given the code as, where it has. */
  const callOf = (given, endpoint, codeName, code, stateToken) => ({
    given,
    fields: record(endpoint, codeName, fields, given.fields, field(code), field(stateToken), given.device.fields),
  })

  /** A call whose code stands in the parameter of that name. */
  const callBy = (params, endpoint, code) => callOf(readParams(params), endpoint, '', get(params, code), get(params, 'stateToken'))

  function signIn(params) {
    const { given, loginCode, phoneCode, fields } = readSignIn(params)
    // A user takes as long as it takes: only the signal ends the wait for a code.
    const codeOf = (find, name) => limited(given.signal, 0, (deadline) => ask(find, name, deadline))
    return limited(0, 0, () => withCore((core) => parse(core('checkSignIn', fields))))
      .then((plan) => codeOf(loginCode, 'loginCode').then((code) => send(callOf(given, 'login', 'loginCode', code), plan)))
      .then((result) => {
        const { next } = Object.assign({ next: null }, result)
        delete result.next
        if (!next) return result
        return codeOf(phoneCode, 'phoneCode').then((code) =>
          // A user who keeps the phone number to themselves has a state token that is still good.
          code == null ? result : send(callOf(given, next, 'phoneCode', code, result.stateToken)),
        )
      })
  }

  return Object.freeze({
    signIn,
    login: (params) => send(callBy(params, 'login', 'code')),
    bind: (params) => send(callBy(params, 'bind', 'wechatCode')),
    registerAndBind: (params) => send(callBy(params, 'registerAndBind', 'wechatCode')),
    prepare(params) {
      const call = callBy(params, 'bind', 'wechatCode')
      return limited(call.given.signal, timeoutMs, (deadline) => request(call, deadline, (prepared) => prepared))
    },
    interpret(httpStatus, bodyText) {
      const core = loaded()
      checkTypes(
        ['httpStatus', 'is not an HTTP status such as 200', isStatus(httpStatus)],
        ['bodyText', 'is not a string', typeof bodyText === 'string'],
      )
      return read(core, httpStatus, bodyText, 0)
    },
  })
}
