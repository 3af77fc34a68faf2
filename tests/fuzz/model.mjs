// What the boundary to JavaScript makes of a caller's and a host's values before the core's rules, in other words than its own.

import { isAbsent, isFunction, isObject, read } from './inputs/values.mjs'

/** @import { Recipe } from './inputs/values.mjs' */

/**
 * An HTTP status: three digits, as a number or as a text.
 *
 * @param {unknown} value
 */
export function statusOf(value) {
  const isStatus = typeof value === 'number' || (typeof value === 'string' && /^\s*\+?\d+\s*$/.test(value))
  const status = isStatus ? Number(value) : Number.NaN
  return Number.isInteger(status) && status >= 100 && status <= 999 ? status : undefined
}

/**
 * The text of a reply: of bytes what they say, of what is parsed already its JSON; undefined if there is none.
 *
 * @param {any} value
 * @param {boolean} [ignoreBOM] whether the decoder leaves a byte order mark for the core, as that of a mini program does
 * @returns {string | undefined}
 */
export function textOf(value, ignoreBOM = false) {
  if (typeof value === 'string') return value
  // Of a revoked proxy even its class can't be asked.
  const isBytes = ArrayBuffer.isView(value) || tried(() => value instanceof ArrayBuffer)
  if (isBytes) return tried(() => new TextDecoder('utf-8', { ignoreBOM }).decode(value))
  // Bytes as JSON has them; another list is no reply.
  if (tried(() => Array.isArray(value) && String.fromCharCode(...value.slice(0, 1)) === '{'))
    return tried(() => new TextDecoder().decode(Uint8Array.from(value)))
  try {
    return JSON.stringify(value)
  } catch {
    return Object(value) === value && typeof value !== 'function' ? tried(() => writable(value)) : undefined
  }
}

/**
 * The JSON of those members of an object that can be written.
 *
 * @param {any} object
 */
function writable(object) {
  const members = Object.keys(object).map((name) => [name, tried(() => JSON.stringify(object[name]))])
  return `{${members.flatMap(([name, text]) => (text ? `${JSON.stringify(name)}:${text}` : [])).join()}}`
}

/**
 * What a function returns; undefined if it throws.
 *
 * @template T
 * @param {() => T} run
 */
function tried(run) {
  try {
    return run()
  } catch {
    return undefined
  }
}

/** @typedef {{ field: string, rule: string, problem: string }} Issue */

/** @type {(field: string) => Issue} */
const unreadable = (field) => ({ field, rule: 'unreadable', problem: 'threw while it was read' })
/** @type {(field: string, problem: string) => Issue} */
const wrongType = (field, problem) => ({ field, rule: 'type', problem })

/**
 * @param {Recipe} recipe
 * @param {string} field
 */
export const objectIssues = (recipe, field) => (isObject(recipe) ? [] : [wrongType(field, 'is not an object')])

/**
 * @param {Recipe} config
 * @param {string} name
 */
export function functionIssues(config, name) {
  const recipe = read(config, name)
  if (recipe.kind === 'throws') return [unreadable(name)]
  return isAbsent(recipe) || isFunction(recipe) ? [] : [wrongType(name, 'is not a function')]
}

/** @param {Recipe} signal */
export const isSignal = (signal) =>
  read(signal, 'aborted').kind === 'flag' && isFunction(read(signal, 'addEventListener'))

/** @param {Recipe} signal */
export function signalIssues(signal) {
  if (signal.kind === 'throws') return [unreadable('signal')]
  return isAbsent(signal) || isSignal(signal) ? [] : [wrongType('signal', 'is not an AbortSignal')]
}

/** @param {Recipe} device */
export function deviceIssues(device) {
  if (device.kind === 'throws') return [unreadable('device')]
  return isAbsent(device) ? [] : objectIssues(device, 'device')
}
