// UTF-8 for hosts that have none of the web's. A character at a time, which is how libraries do it, takes three times as
// long to read what is nearly always ASCII; and they look for faults that Rust's text can't have.

const { fromCharCode } = String

/** Writes as much of a text as there is room for, and answers how many bytes all of it takes. A surrogate without its other half becomes U+FFFD. */
export function encodeInto(text, bytes) {
  let at = 0
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index)
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

/** Reads text that is UTF-8 without fault: sixteen ASCII characters at once, or one character. */
export function decode(bytes) {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const a = bytes[at++]
    if (a < 0x80) {
      const
        b = bytes[at], c = bytes[at + 1], d = bytes[at + 2], e = bytes[at + 3], f = bytes[at + 4], g = bytes[at + 5],
        h = bytes[at + 6], i = bytes[at + 7], j = bytes[at + 8], k = bytes[at + 9], l = bytes[at + 10],
        m = bytes[at + 11], n = bytes[at + 12], o = bytes[at + 13], p = bytes[at + 14]
      if ((b | c | d | e | f | g | h | i | j | k | l | m | n | o | p) < 0x80 && at + 15 <= bytes.length) {
        text += fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
        at += 15
      } else {
        text += fromCharCode(a)
      }
    } else if (a < 0xe0) {
      text += fromCharCode(((a & 0x1f) << 6) | (bytes[at++] & 0x3f))
    } else if (a < 0xf0) {
      text += fromCharCode(((a & 0x0f) << 12) | ((bytes[at++] & 0x3f) << 6) | (bytes[at++] & 0x3f))
    } else {
      const code = ((a & 0x07) << 18) | ((bytes[at++] & 0x3f) << 12) | ((bytes[at++] & 0x3f) << 6) | (bytes[at++] & 0x3f)
      text += fromCharCode(0xd7c0 + (code >> 10), 0xdc00 | (code & 0x3ff))
    }
  }
  return text
}
