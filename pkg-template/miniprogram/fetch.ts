// A fetch over `wx.request`.

import type { FetchInit, FetchResponse } from '../shipped/index.js'

interface Failure {
  errMsg?: string
  errno?: number
}

/** Converts what the host passes to a callback to an Error with `errMsg` and `errno`. */
export function hostError({ errMsg, errno }: Failure = {}): Error & Failure {
  // WECHAT: `fail` gets `{ errMsg, errno }`, not an Error.
  return Object.assign(new Error(errMsg), { errMsg, errno })
}

/** Has the signature of the web's fetch, and gets the time-out in milliseconds. */
export function fetch(
  url: string,
  { method, headers, body, signal }: FetchInit,
  timeoutMs: number,
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const task = wx.request({
      url,
      method,
      header: headers,
      data: body,
      // WECHAT: with anything but 'json' the reply is not parsed.
      dataType: 'text' as '其他',
      responseType: 'text',
      // A redirect must not get the tokens. Base libraries that don't know the option follow it.
      redirect: 'manual',
      // WECHAT: by default a request ends after 60 seconds, or after the time in app.json.
      timeout: timeoutMs,
      success: ({ statusCode, data }) => resolve({ status: statusCode, text: async () => text(data) }),
      fail: (failure) => reject(hostError(failure)),
    })
    if (signal) signal.addEventListener('abort', () => task.abort())
  })
}

// If a host parses the reply anyway, an accepted bind must not be lost.
function text(data: unknown): string {
  if (typeof data === 'string') return data
  return data ? JSON.stringify(data) : ''
}
