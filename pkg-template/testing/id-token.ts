// An id_token like the service's.

import { base64url } from './base64url.js'
import { type Account, profile } from './user.js'

/** How long an id_token is valid, in seconds. */
const LIFETIME = 300

/** A placeholder for the signature. */
const SIGNATURE = base64url('not a signature')

/** An id_token for an account: the claims of a real one, without a valid signature. */
export function idToken(account: Account, iss: string, aud: string, jti: string): string {
  const iat = Math.floor(Date.now() / 1000)
  const header = { typ: 'JWT', alg: 'RS256', kid: 'fake' }
  const claims = { iss, sub: account.subject, aud, exp: iat + LIFETIME, iat, jti, api: profile(account) }
  return [...[header, claims].map((part) => base64url(JSON.stringify(part))), SIGNATURE].join('.')
}
