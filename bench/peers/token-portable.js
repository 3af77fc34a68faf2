// An id_token's claims where the host has neither atob nor TextDecoder: base64url and UTF-8 by hand.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Int8Array(128).fill(-1)
for (let value = 0; value < 64; value++) VALUES[DIGITS.charCodeAt(value)] = value

/** @param {string} part */
function fromBase64Url(part) {
  const bytes = new Uint8Array((part.length * 3) >> 2)
  let length = 0
  let bits = 0
  let held = 0
  for (let index = 0; index < part.length; index++) {
    const value = VALUES[part.charCodeAt(index)]
    if (!(value >= 0)) throw new Error('the token is not base64url')
    bits = (bits << 6) | value
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[length++] = (bits >> held) & 255
    }
  }
  return bytes
}

/** @param {Uint8Array} bytes */
function fromUtf8(bytes) {
  // Joined in pieces: one call for each character takes half as long again.
  let text = ''
  let units = []
  for (let index = 0; index < bytes.length; ) {
    let code = bytes[index++]
    if (code >= 0x80) {
      const more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : 1
      code &= 0x3f >> more
      for (let count = 0; count < more; count++) {
        const byte = bytes[index++]
        if ((byte & 0xc0) !== 0x80) throw new Error('the token is not UTF-8')
        code = (code << 6) | (byte & 0x3f)
      }
    }
    if (code < 0x10000) units.push(code)
    else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff))
    if (units.length >= 4096) {
      text += String.fromCharCode.apply(null, units)
      units = []
    }
  }
  return text + String.fromCharCode.apply(null, units)
}

/** @param {string} token */
export function decode(token) {
  const parts = token.split('.')
  if (parts.length !== 3) throw new Error('an id token has three parts')
  const claims = JSON.parse(fromUtf8(fromBase64Url(parts[1])))
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) throw new Error('claims are an object')
  return claims
}
