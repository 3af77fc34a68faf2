// The keys that sign id_tokens, and the JWK set to verify them.

import { base64url, utf8 } from './base64.js'
import { after, type Maybe } from './maybe.js'
import { generateKey, type SigningKey } from './signing-key.js'

// Services share their first key: to make one takes a tenth of a second, and a test makes many services.
let first: ReturnType<typeof generateKey>

/** The current key, and the one before it, whose tokens are still valid. */
export class KeyRing {
  private current: typeof first
  private previous: SigningKey | undefined

  private key(): typeof first {
    first ??= generateKey()
    this.current ??= first
    return this.current
  }

  /** Signs a JWT with these claims. On a host without cryptography its header says `"alg":"none"`, and the signature is a placeholder. */
  sign(claims: object): Maybe<string> {
    const key = this.key()
    if (!key) return `${encode({ typ: 'JWT', alg: 'none' }, claims)}.${base64url(utf8('not signed'))}`
    return after(key, ({ jwk, sign }) => {
      const text = encode({ typ: 'JWT', alg: jwk.alg, kid: jwk.kid }, claims)
      return after(sign(text), (signature) => `${text}.${signature}`)
    })
  }

  /** The JWK set, the current key first; empty on a host without cryptography. */
  jwkSet(): Maybe<{ keys: SigningKey['jwk'][] }> {
    return after(this.key(), (current) => ({
      keys: [current, this.previous].flatMap((key) => (key ? [key.jwk] : [])),
    }))
  }

  /** Signs with a new key from now on, and still publishes the one before it. */
  rotate(): Maybe<void> {
    return after(this.key(), (previous) =>
      after(generateKey(), (next) => {
        this.previous = previous
        this.current = next
      }),
    )
  }
}

const encode = (...parts: object[]) => parts.map((part) => base64url(utf8(JSON.stringify(part)))).join('.')
