// Answers that the interface doesn't document.

import { type Answer, empty, jsonText } from './answer.js'
import { ELSEWHERE_PATH } from './endpoint.js'

function gatewayPage(httpStatus: number, words: string, headers: Record<string, string> = {}): Answer {
  const title = `${httpStatus} ${words}`
  return {
    httpStatus,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    text: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  }
}

export const RESET: Answer = { ...empty(200), lost: 'before' }
export const GARBAGE = jsonText(200, 'status=SUCCESS&session_token=无')
export const BAD_GATEWAY = gatewayPage(502, 'Bad Gateway')
export const TOO_MANY_REQUESTS = gatewayPage(429, 'Too Many Requests', { 'retry-after': '1' })
export const EMPTY = jsonText(200, '')
export const NO_CONTENT = empty(204)
export const ARRAY = jsonText(200, '[{"status":"SUCCESS"}]')

/** A redirect to the same server under another name: to a client that is another origin. */
export const redirect = (httpStatus: number, origin: string): Answer =>
  empty(httpStatus, { location: origin.replace('//127.0.0.1', '//localhost') + ELSEWHERE_PATH })

/** The target of redirects, which a client should not follow. */
export const ELSEWHERE: Answer = {
  httpStatus: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  text: 'a redirect was followed: whatever tokens the request held are now known to another origin',
}
