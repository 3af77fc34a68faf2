// Base64 (RFC 4648). By hand: not every host has `btoa` and `TextEncoder`.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** For URLs (§5), without padding. */
export const base64url = (bytes: ArrayLike<number>) => encode(bytes, `${DIGITS}-_`)

/** With padding (§4). */
export function base64(bytes: ArrayLike<number>): string {
  const encoded = encode(bytes, `${DIGITS}+/`)
  return encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=')
}

function encode(bytes: ArrayLike<number>, alphabet: string): string {
  let encoded = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [first, second = 0, third = 0] = [bytes[index], bytes[index + 1], bytes[index + 2]]
    const digits = [first >> 2, ((first & 3) << 4) | (second >> 4), ((second & 15) << 2) | (third >> 6), third & 63]
    encoded += digits
      .slice(0, Math.min(bytes.length - index, 3) + 1)
      .map((digit) => alphabet[digit])
      .join('')
  }
  return encoded
}

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): number[] =>
  (encodeURIComponent(text).match(/%..|./g) ?? []).map((part) =>
    part.length > 1 ? parseInt(part.slice(1), 16) : part.charCodeAt(0),
  )
