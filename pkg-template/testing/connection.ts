// How an answer reaches the caller of the fetch.

import { type Answer, LONGEST_WAIT } from '../service/answer.js'
import type { Signal } from '../shipped/index.js'
import type { FakeResponse } from '../shipped/testing.js'

/** Delivers an answer as a fetch does, unless the signal is aborted first. */
export async function deliver(
  { httpStatus, headers, text, milliseconds, lost }: Answer,
  signal: Signal | undefined,
): Promise<FakeResponse> {
  const waited = milliseconds === undefined ? undefined : wait(milliseconds, signal)
  const [body] = await Promise.all([text, waited])
  if (lost === 'before')
    throw new TypeError('the fake service lost the connection before it answered, as the code asked for')
  // The client tells its fetch not to follow redirects.
  if (httpStatus >= 300 && httpStatus < 400)
    throw new TypeError('the fake service answered with a redirect, as the code asked for')
  const read = async () => {
    if (lost === 'within')
      throw new TypeError('the fake service lost the connection within the body, as the code asked for')
    return body
  }
  return {
    status: httpStatus,
    ok: httpStatus >= 200 && httpStatus < 300,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: read,
    json: async () => JSON.parse(await read()),
  }
}

/** Throws if the signal was aborted. */
export function throwIfAborted(signal: Signal | undefined): void {
  if (signal?.aborted) throw signal.reason ?? new Error('the request was aborted')
}

function wait(milliseconds: number, signal: Signal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      try {
        throwIfAborted(signal)
        resolve()
      } catch (reason) {
        reject(reason)
      }
    }
    const timer = setTimeout(end, Math.min(milliseconds, LONGEST_WAIT))
    signal?.addEventListener('abort', end)
  })
}
