// The error of the shell itself, and the base class as the types describe it.

import { BindError as Base, type Class, LoadError } from '../../src/wasm/errors.js'
import type * as api from '../shipped/index.js'

export * from '../../src/wasm/errors.js'

export type BindError = api.BindError
export const BindError = Base as unknown as Class<api.BindError>

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
