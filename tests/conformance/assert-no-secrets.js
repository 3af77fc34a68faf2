// One way to look for secrets, in whatever a person or a log can see.

/**
 * Fails where a text has eight consecutive characters of a secret, or the whole of a shorter one.
 *
 * @param {string} text
 * @param {string[]} secrets
 */
export function assertNoSecrets(text, secrets) {
  for (const secret of secrets) {
    for (let start = 0; start === 0 || start + 8 <= secret.length; start++) {
      if (text.includes(secret.slice(start, start + 8))) throw new Error(`a secret is shown: ${text}`)
    }
  }
}
