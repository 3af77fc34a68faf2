// What is asked of the host within a deadline: one exchange with the service, and what its functions know.

import { BindError, invalidParams, transportError } from './errors.js'
import { get } from './record.js'

/** An HTTP status: what fits in 16 bits. */
export const isStatus = (value) => typeof value === 'number' && value === (value & 0xffff)

const lost = (delivery, problem) => (cause) => transportError('NETWORK', delivery, problem, { cause })

function misshapen(delivery, problem) {
  throw transportError('NETWORK', delivery, problem)
}

/** The arguments of a fetch, made of the URL, the body, and the headers' names and values with NUL between them. */
export function readRequest(text) {
  const [url, body, ...rest] = text.split('\0')
  const headers = {}
  for (let index = 0; index < rest.length; index += 2) headers[rest[index]] = rest[index + 1]
  // Tokens follow no redirect, meet no cookie, and stay in no cache.
  const init = { method: 'POST', headers, body, redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' }
  return { url, init }
}

/**
 * Sends a request once and reads the whole reply: `{ status, body }`.
 *
 * Once the host's fetch has been called nothing says that the request stayed here, and once there is a status it was
 * answered.
 */
export async function exchange(fetch, { url, init }, deadline) {
  const signal = deadline.fetchSignal()
  if (signal) init.signal = signal
  const answer = call(() => fetch(url, init), lost('unknown', "the host's `fetch` threw"))
  const response = await deadline.wait(answer, 'unknown', lost('unknown', "the host's `fetch` failed"))
  const status = get(response, 'status')
  if (!isStatus(status)) {
    misshapen('unknown', "the host's `fetch` answered without a numeric `status`, expected { status, text() }")
  }
  const text = get(response, 'text')
  if (typeof text !== 'function') {
    misshapen('delivered', "the host's `fetch` answered without a `text` function, expected { status, text() }")
  }
  const reading = call(() => text.call(response), lost('delivered', 'the `text()` of the reply threw'))
  const body = await deadline.wait(reading, 'delivered', lost('delivered', 'the reply broke off while it was read'))
  if (typeof body !== 'string') misshapen('delivered', 'the `text()` of the reply is not a string')
  return { status, body }
}

/** What a function that the caller gave as `name` answers or promises. */
export function ask(find, name, deadline) {
  // An error of this package says more than that the function threw.
  const threw = (cause) =>
    cause instanceof BindError
      ? cause
      : invalidParams([[name, 'unreadable', 'is a function that threw instead of answering']], { cause })
  return deadline.wait(call(() => find(), threw), 'not-sent', threw)
}

function call(run, failed) {
  try {
    return run()
  } catch (cause) {
    throw failed(cause)
  }
}
