// An RSA key that signs id_tokens, by whatever cryptography the host has.

import { base64url, utf8 } from './base64.js'
import type { Maybe } from './maybe.js'

export interface SigningKey {
  /** The public key (RFC 7517). */
  jwk: { kty: string; n: string; e: string; alg: 'RS256'; use: 'sig'; kid: string }
  /** The signature of a text, in base64url. */
  sign(text: string): Maybe<string>
}

const BITS = 2048

/** Makes a key; `undefined` on a host without cryptography. */
export function generateKey(): Maybe<SigningKey> | undefined {
  // Node's own first: it answers at once.
  const node = globalThis.process?.getBuiltinModule?.('node:crypto')
  if (node) return byNode(node)
  const subtle = globalThis.crypto?.subtle
  return subtle && byWebCrypto(subtle)
}

function byNode({ generateKeyPairSync, createHash, sign }: typeof import('node:crypto')): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: BITS })
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(thumbprinted(jwk)).digest()
  return { jwk: published(jwk, kid), sign: (text) => base64url(sign('RSA-SHA256', bytes(text), privateKey)) }
}

async function byWebCrypto(subtle: SubtleCrypto): Promise<SigningKey> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const size = { modulusLength: BITS, publicExponent: new Uint8Array([1, 0, 1]) }
  const pair = await subtle.generateKey({ ...algorithm, ...size }, true, ['sign', 'verify'])
  const jwk = await subtle.exportKey('jwk', pair.publicKey)
  const kid = new Uint8Array(await subtle.digest('SHA-256', bytes(thumbprinted(jwk))))
  return {
    jwk: published(jwk, kid),
    sign: async (text) => base64url(new Uint8Array(await subtle.sign(algorithm, pair.privateKey, bytes(text)))),
  }
}

interface ExportedJwk {
  kty?: string
  n?: string
  e?: string
}

/** What the thumbprint of a key is made of (RFC 7638). */
const thumbprinted = ({ e, kty, n }: ExportedJwk) => JSON.stringify({ e, kty, n })

function published({ kty = '', n = '', e = '' }: ExportedJwk, thumbprint: Uint8Array): SigningKey['jwk'] {
  return { kty, n, e, alg: 'RS256', use: 'sig', kid: base64url(thumbprint) }
}

const bytes = (text: string) => new Uint8Array(utf8(text))
