// A received request, and what every endpoint requires of it.

import { HEADERS } from '../generated/lists.js'
import type { Endpoint } from './endpoint.js'
import { Refusal } from './refusal.js'

export interface Request {
  method: string
  /** The origin that the client called, which is the issuer of its id_token. */
  origin: string
  path: string
  /** Names are in lower case. */
  headers: Record<string, string>
  body: string
}

const DEVICE = ['x-operating-sys-version', 'x-device-fingerprint', 'x-agent']

/** Longer bodies are refused: a valid one contains a single code. In characters. */
const LONGEST_BODY = 64 * 1024

/** Checks the head of a request; returns the state token if the endpoint requires one. */
export function checkHead({ method, headers }: Request, endpoint: Endpoint, clientId?: string): string | undefined {
  const text = (name: string) => headers[name] ?? ''
  if (method !== endpoint.method) throw Refusal.parameter('method')
  // WECHAT: `wx.request` adds a content-type to a GET request too; there it means nothing.
  if (method === 'POST' && !/^\s*application\/json\s*(;|$)/i.test(text('content-type')))
    throw Refusal.parameter('content-type')
  const unprintable = HEADERS.find((name) => /[^ -~]/.test(text(name)))
  if (unprintable) throw Refusal.parameter(unprintable)
  if (DEVICE.some((name) => text(name) === '')) throw new Refusal(endpoint.noDevice)
  const isKnown = clientId === undefined ? text('x-client-id') !== '' : text('x-client-id') === clientId
  if (!isKnown) throw new Refusal('SDK.COMMON.1012')
  if (!endpoint.stateToken) return undefined
  if (text('x-state-token') === '') throw Refusal.parameter('x-state-token')
  return text('x-state-token')
}

/** The members of a body: texts of these names, of a list of names exactly one, and nothing else. */
export function membersIn(body: string, names: Endpoint['members']): Record<string, string> {
  if (names.length === 0) {
    if (body !== '') throw Refusal.parameter('body')
    return {}
  }
  const members = body.length > LONGEST_BODY ? undefined : objectIn(body)
  if (!members) throw Refusal.parameter('body')
  for (const name of names) {
    const [first, ...others] = typeof name === 'string' ? [name] : name
    const found = [first, ...others].find((name) => Object.hasOwn(members, name)) ?? first
    const value: unknown = members[found]
    if (typeof value !== 'string' || value === '') throw Refusal.parameter(found)
  }
  if (Object.keys(members).length > names.length) throw Refusal.parameter('body')
  return members
}

/** A body parsed to a JSON object; `undefined` if it is not one. */
export function objectIn(body: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, string>)
      : undefined
  } catch {
    return undefined
  }
}
