// Base64 for URLs (RFC 4648 §5), without padding. By hand: not every host has `btoa` and `TextEncoder`.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The UTF-8 of a text in base64. */
export function base64url(text: string): string {
  const bytes = utf8(text)
  let encoded = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [first, second = 0, third = 0] = bytes.slice(index, index + 3)
    const digits = [first >> 2, ((first & 3) << 4) | (second >> 4), ((second & 15) << 2) | (third >> 6), third & 63]
    encoded += digits
      .slice(0, Math.min(bytes.length - index, 3) + 1)
      .map((digit) => ALPHABET[digit])
      .join('')
  }
  return encoded
}

const utf8 = (text: string) =>
  (encodeURIComponent(text).match(/%..|./g) ?? []).map((part) =>
    part.length > 1 ? parseInt(part.slice(1), 16) : part.charCodeAt(0),
  )
