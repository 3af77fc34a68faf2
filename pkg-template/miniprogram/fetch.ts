// A fetch over `wx.request`.

import { read } from '../../src/wasm/get.js'
import { ignoreFailure } from '../shell/try-call.js'
import type { FetchInit, FetchResponse } from '../shipped/index.js'
import { hostError } from './host-error.js'
import { takeReturned } from './returned.js'

/** Has the signature of the web's fetch, and gets the time-out in milliseconds. */
export function fetch(
  url: string,
  { method, headers, body, signal }: FetchInit,
  timeoutMs: number,
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const success = (reply: unknown) => {
      const [status, data] = [read(reply, 'statusCode'), read(reply, 'data')]
      // What a host has parsed, and bytes, become text in the boundary: an accepted bind must not be lost.
      resolve({ status: status as number, text: async () => (data ?? '') as string })
    }
    const fail = (failure: unknown) => reject(hostError(failure))
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
      success,
      fail,
    })
    takeReturned(task, 'statusCode', success, fail)
    if (signal) signal.addEventListener('abort', () => ignoreFailure(() => task.abort()))
  })
}
