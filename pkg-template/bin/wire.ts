// How an answer goes onto the wire, or doesn't.

import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Answer, LONGEST_WAIT } from '../service/answer.js'

/** An answer whose body may be a file. */
export type Sent = Omit<Answer, 'text'> & { text: Answer['text'] | Buffer }

export async function send(response: ServerResponse, { httpStatus, headers, text, milliseconds, lost }: Sent) {
  const waited = milliseconds && setTimeout(Math.min(milliseconds, LONGEST_WAIT))
  const [body] = await Promise.all([text, waited])
  const { socket } = response
  if (!socket) return // the client has left
  if (lost === 'before') return socket.resetAndDestroy()
  response.statusCode = httpStatus
  response.setHeaders(new Map(Object.entries(headers)))
  if (lost === 'within') {
    const whole = Buffer.from(body)
    response.setHeader('content-length', whole.length)
    // Once the first half is on its way.
    return response.write(whole.subarray(0, whole.length / 2), () => socket.destroy())
  }
  response.end(body)
}
