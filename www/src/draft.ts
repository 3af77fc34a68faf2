// What stands in the fields, and what the package makes of it.

import type { BindParams, Client, ClientConfig, Fetch, Issue, PreparedRequest } from 'wechat-mobile-bind'
import { createClient, ValidationError } from 'wechat-mobile-bind'

/** Every field, as text. Empty ones are left to the package. */
export interface Draft {
  domain: string
  clientId: string
  bodyField: 'wechat_code' | 'wchat_code'
  timeoutMs: string
  language: string
  wechatCode: string
  stateToken: string
  osVersion: string
  fingerprint: string
  userAgent: string
  ip: string
}

export type FieldName = keyof Draft

/** What a check found: the request as it would be sent, or everything that stands in its way. */
export interface Check {
  request?: PreparedRequest
  issues: Issue[]
}

export const EMPTY: Draft = {
  domain: '',
  clientId: '',
  bodyField: 'wechat_code',
  timeoutMs: '',
  language: '',
  wechatCode: '',
  stateToken: '',
  osVersion: '',
  fingerprint: '',
  userAgent: '',
  ip: '',
}

const DEVICE_FIELDS = ['osVersion', 'fingerprint', 'userAgent', 'ip'] as const

/** The field of this page that an issue of the package is about. */
export function fieldOf(issue: Issue): FieldName | undefined {
  const name = issue.field.replace(/^device\./, '')
  return name in EMPTY ? (name as FieldName) : undefined
}

export function configOf(draft: Draft, fetch?: Fetch): ClientConfig {
  const device = Object.fromEntries(
    DEVICE_FIELDS.filter((name) => draft[name] !== '').map((name) => [name, draft[name]]),
  )
  return {
    domain: draft.domain,
    clientId: draft.clientId,
    bodyField: draft.bodyField,
    device,
    allowInsecureLoopback: true,
    ...(draft.timeoutMs === '' ? {} : { timeoutMs: Number(draft.timeoutMs) }),
    ...(draft.language === '' ? {} : { language: draft.language }),
    ...(fetch ? { fetch } : {}),
  }
}

export const paramsOf = ({ wechatCode, stateToken }: Draft): BindParams => ({ wechatCode, stateToken })

/** Asks the package, and sends nothing. */
export async function check(draft: Draft): Promise<Check> {
  const issues: Issue[] = []
  const noted = async <T>(attempt: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      issues.push(...error.issues)
      return undefined
    }
  }
  const client = await noted(() => createClient(configOf(draft)))
  // A configuration that is refused makes no client: another one's tells what the parameters lack meanwhile.
  const checker: Client = client ?? (await createClient({ domain: 'stand-in.example', clientId: 'stand-in' }))
  const request = await noted(() => checker.prepare(paramsOf(draft)))
  return client && request ? { request, issues } : { issues }
}
