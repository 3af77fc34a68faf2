// The text of a reply, in time, on a host without AbortController.

/** @import { BenchFetch } from '../types.js' */

/**
 * @param {BenchFetch} fetch
 * @param {string} url
 * @param {object} init
 * @param {number} milliseconds
 */
export async function fetchText(fetch, url, init, milliseconds) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the service takes too long')), milliseconds)
  })
  const answer = fetch(url, init).then((response) => response.text())
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
