// An answer of the service.

export interface Answer {
  httpStatus: number
  text: string
  /** How long the service waits before it answers. */
  milliseconds?: number
  /** Where the connection is lost: before the first byte, or within the body. */
  lost?: 'before' | 'within'
}

/** An answer with a JSON body. */
export const json = (httpStatus: number, value: object): Answer => ({ httpStatus, text: JSON.stringify(value) })

/** Half of a text. */
export const half = (text: string) => text.slice(0, text.length / 2)
