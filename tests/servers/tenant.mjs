// Loaded before a server of the page: the sandbox in the place of the tenant, and a clock that is ahead.

const { SANDBOX, SECONDS_AHEAD = '0' } = process.env

const hostFetch = globalThis.fetch
globalThis.fetch = (/** @type {string | URL | Request} */ url, /** @type {RequestInit} */ init) =>
  hostFetch(String(url).replace('https://acme.example.com', SANDBOX), init)

const HostDate = Date
const now = () => HostDate.now() + SECONDS_AHEAD * 1000
globalThis.Date = class extends HostDate {
  /** @param {...any} parts */
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [now()]))
  }
  static now() {
    return now()
  }
}
