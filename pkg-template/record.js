// What the caller hands over, each property read once and without trust, as a record for the core: fields in the order of
// src/wasm/input.rs, each a character for its kind and then its text.

import { stringify } from './json.js'

/** Stands for what threw while it was read; like anything that is no object it has no properties. */
const UNREADABLE = Symbol()

/** A property; what is no object has none. */
export function get(object, name) {
  try {
    return Object(object) === object ? object[name] : undefined
  } catch (_) {
    return UNREADABLE
  }
}

/** Fields, or records, as one record. */
export const record = (...fields) => fields.join('\0')

/** A value as a field. */
export function field(value) {
  if (value == null) return ''
  // What stands between fields is refused within one, and so is this.
  if (typeof value === 'string') return `=${value.replace(/\0/g, '\x01')}`
  if (typeof value === 'number') return `#${value}`
  if (typeof value === 'boolean') return value ? '+' : '-'
  if (typeof value === 'function') return '('
  return value === UNREADABLE ? '!' : '?'
}

/** Properties as a record. */
const fields = (object, ...names) => record(...names.map((name) => field(get(object, name))))

/** Whether a value is an object, whose properties follow. */
export const object = (value) => (typeof value === 'object' && value ? '{' : field(value))

/** A device, and what of the facts that the service demands it lacks: a bit for each. */
export function readDevice(device) {
  const [osVersion, fingerprint, userAgent, ip] = ['osVersion', 'fingerprint', 'userAgent', 'ip'].map((name) => field(get(device, name)))
  return {
    fields: record(object(device), osVersion, fingerprint, userAgent, ip),
    lacks: (osVersion ? 0 : 1) | (fingerprint ? 0 : 2) | (userAgent ? 0 : 4),
  }
}

/** A configuration, and what of it stays in JavaScript. What it leaves out comes from `defaults`. */
export function readConfig(config, defaults) {
  const given = get(config, 'device')
  const findDevice = typeof given === 'function' && given
  const device = readDevice(findDevice ? null : given)
  return {
    fields: record(
      fields(config, 'domain', 'allowInsecureLoopback', 'clientId'),
      field(get(config, 'language') ?? defaults.language),
      fields(config, 'timeoutMs', 'bodyField'),
      device.fields,
    ),
    lacks: device.lacks,
    findDevice,
    fetch: get(config, 'fetch') ?? defaults.fetch,
  }
}

/** What every call takes. */
export function readParams(params) {
  const signal = get(params, 'signal')
  const works = typeof get(signal, 'aborted') === 'boolean' && typeof get(signal, 'addEventListener') === 'function'
  const device = readDevice(get(params, 'device'))
  return {
    // Only what works like a signal is one.
    fields: record(object(params), works ? '+' : signal === true ? '?' : field(signal)),
    signal: works && signal,
    device,
  }
}

/** What a sign-in takes, beside what its calls take. */
export function readSignIn(params) {
  const given = readParams(params)
  const [loginCode, phoneCode] = [get(params, 'loginCode'), get(params, 'phoneCode')]
  return {
    given,
    loginCode,
    phoneCode,
    fields: record(given.fields, field(loginCode), field(phoneCode), field(get(params, 'onUnknownUser'))),
  }
}

/** What is displayed, and how. */
export const displayFields = (identity, options) =>
  record(profileJson(get(identity, 'profile')), object(options), fields(options, 'locale', 'mask'))

// Own members only, whatever someone has put on `Object.prototype`.
function profileJson(profile) {
  try {
    if (typeof profile !== 'object' || Array.isArray(profile)) return ''
    return `{${Object.getOwnPropertyNames(profile)
      .map((name) => memberJson(profile, name))
      .filter(Boolean)}}`
  } catch (_) {
    // It is null, or a proxy that doesn't tell.
    return ''
  }
}

// A member that JSON can't write is left out.
function memberJson(object, name) {
  try {
    const json = stringify(Object.getOwnPropertyDescriptor(object, name).value)
    return json && `${stringify(name)}:${json}`
  } catch (_) {
    return false
  }
}
