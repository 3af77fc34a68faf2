// What is on the other side of wx.request: real HTTP, with the header names as given.

import { request } from 'node:http'

/** @import { Answer, WxRequest } from './types.js' */

/**
 * One request; answers `{ response }` or `{ failure }`, and can be called off by its `abort`.
 *
 * @param {WxRequest} request
 * @param {(answer: Answer) => void} answered
 */
export function send({ url, method, header, data, redirect }, answered) {
  const headers = { ...header }
  if (!Object.keys(headers).some((name) => /^content-type$/i.test(name))) headers['content-type'] = 'application/json'
  const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
    const { statusCode = 0, headers: received } = incoming
    if (redirect !== 'manual' && [301, 302, 303, 307, 308].includes(statusCode)) {
      incoming.resume()
      return answered(failure('errcode:-310 followed a redirect'))
    }
    /** @type {Buffer[]} */
    const chunks = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('error', (/** @type {NodeJS.ErrnoException} */ error) => answered(failure(error.code)))
    incoming.on('end', () =>
      answered({ response: { statusCode, header: received, data: Buffer.concat(chunks).toString() } }),
    )
  })
  outgoing.on('error', (/** @type {NodeJS.ErrnoException} */ error) => answered(failure(error.code)))
  outgoing.end(method === 'GET' ? undefined : data)
  return { abort: () => outgoing.destroy() }
}

/**
 * As WeChat on Android reports it.
 *
 * @param {string | undefined} reason
 */
export const failure = (reason) => ({ failure: { errno: 600001, errMsg: `request:fail ${reason}` } })

export const OFFLINE = failure('errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED')
