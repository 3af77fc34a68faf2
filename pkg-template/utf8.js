// UTF-8 for hosts that have none of the web's. A character at a time, which is how libraries do it, takes three times as
// long to read; and they look for faults that Rust's text can't have.

const { fromCharCode } = String

/** Writes a text, for which there is room, and answers how many bytes it took. A surrogate without its other half becomes U+FFFD. */
export function encodeInto(text, bytes) {
  const { length } = text
  let at = 0
  let code
  // Nearly every text is ASCII throughout, and an engine without a JIT takes half the time for so short a loop.
  while (at < length && (code = text.charCodeAt(at)) < 0x80) bytes[at++] = code
  for (let index = at; index < length; index++) {
    code = text.charCodeAt(index)
    if (code < 0x80) {
      bytes[at++] = code
      continue
    }
    if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6)
    } else {
      code = text.codePointAt(index)
      if (code > 0xffff) {
        index++
        bytes[at++] = 0xf0 | (code >> 18)
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f)
      } else {
        if (code >> 11 === 0x1b) code = 0xfffd
        bytes[at++] = 0xe0 | (code >> 12)
      }
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f)
    }
    bytes[at++] = 0x80 | (code & 0x3f)
  }
  return at
}

/** Reads text that is UTF-8 without fault. */
export function decode(bytes) {
  const { length } = bytes
  let text = ''
  let at = 0
  // Sixteen characters at once, as long as all are ASCII.
  for (; at + 16 <= length; at += 16) {
    const
      a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5],
      g = bytes[at + 6], h = bytes[at + 7], i = bytes[at + 8], j = bytes[at + 9], k = bytes[at + 10], l = bytes[at + 11],
      m = bytes[at + 12], n = bytes[at + 13], o = bytes[at + 14], p = bytes[at + 15]
    if ((a | b | c | d | e | f | g | h | i | j | k | l | m | n | o | p) > 0x7f) break
    text += fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
  }
  // Then by the thousand: a text that is put together character by character is slow to be read by whoever gets it.
  const codes = []
  for (let count = 0; at < length; ) {
    const a = bytes[at++]
    if (a < 0x80) {
      codes[count++] = a
    } else if (a < 0xe0) {
      codes[count++] = ((a & 0x1f) << 6) | (bytes[at++] & 0x3f)
    } else if (a < 0xf0) {
      codes[count++] = ((a & 0x0f) << 12) | ((bytes[at++] & 0x3f) << 6) | (bytes[at++] & 0x3f)
    } else {
      const code = ((a & 0x07) << 18) | ((bytes[at++] & 0x3f) << 12) | ((bytes[at++] & 0x3f) << 6) | (bytes[at++] & 0x3f)
      codes[count++] = 0xd7c0 + (code >> 10)
      codes[count++] = 0xdc00 | (code & 0x3ff)
    }
    if (count > 1000 || at >= length) {
      codes.length = count
      text += fromCharCode.apply(null, codes)
      count = 0
    }
  }
  return text
}
