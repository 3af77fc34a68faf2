// One attempt to sign in: what a `restart` begins. An attempt that is no longer the current one doesn't change the state, unless it ends in
// a session.

import type { BindResult } from '../shipped/index.js'
import type { SignInState } from '../shipped/miniprogram.cjs'
import type { Deferred } from './deferred.js'

export interface Attempt {
  /** The login under way. */
  login: Deferred<SignInState> | undefined
  /** What the user's last tap began, while it is under way: further taps wait for it, and begin nothing. */
  tap: Deferred<SignInState> | undefined
  /** The service's last answer, if its state token may be used, and when it was requested. */
  answer: BindResult | undefined
  at: number
  /** How the service lets a user be found without the phone-number button. */
  ways: SignInState['ways']
  message: Message
}

/** The way to a verification code. */
export interface Message {
  recipient: Recipient | undefined
  /** A puzzle that waits for its answer. */
  puzzle: Puzzle | undefined
  /** What the right answer gave, until a message is sent with it. */
  captchaToken: string | undefined
  /** The message, if it was sent, or may have been. */
  sent: Sent | undefined
}

export interface Recipient {
  way: 'mobile' | 'email'
  address: string
  /** The address, masked. */
  shown: string
}

export interface Puzzle {
  token: string
  pictures: NonNullable<SignInState['captcha']>
}

export interface Sent {
  at: number
  /** The codes that were sent to the service, or may have been: none is sent a second time. */
  codes: Set<unknown>
}

export const newMessage = (recipient?: Recipient): Message => ({
  recipient,
  puzzle: undefined,
  captchaToken: undefined,
  sent: undefined,
})

export const newAttempt = (): Attempt => ({
  login: undefined,
  tap: undefined,
  answer: undefined,
  at: 0,
  ways: undefined,
  message: newMessage(),
})
