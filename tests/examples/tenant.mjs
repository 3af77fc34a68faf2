// Loaded before a program of the documentation: the sandbox in the place of the tenant, and a clock that is ahead or runs faster. Node's
// own fetch stays as it is: what another one throws proves nothing.

const TENANT = 'https://acme.example.com'

/** Where undici, which is Node's fetch, keeps who sends its requests: https://undici.nodejs.org/#/docs/api/Dispatcher */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1')

const { SANDBOX = TENANT, SECONDS_AHEAD = '0', SPEED = '1' } = process.env
await fetch('data:,') // loads undici
const dispatcher = Reflect.get(globalThis, DISPATCHER)
/**
 * @param {{ origin: string | URL }} options
 * @param {object} handler
 */
const dispatch = (options, handler) =>
  dispatcher.dispatch({ ...options, origin: String(options.origin).replace(TENANT, SANDBOX) }, handler)
Reflect.set(globalThis, DISPATCHER, Object.assign(Object.create(dispatcher), { dispatch }))

const hostSetTimeout = globalThis.setTimeout
/**
 * @param {() => void} callback
 * @param {number} milliseconds
 * @param {[]} given
 */
const fastTimeout = (callback, milliseconds, ...given) =>
  hostSetTimeout(callback, milliseconds / Number(SPEED), ...given)

const HostDate = Date
const now = () => HostDate.now() + Number(SECONDS_AHEAD) * 1000
class AheadDate extends HostDate {
  /** @param {[any]} parts */
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : /** @type {[any]} */ ([now()])))
  }
  static now() {
    return now()
  }
}
Object.assign(globalThis, { Date: AheadDate, setTimeout: fastTimeout })
