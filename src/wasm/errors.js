// The classes of errors, which the boundary and the shell share. Rust decides code, delivery and message. What the service sent,
// and what a host threw, is kept outside the error: Node.js and structuredClone print and copy whatever an error has of its own.

import { define, merge } from './get.js'

/**
 * @import * as api from '../../pkg-template/shipped/index.js'
 * @typedef {{ code: api.ErrorCode, message: string, [member: string]: unknown }} Shown
 */

/**
 * A class as the types describe its errors.
 *
 * @template T
 * @typedef {new (...args: ConstructorParameters<typeof BindError>) => T} Class
 */

const { hasOwnProperty } = Object.prototype

/** Each copy of the package can ask another one for its errors. */
const IS_OWN = Symbol.for('wechat-mobile-bind.isBindError')

/**
 * What the errors of this copy of the package hide.
 *
 * @type {WeakMap<object, Record<string, unknown>>}
 */
const hiddenMembers = new WeakMap()

/** The base class of all errors of the package. */
export class BindError extends Error {
  /**
   * @param {Shown} shown its message, and its members
   * @param {object} [hidden] what is readable as a member, but never printed or copied
   */
  constructor(shown, hidden) {
    super(shown.message)
    for (const name of Object.keys(shown)) {
      if (name !== 'message') define(this, name, shown[name], true)
    }
    hiddenMembers.set(this, Object.assign(Object.create(null), hidden))
    // Node.js prints the cause of an error wherever it finds one, but of an accessor of its own only that it is one.
    if (hiddenMembers.get(this)?.cause !== undefined) defineGetter(this, 'cause')
  }

  /** @returns {api.LoggedError} */
  toJSON() {
    return merge({ name: this.name, message: this.message }, this)
  }
}

// Not the error's own: some loggers read all that is.
for (const name of ['rawErrorCode', 'errorMessage', 'responseText']) defineGetter(BindError.prototype, name)

/**
 * @param {object} object
 * @param {string} name
 */
function defineGetter(object, name) {
  /** @this {object} */
  const get = function () {
    return hiddenMembers.get(this)?.[name]
  }
  Object.defineProperty(object, name, Object.assign(Object.create(null), { get, configurable: true }))
}

/** @this {object} */
const isOwn = function () {
  return hiddenMembers.has(this)
}
define(BindError.prototype, IS_OWN, isOwn, false)

/**
 * What Node.js prints: the cause by its name, because a host's error may have the request as a member.
 *
 * @this {BindError}
 * @param {number} _
 * @param {object} options
 * @param {(value: object, options: object) => string} inspect
 */
const print = function (_, options, inspect) {
  const shown = this.cause === undefined ? {} : { cause: `[${causeName(this.cause)}]` }
  return `${this.stack} ${inspect(merge(this, shown), options)}`
}
define(BindError.prototype, Symbol.for('nodejs.util.inspect.custom'), print, false)

/**
 * What may be printed of a cause: its name, and the code of the system error, such as ECONNREFUSED.
 *
 * @param {unknown} cause
 */
function causeName(cause) {
  try {
    if (!(cause instanceof Error)) return typeof cause
    const { code } = Object(cause.cause ?? cause)
    const names = [/^[A-Z]\w{1,40}$/.test(cause.name) ? cause.name : 'Error']
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) names.push(code)
    return names.join(' ')
  } catch {
    // A proxy or a getter of the caller threw: printing an error must not throw.
    return 'unknown'
  }
}

/** The classes by their names. */
const CLASSES = Object.create(null)

// Names are part of the interface: a minifier must not change them.
/**
 * @param {any} Class
 * @param {string} name
 * @returns {any}
 */
export function named(Class, name) {
  define(Class, 'name', name, false)
  define(Class.prototype, 'name', name, false)
  CLASSES[name] = Class
  return Class
}

named(BindError, 'BindError')

// generated: classes
/** @type {Class<api.ValidationError>} */
export const ValidationError = named(class extends BindError {}, 'ValidationError')
/** @type {Class<api.CallbackError>} */
export const CallbackError = named(class extends BindError {}, 'CallbackError')
/** @type {Class<api.TransportError>} */
export const TransportError = named(class extends BindError {}, 'TransportError')
/** @type {Class<api.ApiError>} */
export const ApiError = named(class extends BindError {}, 'ApiError')
/** @type {Class<api.ProtocolError>} */
export const ProtocolError = named(class extends BindError {}, 'ProtocolError')
/** @type {Class<api.IdTokenError>} */
export const IdTokenError = named(class extends BindError {}, 'IdTokenError')
/** @type {Class<api.LoadError>} */
export const LoadError = named(class extends BindError {}, 'LoadError')
// end of generated

/**
 * An error of the core.
 *
 * @param {string} name its class
 * @param {Shown} shown
 * @param {object | undefined} advice the host's, in the place of the core's
 * @param {object} hidden
 */
export const createError = (name, shown, advice, hidden) => new CLASSES[name](merge(shown, Object(advice)), hidden)

/**
 * Whether a value is an error of this package, from whichever copy or entry of it, and has that code. An object that only looks like
 * one isn't: it may contain anything.
 *
 * @type {typeof api.isBindError}
 */
export const isBindError = /** @type {any} */ (
  function isBindError(/** @type {any} */ value, /** @type {string | undefined} */ code) {
    try {
      if (!(value instanceof Error) || hasOwnProperty.call(value, IS_OWN)) return false
      const error = /** @type {any} */ (value)
      return error[IS_OWN]() === true && (code === undefined || error.code === code)
    } catch {
      return false
    }
  }
)

/**
 * Gives an error the stack of `origin`, which was made where the caller made its call: an error that is made after the call has waited
 * has no frame of the caller.
 *
 * @param {Error} error
 * @param {Error} origin
 */
export function setStack(error, origin) {
  const { stack } = origin
  // `Error.prepareStackTrace` of the program may return anything.
  if (typeof stack !== 'string') return
  // V8 writes name and message first, Next.js a colon even without a message, other engines only the frames.
  const frames = stack.replace(/^Error:? *(?=\n|$)/, () => `${error.name}: ${error.message}`)
  define(error, 'stack', frames, false)
}
