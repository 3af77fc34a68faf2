// The error classes. Rust decides code, delivery and message. What the service sent, and what a host threw, is in properties
// that are not enumerable.

import type * as api from '../shipped/index.js'

const { hasOwnProperty, propertyIsEnumerable } = Object.prototype

/** Marks every error of this package, whichever copy of the package created it; src/wasm/host.js uses it too. */
const OWN_ERROR = Symbol.for('wechat-mobile-bind.error')

type Shown = Pick<api.BindError, 'code' | 'delivery' | 'message' | 'step' | 'audience' | 'hint'> &
  Partial<Pick<api.CallbackError, 'callback'>>

// Defined, not assigned: assigning would call a setter of `Object.prototype`.
function define(object: object, members: Record<string, unknown>, enumerable: boolean): void {
  for (const name of Object.keys(members)) {
    const descriptor = Object.assign(Object.create(null), {
      value: members[name],
      enumerable,
      configurable: true,
      writable: true,
    })
    Object.defineProperty(object, name, descriptor)
  }
}

/** Defines members that are not enumerable. */
export const hide = (object: object, members: Record<string, unknown>) => define(object, members, false)

/** The base class of all errors of the package. */
export class BindError extends Error implements api.BindError {
  declare readonly code: api.ErrorCode
  declare readonly delivery: api.Delivery
  declare readonly step?: api.Step
  declare readonly audience: api.Audience
  declare readonly hint: api.Hint
  declare readonly cause?: unknown

  constructor(shown: Shown, hidden: Record<string, unknown> = {}) {
    const { message, ...others } = shown
    super(message)
    define(this, others, true)
    hide(this, hidden)
  }

  toJSON(): api.LoggedError {
    return Object.assign({ name: this.name, message: this.message }, this)
  }

  // Node prints a cause with all its members, and a host's error may have the request as a member. `error.cause` still has it.
  [Symbol.for('nodejs.util.inspect.custom')](
    _: number,
    options: object,
    inspect: (value: object, options: object) => string,
  ) {
    const cause = 'cause' in this && { cause: `[${causeName(this.cause)}]` }
    return `${this.stack} ${inspect(Object.assign({}, this, cause), options)}`
  }
}

/** What may be printed of a cause: its name, and the code of the system error, such as ECONNREFUSED. */
function causeName(cause: unknown): string {
  try {
    if (!(cause instanceof Error)) return typeof cause
    const { code } = Object(cause.cause ?? cause) as { code?: unknown }
    const names = [/^[A-Z]\w{1,40}$/.test(cause.name) ? cause.name : 'Error']
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) names.push(code)
    return names.join(' ')
  } catch {
    // A proxy or a getter of the caller threw: printing an error must not throw.
    return 'unknown'
  }
}

export class ValidationError extends BindError implements api.ValidationError {
  declare readonly code: api.ValidationError['code']
  declare readonly delivery: 'not-sent'
  declare readonly issues: api.Issue[]
}

export class CallbackError extends BindError implements api.CallbackError {
  declare readonly code: 'CALLBACK'
  declare readonly delivery: api.CallbackError['delivery']
  declare readonly callback: api.CallbackError['callback']
}

export class TransportError extends BindError implements api.TransportError {
  declare readonly code: api.TransportError['code']
}

export class ApiError extends BindError implements api.ApiError {
  declare readonly code: 'REFUSED'
  declare readonly delivery: 'delivered'
  declare readonly errorCode?: string
  declare readonly rawErrorCode: string
  declare readonly errorMessage?: string
  declare readonly httpStatus: number
}

export class ProtocolError extends BindError implements api.ProtocolError {
  declare readonly code: 'BAD_RESPONSE'
  declare readonly delivery: 'delivered'
  declare readonly httpStatus: number
  declare readonly responseText: string
}

export class IdTokenError extends BindError implements api.IdTokenError {
  declare readonly code: 'BAD_ID_TOKEN'
  declare readonly delivery: 'delivered'
}

export class LoadError extends BindError implements api.LoadError {
  declare readonly code: 'WASM_UNAVAILABLE'
  declare readonly responseText?: string
}

const classes: Record<string, typeof BindError> = {
  BindError,
  ValidationError,
  CallbackError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
}
// The names are part of the interface: a minifier must not change them.
for (const name of Object.keys(classes)) hide(classes[name].prototype, { name })
Object.defineProperty(BindError.prototype, OWN_ERROR, { value: true })

/** An error of the core as an instance of its class; `undefined` for other values. */
export function typed(error: unknown): BindError | undefined {
  if (error instanceof BindError) return error
  // An error of another copy of this package, such as its web entry, has its class already.
  if (!(error instanceof Error) || !(OWN_ERROR in error)) return undefined
  if (!hasOwnProperty.call(error, OWN_ERROR) || !hasOwnProperty.call(classes, error.name))
    return error as unknown as BindError
  const typed = new classes[error.name]({ message: error.message } as Shown)
  for (const name of Object.getOwnPropertyNames(error)) {
    if (name !== 'name' && !hasOwnProperty.call(typed, name))
      define(typed, { [name]: error[name as keyof Error] }, propertyIsEnumerable.call(error, name))
  }
  return typed
}

const LOAD_HINT = {
  zh: 'wasm 无法加载或已停止，请按错误信息检查文件与环境',
  en: "the wasm can't be loaded, or it stopped: see the message",
}

/** The wasm is not loaded, or it stopped. */
export const loadError = (delivery: api.Delivery, message: string, hidden?: Record<string, unknown>) =>
  new LoadError(
    { code: 'WASM_UNAVAILABLE', delivery, message, step: 'load', audience: 'developer', hint: LOAD_HINT },
    hidden,
  )
