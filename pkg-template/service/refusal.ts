// A request that the service refuses with `error_code` and `error_msg`.

import { type Answer, json } from './answer.js'

/** The error codes and their messages, in English and in Chinese. */
export const MESSAGES = {
  'SDK.COMMON.1001': ['a required parameter is missing or wrong', '缺少必填参数或参数有误'],
  'SDK.COMMON.1003': ['device information incomplete', '设备信息不完整'],
  'SDK.COMMON.1007': ['state_token parameter error', 'state_token参数错误'],
  'SDK.COMMON.1012': ['wrong client id, or no such application', 'client_id错误或应用不存在'],
  'SDK.COMMON.1013': ['no such user', '用户不存在'],
  'SDK.LOGIN.1001': ['the call to WeChat failed', '调用微信接口失败'],
  'SDK.LOGIN.1002': ['the account is not bound to this application', '账号未绑定该应用'],
  'SDK.LOGIN.1003': ['the account is locked', '账号已锁定'],
  'SDK.PARAM.0001': ['device information is incomplete', '设备信息不完整'],
  'SDK.CAPTCHA.0002': ['the puzzle was not solved', '拼图验证失败'],
  'SDK.CAPTCHA.0006': ['the message could not be sent', '验证码发送失败'],
  'SDK.CAPTCHA.0007': ['wrong verification code', '验证码错误'],
  'SDK.COMMON.1099': ['an error that the documentation does not list', '文档未列出的错误'],
} as const

export type ServiceCode = keyof typeof MESSAGES

interface Manner {
  /** The prefix of the code. */
  prefix?: string
  httpStatus?: number
  /** The parameter that is missing or wrong: its name, never its value. */
  parameter?: string
}

/** Thrown if a request is refused; the service answers with it. */
export class Refusal {
  constructor(
    private readonly code: ServiceCode,
    private readonly manner: Manner = {},
  ) {}

  /** A parameter is missing or wrong. */
  static parameter(name: string): Refusal {
    return new Refusal('SDK.COMMON.1001', { parameter: name })
  }

  /** The answer, in Chinese for a language tag such as `zh-CN`, in English otherwise. */
  answer(language: string): Answer {
    const { prefix = 'IDAAS.', httpStatus = 400, parameter } = this.manner
    const message = MESSAGES[this.code][/^zh/i.test(language) ? 1 : 0]
    return json(httpStatus, {
      error_code: prefix + this.code,
      error_msg: parameter ? `${message}: ${parameter}` : message,
    })
  }
}
