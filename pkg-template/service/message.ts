// Verification codes, and the messages that carry them.

import type { FakeMessage } from '../shipped/testing.js'
import { Refusal } from './refusal.js'

/** What a text message can be asked for. */
const SMS_TYPES = { bind: 'BIND_MOBILE_SMS', register: 'REGISTER_SMS', mfa: 'MFA_AUTH_SMS' } as const
/** What a mail can be asked for. */
const EMAIL_TYPES = { bind: 'BIND_EMAIL_EMS', register: 'REGISTER_EMS', mfa: 'MFA_AUTH_EMS' } as const

export type Purpose = keyof typeof SMS_TYPES

/** To whom a message goes: as in the body of a request. */
export interface Recipient {
  mobile?: string
  email?: string
}

/** How long a verification code is valid, in milliseconds. */
const CODE_LIFETIME = 5 * 60 * 1000

export class Messages {
  readonly sent: FakeMessage[] = []
  /** The codes that are still good, by type and recipient: a new one takes the place of the one before it. */
  private readonly codes = new Map<string, { code: string; expires: number }>()

  /** Sends a verification code. */
  send(recipient: Recipient, type: string): void {
    const to = addressOf(recipient)
    // Six digits, each time others.
    const code = String(100_000 + (((this.sent.length + 1) * 271_828) % 900_000))
    this.codes.set(`${type} ${to}`, { code, expires: Date.now() + CODE_LIFETIME })
    this.sent.push({ to, type: type as FakeMessage['type'], code })
  }

  /** Uses the code that was sent there for that purpose; whether it is the one. A wrong code leaves it good. */
  spend(recipient: Recipient, purpose: Purpose, code: string): boolean {
    const key = `${typesOf(recipient)[purpose]} ${addressOf(recipient)}`
    const sent = this.codes.get(key)
    const isRight = sent !== undefined && sent.code === code && Date.now() < sent.expires
    return isRight && this.codes.delete(key)
  }
}

export const addressOf = ({ mobile, email = '' }: Recipient) => mobile ?? email

const typesOf = ({ mobile }: Recipient) => (mobile === undefined ? EMAIL_TYPES : SMS_TYPES)

/** Checks where a message goes, and for what. */
export function checkMessage(recipient: Recipient, type: string): void {
  const isMail = recipient.mobile === undefined
  const address = isMail ? /^[^@\s]+@[^@\s]+$/ : /^\d{11}$/
  if (!address.test(addressOf(recipient))) throw Refusal.parameter(isMail ? 'email' : 'mobile')
  if (!Object.values<string>(typesOf(recipient)).includes(type)) throw Refusal.parameter('type')
}
