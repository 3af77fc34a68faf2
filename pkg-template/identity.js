// What can be done with an id token, and with the identity that is in it.

import { checkTypes, coreError } from './errors.js'
import { parse } from './json.js'
import { displayFields, get } from './record.js'

export function decodeIdToken(core, token) {
  if (typeof token !== 'string') {
    throw coreError({ code: 'BAD_ID_TOKEN', delivery: 'delivered', message: 'the id token is not a string' })
  }
  return withProfile(parse(core('decodeIdToken', token, 'delivered')))
}

/** The core leaves the profile out where the claims are the profile. */
export function withProfile(identity) {
  identity.profile ??= { ...identity.claims }
  return identity
}

export function displayRows(core, identity, options) {
  return parse(core('displayRows', displayFields(identity, options)))
}

export function isExpired(identity, now) {
  const expiresAt = get(identity, 'expiresAt')
  const noTime = 'is not a number of milliseconds since 1970'
  checkTypes(
    ['identity', 'is not an object', typeof identity === 'object' && identity],
    ['identity.expiresAt', noTime, isTime(expiresAt)],
    ['now', noTime, isTime(now)],
  )
  return expiresAt != null && (now ?? Date.now()) >= expiresAt
}

const isTime = (value) => value == null || Number.isFinite(value)
