// What is asked of the host within a deadline: one exchange with the service, and what its functions know.

import { BindError, invalidParams, transportError } from './errors.js'
import { get } from './record.js'

/** An HTTP status: what fits in 16 bits. */
export const isStatus = (value) => typeof value === 'number' && value === (value & 0xffff)

const network = (delivery, problem, hidden) => transportError('NETWORK', delivery, problem, hidden)

const lost = (problem) => (cause, delivery) => network(delivery, problem, { cause })

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
export function exchange(fetch, { url, init }, { fetchSignal, wait }) {
  const signal = fetchSignal()
  if (signal) init.signal = signal
  const response = wait(
    () => fetch(url, init),
    'unknown',
    lost("the host's `fetch` failed"),
    lost("the host's `fetch` threw"),
  )
  return response.then((response) => {
    const status = get(response, 'status')
    if (!isStatus(status)) {
      throw network('unknown', "the host's `fetch` answered without a numeric `status`, expected { status, text() }")
    }
    const text = get(response, 'text')
    if (typeof text !== 'function') {
      throw network('delivered', "the host's `fetch` answered without a `text` function, expected { status, text() }")
    }
    const body = wait(
      () => text.call(response),
      'delivered',
      lost('the reply broke off while it was read'),
      lost('the `text()` of the reply threw'),
    )
    return body.then((body) => {
      if (typeof body !== 'string') throw network('delivered', 'the `text()` of the reply is not a string')
      return { status, body }
    })
  })
}

/** What a function that the caller gave as `name` answers or promises. */
export const ask = (find, name, { wait }) =>
  wait(() => find(), 'not-sent', (cause) =>
    // An error of this package says more than that the function threw.
    cause instanceof BindError ? cause : invalidParams('unreadable', [[name, 'is a function that threw instead of answering']], { cause }),
  )
