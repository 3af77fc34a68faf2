// A random fingerprint, kept in the host's storage, so that it stays the same from one start to the next.

import { tryCall } from './try-call.js'

export const FINGERPRINT_KEY = 'wechat-mobile-bind.fingerprint'

/** Any code on the same host can write to the storage: what is not a fingerprint of this package is replaced. */
const FINGERPRINT = /^[0-9a-z]{24,32}$/

// It has to be different from other devices', not secret. JavaScriptCore seeds Math.random with 32 bits: the time of the first
// start distinguishes devices with the same seed.
export const randomFingerprint = (): string =>
  [Date.now(), ...[1, 2, 3].map(() => Math.random() * 1e12)]
    .map((part) => `0000000${Math.floor(part).toString(36)}`.slice(-8))
    .join('')

/** Returns the stored fingerprint, or stores a new one. If the storage refuses, it is kept as long as this code runs. */
export function fingerprintIn(read: () => unknown, write: (fingerprint: string) => void, random = randomFingerprint) {
  let volatile: string | undefined
  return (): string => {
    const stored = tryCall(read)
    if (typeof stored === 'string' && FINGERPRINT.test(stored)) return stored
    volatile ??= random()
    const fingerprint = volatile
    tryCall(() => write(fingerprint))
    return fingerprint
  }
}
