import entry from './node.cjs'

export const {
  init,
  createClient,
  decodeIdToken,
  displayRows,
  isExpired,
  BindError,
  ValidationError,
  TransportError,
  ApiError,
  ProtocolError,
  IdTokenError,
  LoadError,
} = entry
