// The error of the shell itself, and the classes as the types describe them.

import * as errors from '../../src/wasm/errors.js'
import type * as api from '../shipped/index.js'

export { isBindError, named, setStack } from '../../src/wasm/errors.js'

type Class<T> = new (...args: ConstructorParameters<typeof errors.BindError>) => T

export type BindError = api.BindError
export const BindError: Class<api.BindError> = errors.BindError as unknown as Class<api.BindError>
export const ValidationError: Class<api.ValidationError> = errors.ValidationError
export const CallbackError: Class<api.CallbackError> = errors.CallbackError
export const TransportError: Class<api.TransportError> = errors.TransportError
export const ApiError: Class<api.ApiError> = errors.ApiError
export const ProtocolError: Class<api.ProtocolError> = errors.ProtocolError
export const IdTokenError: Class<api.IdTokenError> = errors.IdTokenError
export const LoadError: Class<api.LoadError> = errors.LoadError

const HINT = {
  zh: 'wasm 加载失败或异常终止，请按错误信息检查文件路径与运行环境',
  en: "the wasm can't be loaded, or it stopped: see the message",
}

/** The wasm is not loaded, or it stopped. */
export const loadError = (delivery: api.Delivery, next: api.Next, message: string, hidden?: object) =>
  new LoadError(
    { code: 'WASM_UNAVAILABLE', delivery, message, step: 'load', audience: 'developer', next, hint: HINT },
    hidden,
  )
