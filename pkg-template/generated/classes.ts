// Made from src/ by `cargo xtask generate`.

/** The classes of errors, and what tells them from others: every entry exports them. */
export {
  ApiError,
  BindError,
  CallbackError,
  IdTokenError,
  isBindError,
  LoadError,
  ProtocolError,
  TransportError,
  ValidationError,
} from '../shell/errors.js'
