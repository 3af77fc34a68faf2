// The tenant of the documentation, somewhere else. Node's own fetch stays as it is: what another one throws proves nothing.

const TENANT = 'https://acme.example.com'

/** Where undici, which is Node's fetch, keeps who sends its requests: https://undici.nodejs.org/#/docs/api/Dispatcher */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1')

/**
 * Sends requests to the tenant to that origin, from now on.
 *
 * @param {() => string} origin
 */
export async function redirectTenant(origin) {
  await fetch('data:,') // loads undici
  const dispatcher = Reflect.get(globalThis, DISPATCHER)
  /**
   * @param {{ origin: string | URL }} options
   * @param {object} handler
   */
  const dispatch = (options, handler) =>
    dispatcher.dispatch({ ...options, origin: String(options.origin).replace(TENANT, origin()) }, handler)
  Reflect.set(globalThis, DISPATCHER, Object.assign(Object.create(dispatcher), { dispatch }))
}
