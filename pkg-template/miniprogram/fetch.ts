// A fetch over `wx.request`.

import type { FetchInit, FetchResponse } from '../shipped/index.js'

interface Failure {
  errMsg?: string
  errno?: number
}

/** What the host reports in a callback, as an Error that keeps `errMsg` and `errno`. */
export function hostError({ errMsg, errno }: Failure = {}): Error & Failure {
  // WECHAT: `fail` hands over `{ errMsg, errno }`, not an Error.
  return Object.assign(new Error(errMsg), { errMsg, errno })
}

/** Shaped like the web's, for one request; `init` as the client makes it, the time-out in milliseconds. */
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
      // WECHAT: anything but 'json' leaves the reply as it came.
      dataType: 'text' as '其他',
      responseType: 'text',
      // Tokens follow no redirect. Base libraries that don't know the option follow it.
      redirect: 'manual',
      // WECHAT: without it a request ends at 60 seconds, or at what app.json says.
      timeout: timeoutMs,
      success: ({ statusCode, data }) => resolve({ status: statusCode, text: async () => text(data) }),
      fail: (failure) => reject(hostError(failure)),
    })
    if (signal) signal.addEventListener('abort', () => task.abort())
  })
}

// A host that parsed it all the same must not cost the user an accepted bind.
function text(data: unknown): string {
  if (typeof data === 'string') return data
  return data ? JSON.stringify(data) : ''
}
