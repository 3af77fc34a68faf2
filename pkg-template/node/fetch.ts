// Node's own fetch, and whether it failed before anything was sent. undici, its implementation, publishes each step:
// https://undici.nodejs.org/#/docs/api/DiagnosticsChannel.md

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FetchInit, FetchResponse } from '../shipped/index.js'
import { bounded } from '../web/body.js'

/** What undici publishes of a request that it is about to send, and of a connection that it could not open. */
type RequestCreated = { request: { headers?: string | string[] } }
type ConnectError = { error: Error }

/** The failures before which nothing was sent, and what failed. */
const unsent = new WeakMap<object, unknown>()

/** What failed before anything was sent; undefined if `fetch` threw this for another reason. */
export const unsentReason = (failure: unknown): unknown => unsent.get(failure as object)

/** What undici's fetch throws for a port that the Fetch Standard blocks: it asks no dispatcher. */
export const isBlockedPort = (cause: unknown): boolean => cause instanceof Error && cause.message === 'bad port'

// A replaced fetch may have sent the request before, in a way that undici doesn't publish. Only Node's own code can require an
// internal module.
const isReplaced = () => !/\brequire\('internal\//.test(Function.prototype.toString.call(globalThis.fetch))

/** Node's fetch, or what has replaced it: read at each call, because a process may replace it later. */
export async function fetch(
  url: string,
  init: FetchInit,
  _timeoutMs: number,
  maxLength: number,
): Promise<FetchResponse> {
  return bounded(await (isReplaced() ? globalThis.fetch(url, init) : watched(url, init)), maxLength)
}

async function watched(url: string, init: FetchInit): Promise<Response> {
  const values = Object.values(init.headers)
  const connectErrors = new Set<unknown>()
  // A dispatcher may try again by itself, as undici's RetryAgent does, and then fetch throws only the last failure.
  let attempts = 0
  const onRequest = (message: unknown) => {
    const { headers } = (message as RequestCreated).request
    if (values.every((value) => headers?.includes(value))) attempts++
  }
  const onConnectError = (message: unknown) => connectErrors.add((message as ConnectError).error)
  subscribe('undici:request:create', onRequest)
  subscribe('undici:client:connectError', onConnectError)
  try {
    return await globalThis.fetch(url, init)
  } catch (failure) {
    const { cause } = Object(failure)
    // Where a proxy refused to connect, fetch throws it inside an AbortError.
    const connectError = [cause, Object(cause).cause].find((error) => connectErrors.has(error))
    const reason = attempts === 0 ? isBlockedPort(cause) && cause : attempts === 1 && connectError
    if (reason) unsent.set(Object(failure), reason)
    throw failure
  } finally {
    unsubscribe('undici:request:create', onRequest)
    unsubscribe('undici:client:connectError', onConnectError)
  }
}
