// The text of a reply, in time.

/** @import { BenchFetch } from '../types.js' */

/**
 * With the web's own means: the signal ends the request as well as the wait.
 *
 * @param {BenchFetch} fetch
 * @param {string} url
 * @param {object} init
 * @param {number} milliseconds
 */
export async function fetchText(fetch, url, init, milliseconds) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error('the service takes too long')), milliseconds)
  try {
    const response = await fetch(url, { ...init, signal: controller.signal })
    return await response.text()
  } finally {
    clearTimeout(timer)
  }
}
