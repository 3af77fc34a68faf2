// The fake service, called the sandbox here, where the domain named is one.

import { createClient } from 'wechat-mobile-bind'
import type { Draft } from './draft'
import { configOf } from './draft'
import type { Language } from './words'

export interface Scenario {
  code: string
  zh: string
  en: string
  /** The calls that it is for. */
  at: string[]
}

export interface Person {
  phone: string
  name: string
}

/** What a sandbox can be asked for. */
export interface Catalogue {
  clientId: string
  people: Person[]
  scenarios: Scenario[]
}

/** The sandbox's catalogue; nothing where the origin is another service, which is not asked twice. */
export async function catalogue(origin: string): Promise<Catalogue | undefined> {
  try {
    const response = await fetch(`${origin}/sandbox/catalogue`, { credentials: 'omit' })
    return response.ok ? ((await response.json()) as Catalogue) : undefined
  } catch {
    return undefined
  }
}

/** The person or scenario that the address of this page asks for, such as `/demo/#13800138000`. */
export function askedBy(hash: string, { people, scenarios }: Catalogue): string | undefined {
  const names = [...people.map(({ phone }) => phone), ...scenarios.map(({ code }) => code)]
  return names.find((name) => hash === `#${encodeURIComponent(name)}`)
}

/** The origin that the field names, where it is on this machine: a sandbox is nowhere else. */
export function loopbackOrigin(domain: string): string | undefined {
  const address = domain.includes('://') ? domain : `https://${domain}`
  if (!URL.canParse(address)) return undefined
  const { hostname, origin } = new URL(address)
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) ? origin : undefined
}

/** A state token, as WeChat's login gives it to a user who has no phone number yet. */
export async function logIn(draft: Draft): Promise<string> {
  const client = await createClient(configOf({ ...draft, timeoutMs: '' }))
  const result = await client.login({ code: `visitor-${random(8)}` })
  if (!('stateToken' in result) || !result.stateToken) throw new Error(result.rawStatus)
  return result.stateToken
}

/** A code that asks a sandbox for one scenario or person, new each time. */
export function codeFor(name: string): string {
  return `${name.replace('<ms>', '800')}.${random(4)}`
}

/** A code as WeChat's button hands it over: 64 hex digits. */
export const wechatCode = () => random(32)

function random(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes))
  return Array.from(values, (value) => value.toString(16).padStart(2, '0')).join('')
}

export const describe = (scenario: Scenario, language: Language) => (language === 'zh' ? scenario.zh : scenario.en)
