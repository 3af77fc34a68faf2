// What the wasm asks of JavaScript. Texts cross as bytes, written straight into its memory.

const encoder = new TextEncoder()

export const textLength = (text) => text.length

/** Writes `text` as UTF-8 and answers how many bytes that took, or -1 where there is no room for it. */
export function encodeInto(text, bytes) {
  if (encoder.encodeInto) {
    const { read, written } = encoder.encodeInto(text, bytes)
    return read < text.length ? -1 : written
  }
  // Safari has it from 14.1 on.
  const whole = encoder.encode(text)
  if (whole.length > bytes.length) return -1
  bytes.set(whole)
  return whole.length
}

export const writeNumber = (number, bytes) => encodeInto(String(number), bytes)

/** Writes an instant as a clock on the wall shows it, `2030-01-01 08:00:00`; -1 where it is no time. */
export function writeLocalTime(milliseconds, bytes) {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60000
  // The clock on the wall shows what a clock in Greenwich shows that much later or earlier.
  const onTheWall = new Date(milliseconds - offset)
  return isNaN(onTheWall) ? -1 : encodeInto(onTheWall.toISOString().slice(0, -5).replace('T', ' '), bytes)
}
