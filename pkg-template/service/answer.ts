// An answer of the service.

import type { Maybe } from './maybe.js'

export interface Answer {
  httpStatus: number
  headers: Record<string, string>
  /** The body; later if its id_token has yet to be signed. */
  text: Maybe<string>
  /** How long the service waits before it answers. */
  milliseconds?: number
  /** Where the connection is lost: before the first byte, or in the middle of the body. */
  lost?: 'before' | 'within'
}

/** An answer whose body is said to be JSON. */
export const jsonText = (httpStatus: number, text: Answer['text']): Answer => ({
  httpStatus,
  headers: { 'content-type': 'application/json' },
  text,
})

/** An answer with a JSON body. */
export const json = (httpStatus: number, value: object): Answer => jsonText(httpStatus, JSON.stringify(value))

/** An answer without a body. */
export const empty = (httpStatus: number, headers: Record<string, string> = {}): Answer => ({
  httpStatus,
  headers,
  text: '',
})

/** Longer waits overflow the hosts' timers. In milliseconds. */
export const LONGEST_WAIT = 2 ** 31 - 1

/** Half of a text. */
export const half = (text: string) => text.slice(0, text.length / 2)
