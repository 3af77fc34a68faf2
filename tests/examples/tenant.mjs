// Loaded before a server of the documentation: the sandbox in the place of the tenant, and a clock that is ahead or runs faster.

import { redirectTenant } from './redirect.mjs'

const { SANDBOX = '', SECONDS_AHEAD = '0', SPEED = '1' } = process.env
await redirectTenant(() => SANDBOX)

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
