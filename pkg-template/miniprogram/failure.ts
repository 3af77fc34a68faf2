// What a failure of `wx.request` proves about the request.
// https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html

import type { FetchFailure } from '#glue'
import { readFailure } from './host-error.js'

/** Too many requests at once: the request was not sent. */
const TOO_MANY = 600007

/** WeChat does not accept the URL or the data: the request was not sent. */
const NOT_ACCEPTED = [600005, 600009, 600010, 600011]

/** The service answered: too many redirects, a reply that WeChat refuses. */
const DELIVERED = [600008, 602300, 602301, 602302, 1301111]

/** The error of Chromium's network stack for a failed DNS lookup. */
const NO_SUCH_NAME = -105

/**
 * The errors without a connection: refused, offline, unreachable, too slow. They don't prove that nothing was sent: if a kept-alive
 * connection breaks, the network stack sends the request again by itself and reports only the second attempt.
 */
const NOT_CONNECTED = [-102, -106, -109, -118]

const isCertificate = (error: number) => error <= -200 && error > -300

const user = (zh: string, en: string) => ({ audience: 'user' as const, hint: { zh, en } })
const operator = (zh: string, en: string) => ({
  audience: 'operator' as const,
  next: 'stop' as const,
  hint: { zh, en },
})
const developer = (zh: string, en: string) => ({
  audience: 'developer' as const,
  next: 'fix' as const,
  hint: { zh, en },
})

const NOT_ACCEPTED_ADVICE = developer(
  '微信不接受这个请求的 URL 或数据，请检查 `domain`，原因见 `cause.errMsg`',
  'WeChat does not accept the URL or the data of the request: check `domain`, and see `cause.errMsg`',
)

export function failure(cause: unknown, url: string): FetchFailure | undefined {
  const { errno: number = 0, errMsg: text = '' } = readFailure(cause)
  if (number === 5 || /^request:fail timeout/.test(text)) return { isTimeout: true }
  if (number === 600002 || /url not in domain list/.test(text)) return { delivery: 'not-sent', advice: addDomain(url) }
  if (NOT_ACCEPTED.includes(number)) return { delivery: 'not-sent', advice: NOT_ACCEPTED_ADVICE }
  if (number === TOO_MANY || /createRequestTask:fail/.test(text)) return { delivery: 'not-sent' }
  if (DELIVERED.includes(number)) return { delivery: 'delivered' }
  // iOS has other texts: an unknown text proves nothing.
  const [, error] = /(?:errcode|cronet_error_code|fail)[: ]*(-\d+)/.exec(text) || []
  if (number !== 600001 || !error) return undefined
  if (isCertificate(Number(error))) {
    const advice = operator(
      '身份服务的证书无效，请检查证书与证书链',
      "the service's certificate is not valid: check it on the service",
    )
    return { delivery: 'not-sent', advice }
  }
  if (Number(error) === NO_SUCH_NAME) return { delivery: 'not-sent' }
  if (!NOT_CONNECTED.includes(Number(error))) return undefined
  return { advice: user('网络异常，请检查网络后重试', 'there is no connection: check the network and try again') }
}

function addDomain(url: string) {
  const [origin] = /^[a-z]+:\/\/[^/]+/.exec(url) || ['']
  return developer(
    `请在微信公众平台“管理 → 开发管理 → 开发设置 → 服务器域名”的 request 合法域名中添加 ${origin}`,
    `add ${origin} to the request domains of the mini program (mp.weixin.qq.com, development settings, server domains)`,
  )
}
