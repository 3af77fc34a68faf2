// What can be done with an id token, and with the identity that is in it.

import { coreError, invalidParams } from './errors.js'
import { displayFields, get } from './record.js'

export function decodeIdToken(core, token) {
  if (typeof token !== 'string') {
    throw coreError({ code: 'BAD_ID_TOKEN', delivery: 'delivered', message: 'the id token is not a string' })
  }
  return withProfile(core((glue) => glue.decodeIdToken(token), 'delivered'))
}

/** The core leaves the profile out where the claims are the profile. */
export function withProfile(identity) {
  identity.profile ??= { ...identity.claims }
  return identity
}

export function displayRows(core, identity, options) {
  const fields = displayFields(identity, options)
  return core((glue) => glue.displayRows(fields), 'not-sent')
}

export function isExpired(identity, now) {
  const expiresAt = get(identity, 'expiresAt')
  const found = []
  if (typeof identity !== 'object' || !identity) found.push(['identity', 'type', 'is not an object'])
  for (const [name, time] of [['identity.expiresAt', expiresAt], ['now', now]]) {
    if (time != null && !Number.isFinite(time)) found.push([name, 'type', 'is not a number of milliseconds since 1970'])
  }
  if (found.length) throw invalidParams(found)
  return expiresAt != null && (now ?? Date.now()) >= expiresAt
}
