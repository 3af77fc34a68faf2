// Reads the reply of the package's own fetch, and no more of it than the core accepts: a compressed reply of a few hundred bytes can
// be gigabytes of text.

import type { FetchResponse } from '../shipped/index.js'

/** A response whose `text()` ends soon after `maxLength` UTF-16 code units; the core refuses what is longer. */
export function bounded(response: Response, maxLength: number): FetchResponse {
  const { status, body } = response
  // A browser without streams reads it all.
  return body?.getReader ? { status, text: () => readStart(body, maxLength) } : response
}

async function readStart(body: ReadableStream<Uint8Array>, maxLength: number): Promise<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    text += decoder.decode(value, { stream: !done })
    if (done) return text
    if (text.length > maxLength) {
      // The rest is not waited for.
      reader.cancel().catch(() => {})
      return text
    }
  }
}
