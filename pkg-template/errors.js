// The error classes that callers see. What the service sent (and what a host threw) stands in properties that no print
// enumerates.

/** Gives an object members that no print enumerates. */
export function hide(object, members) {
  for (const name of Object.keys(members)) {
    Object.defineProperty(object, name, { value: members[name], configurable: true, writable: true })
  }
}

/** Every error of the package. */
export class BindError extends Error {
  constructor(shown, hidden = {}) {
    super(shown.message)
    // The message stays as Error makes it, which doesn't enumerate it.
    Object.assign(this, shown)
    hide(this, hidden)
  }

  toJSON() {
    return Object.assign({ name: this.name, message: this.message }, this)
  }

  // Node prints a cause with all that hangs on it, and on a host's error the request may hang. Whoever wants to see
  // it asks for `error.cause`.
  [Symbol.for('nodejs.util.inspect.custom')](_, options, inspect) {
    const cause = 'cause' in this && { cause: `[${this.cause instanceof Error ? this.cause.name : typeof this.cause}]` }
    return `${this.stack} ${inspect(Object.assign({}, this, cause), options)}`
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
for (const name of Object.keys(named)) hide(named[name].prototype, { name })

const classes = {
  INVALID_CONFIG: ValidationError,
  INVALID_PARAMS: ValidationError,
  REFUSED: ApiError,
  BAD_RESPONSE: ProtocolError,
  BAD_ID_TOKEN: IdTokenError,
}

/** The error that the core tells of; a reply that is none of the interface's stays on it. */
export function coreError(shown, responseText) {
  const { code, hidden } = shown
  delete shown.hidden
  return new classes[code](shown, code === 'BAD_RESPONSE' ? { responseText } : hidden)
}

/** The wasm isn't there, or no more. */
export const loadError = (delivery, message, hidden) => new LoadError({ code: 'WASM_UNAVAILABLE', delivery, message }, hidden)

/** Arguments that break a rule: `[field, what is wrong]` for each. */
export function invalidParams(rule, found, hidden) {
  const issues = found.map(([field, problem]) => ({ field, rule, message: `\`${field}\` ${problem}` }))
  const message = issues.map((issue) => issue.message).join('; ')
  return new ValidationError({ code: 'INVALID_PARAMS', delivery: 'not-sent', message, issues }, hidden)
}

/** Refuses arguments of a wrong type: `[field, what is wrong, whether it is right]` for each. */
export function checkTypes(...types) {
  const found = types.filter(([, , isRight]) => !isRight)
  if (found.length) throw invalidParams('type', found)
}

const ADVICE = {
  'not-sent': 'nothing was sent, the wechat code is still good',
  unknown: 'the request may have arrived, take the wechat code as spent',
  delivered: 'the request was answered, the wechat code is spent',
}

/** What went wrong between the call and the reply. */
export const transportError = (code, delivery, problem, hidden) =>
  new TransportError({ code, delivery, message: `${problem}; ${ADVICE[delivery]}` }, hidden)
