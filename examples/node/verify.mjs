// verify.mjs
import { createRemoteJWKSet, jwtVerify } from 'jose'

const { DOMAIN, ISSUER, AUDIENCE } = process.env
// jose skips the check of an issuer or an audience that is undefined.
if (!DOMAIN || !ISSUER || !AUDIENCE) throw new Error('set DOMAIN, ISSUER and AUDIENCE')

const keys = createRemoteJWKSet(new URL(`https://${DOMAIN}/api/v1/oauth2/keys`), { cooldownDuration: 1000 })
const expected = { algorithms: ['RS256'], issuer: ISSUER, audience: AUDIENCE, requiredClaims: ['exp'], clockTolerance: 30 }

/** Whose id_token it is; throws if it is not a valid one of your tenant, for your application. */
export async function verify(idToken) {
  const { payload } = await jwtVerify(idToken, keys, expected)
  return { id: payload.sub, profile: JSON.parse(String(payload.api ?? '{}')) } // `api` is a string that holds JSON
}
