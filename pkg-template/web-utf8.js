// UTF-8 by the web's own functions.

const encoder = new TextEncoder()
// A byte order mark is part of the text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Writes a text, for which there is room, and answers how many bytes it took. */
export function encodeInto(text, bytes) {
  if (encoder.encodeInto) return encoder.encodeInto(text, bytes).written
  // Safari has it from 14.1 on.
  const whole = encoder.encode(text)
  bytes.set(whole)
  return whole.length
}

export const decode = (bytes) => decoder.decode(bytes)
