// How an answer reaches the caller.

import type { FetchResponse, Signal } from '../shipped/index.js'
import type { Answer } from './answer.js'

/** Longer waits overflow the hosts' timers. */
const LONGEST = 2 ** 31 - 1

/** Delivers an answer as a fetch does, unless the signal is aborted first. */
export async function deliver(
  { httpStatus, text, milliseconds, lost }: Answer,
  signal: Signal | undefined,
): Promise<FetchResponse> {
  if (milliseconds !== undefined) await wait(milliseconds, signal)
  if (lost === 'before')
    throw new TypeError('the fake service lost the connection before it answered, as the code asked for')
  return {
    status: httpStatus,
    async text() {
      if (lost === 'within')
        throw new TypeError('the fake service lost the connection within the body, as the code asked for')
      return text
    },
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
    const timer = setTimeout(end, Math.min(milliseconds, LONGEST))
    signal?.addEventListener('abort', end)
  })
}
