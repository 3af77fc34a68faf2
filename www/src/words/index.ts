// Every word of the page, in both languages.

import type { Audience, BindResult, Delivery, ErrorCode, Next } from 'wechat-mobile-bind'
import type { SignInState } from 'wechat-mobile-bind/miniprogram'
import type { SlidingPuzzle } from '../../../examples/vite/puzzle.js'
import type { Answer, Person } from '../person'
import type { Step, StepState } from '../trace/journey'
import { en } from './en'
import { zh } from './zh'

export type Language = 'zh' | 'en'

export interface Words {
  locale: string
  tagline: string
  language: string
  theme: string
  themes: Record<'auto' | 'light' | 'dark', string>
  skip: string
  loadFailed: string
  controls: {
    title: string
    person: string
    about: (person: Person) => string
    answer: string
    answers: Record<Answer, string>
    next: string
    call: string
    scenario: string
    asUsual: string
    more: string
    register: string
    timeout: string
  }
  phone: {
    name: string
    titles: Record<SignInState['step'], string>
    intro: string
    signIn: string
    phoneIntro: string
    usePhone: string
    byCode: string
    way: string
    ways: Record<'mobile' | 'email', string>
    mobile: string
    email: string
    requestCode: string
    sentTo: (recipient: string) => string
    code: string
    submitCode: string
    resend: string
    resendIn: (seconds: number) => string
    secondIntro: string
    message: string
    messageText: (code: string) => string
    noIdentity: string
    until: (time: string) => string
    again: string
    later: string
    ended: Partial<Record<BindResult['status'], string>>
  }
  wechat: Record<'title' | 'number' | 'decline' | 'allow', string>
  puzzle: SlidingPuzzle['words'] & Record<'title' | 'close' | 'help' | 'renew' | 'press' | 'operator', string>
  requests: string
  noRequests: string
  showSecrets: string
  done: string
  preview: string
  previewNone: string
  copyCurl: string
  copyCurlNote: string
  copy: string
  copied: string
  notCopied: string
  journey: string
  steps: Record<Step, string>
  states: Record<StepState, string>
  waitingFor: (seconds: string, limit: string) => string
  deliveries: Record<Delivery, string>
  nexts: Record<Next, string>
  statuses: Record<BindResult['status'], string>
  errors: Record<ErrorCode, string>
  audiences: Record<Audience, string>
  step: string
  serviceSays: string
  result: string
  resultNone: string
  rawReply: string
  rawNone: string
  rawLost: string
  rawAbsent: string
  mask: string
  timeLeft: string
  expiresIn: (time: string) => string
  expired: (time: string) => string
  noExpiry: string
  decoder: string
  decoderNote: string
  decoderLabel: string
  decodeLast: string
  clear: string
  header: string
  claims: string
  rows: string
}

export const WORDS: Record<Language, Words> = { zh, en }
