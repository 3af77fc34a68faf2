// The error classes that callers see. Rust decides code, delivery and words; this file makes an Error of
// them. What the service sent (and what a host threw) stands in properties that no print enumerates.

/** Every error of the package. */
export class BindError extends Error {
  constructor({ message, ...shown }, hidden = {}) {
    super(message)
    Object.assign(this, shown)
    for (const key of Object.keys(hidden)) {
      Object.defineProperty(this, key, { value: hidden[key], configurable: true, writable: true })
    }
  }

  toJSON() {
    return { name: this.name, message: this.message, ...this }
  }

  // Node prints a cause with all that hangs on it, and on a host's error the request may hang. Whoever wants to see
  // it asks for `error.cause`.
  [Symbol.for('nodejs.util.inspect.custom')](_, options, inspect) {
    const cause = 'cause' in this ? { cause: `[${this.cause instanceof Error ? this.cause.name : typeof this.cause}]` } : {}
    return `${this.stack} ${inspect({ ...this, ...cause }, options)}`
  }
}

export class ValidationError extends BindError {}
export class TransportError extends BindError {}
export class ApiError extends BindError {}
export class ProtocolError extends BindError {}
export class IdTokenError extends BindError {}
export class LoadError extends BindError {}

// The names are part of the interface: they must outlive a minifier.
const named = { BindError, ValidationError, TransportError, ApiError, ProtocolError, IdTokenError, LoadError }
for (const name of Object.keys(named)) {
  Object.defineProperty(named[name].prototype, 'name', { value: name, configurable: true, writable: true })
}

const classes = {
  INVALID_CONFIG: ValidationError,
  INVALID_PARAMS: ValidationError,
  NETWORK: TransportError,
  TIMEOUT: TransportError,
  ABORTED: TransportError,
  REFUSED: ApiError,
  BAD_RESPONSE: ProtocolError,
  BAD_ID_TOKEN: IdTokenError,
}

export function createError(shown, hidden) {
  // A function of the caller's that threw an error of this package has said more than that it threw.
  if (shown.code === 'INVALID_PARAMS' && hidden.cause instanceof BindError) return hidden.cause
  return new classes[shown.code](shown, hidden)
}
