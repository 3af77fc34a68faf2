// Session tokens, state tokens and ids of id_tokens.

let issued = 0

/**
 * 64 hexadecimal digits. The last eight count, so that no two are the same where a test has replaced `Math.random`; nothing here has to
 * be unguessable.
 */
export function token(): string {
  let digits = ''
  while (digits.length < 56) digits += Math.floor(Math.random() * 16).toString(16)
  return digits + (++issued).toString(16).padStart(8, '0')
}
