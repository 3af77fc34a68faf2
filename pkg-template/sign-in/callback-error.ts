// Errors of functions that the program passed.

import { type BindError, CallbackError } from '../shell/errors.js'
import type { Next } from '../shipped/index.js'

type Shown = ConstructorParameters<typeof BindError>[0]

/** `step` is a call; nothing was called where the parameters of one are checked. */
const callbackError = (
  shown: Pick<Shown, 'callback' | 'delivery' | 'message' | 'step' | 'audience' | 'next' | 'hint'>,
  cause?: unknown,
) => new CallbackError({ code: 'CALLBACK', ...shown }, { cause })

/** There is no code for a login. */
export const noLoginCode = (message: string, cause?: unknown) =>
  callbackError(
    {
      callback: 'loginCode',
      delivery: 'not-sent',
      message,
      step: 'login',
      audience: 'user',
      next: 'log-in',
      hint: { zh: '微信登录失败，请重试', en: 'the login by WeChat failed: try again' },
    },
    cause,
  )

/** There is no phone code, for another reason than the host knows. */
export const noPhoneCode = (cause: unknown) =>
  callbackError(
    {
      callback: 'phoneCode',
      delivery: 'not-sent',
      message: '`phoneCode` threw instead of returning, `cause` is what it threw',
      step: 'bind',
      audience: 'developer',
      next: 'press',
      hint: { zh: '你传入的函数抛出了异常，原因见 `cause`', en: 'a function that you passed threw: see `cause`' },
    },
    cause,
  )

/** The option `client` is not a client, or doesn't behave like one. */
export const noClient = (cause: unknown, delivery: Shown['delivery'], step: Shown['step'], next: Next) =>
  callbackError(
    {
      callback: 'client',
      delivery,
      message: '`client` is not, or does not act as, a client of this package; `cause` says why',
      step,
      audience: 'developer',
      next,
      hint: {
        zh: '`client` 不是由本 SDK 创建的，或行为与其不一致，原因见 `cause`',
        en: '`client` is not, or does not act as, a client of this package: `cause` says why',
      },
    },
    cause,
  )
