// Loaded before a server of the documentation: the sandbox in the place of the tenant, and a clock that is ahead or runs faster.

const { SANDBOX, SECONDS_AHEAD = '0', SPEED = '1' } = process.env

const hostFetch = globalThis.fetch
globalThis.fetch = (url, init) => hostFetch(String(url).replace('https://acme.example.com', SANDBOX), init)

const hostSetTimeout = globalThis.setTimeout
globalThis.setTimeout = (callback, milliseconds, ...given) =>
  hostSetTimeout(callback, milliseconds / Number(SPEED), ...given)

const HostDate = Date
const now = () => HostDate.now() + SECONDS_AHEAD * 1000
globalThis.Date = class extends HostDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [now()]))
  }
  static now() {
    return now()
  }
}
