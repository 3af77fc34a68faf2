// Answers that the interface doesn't document.

import type { Answer } from './answer.js'

function gatewayPage(httpStatus: number, words: string): Answer {
  const title = `${httpStatus} ${words}`
  return {
    httpStatus,
    text: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  }
}

/** Also for a redirect: the client tells its fetch not to follow redirects, so the fetch fails. */
export const LOST: Answer = { httpStatus: 0, text: '', lost: 'before' }

export const GARBAGE: Answer = { httpStatus: 200, text: 'status=SUCCESS&session_token=无' }
export const BAD_GATEWAY = gatewayPage(502, 'Bad Gateway')
export const TOO_MANY_REQUESTS = gatewayPage(429, 'Too Many Requests')
export const EMPTY: Answer = { httpStatus: 200, text: '' }
export const NO_CONTENT: Answer = { httpStatus: 204, text: '' }
export const ARRAY: Answer = { httpStatus: 200, text: '[{"status":"SUCCESS"}]' }
