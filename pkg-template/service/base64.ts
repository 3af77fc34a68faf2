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
    const bits = (bytes[index] << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) encoded += alphabet[(bits >> shift) & 63]
  }
  return encoded.slice(0, Math.ceil((bytes.length * 4) / 3))
}

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): number[] =>
  (encodeURIComponent(text).match(/%..|./g) ?? []).map((part) =>
    part.length > 1 ? parseInt(part.slice(1), 16) : part.charCodeAt(0),
  )
