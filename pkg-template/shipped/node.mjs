import entry from './node.cjs'

export const {
  init,
  createClient,
  decodeIdToken,
  displayRows,
  isExpired,
  BindError,
  ValidationError,
  CallbackError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
  isBindError,
} = entry
