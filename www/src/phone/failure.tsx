import type { SignInState } from 'wechat-mobile-bind/miniprogram'
import type { Language, Words } from '../words'

interface Props {
  state: SignInState
  language: Language
  words: Words
}

/** What went wrong: the hint where the user can do something, else that they can't, and its code for whoever is asked for help. */
export function Failure({ state: { step, result, error }, language, words }: Props) {
  const text = error
    ? error.audience === 'user'
      ? error.hint[language]
      : words.phone.later
    : step === 'ended'
      ? (words.phone.ended[result?.status ?? 'UNKNOWN'] ?? words.phone.later)
      : ''
  const code = error ? (error.errorCode ?? error.reason ?? error.code) : step === 'ended' ? result?.status : ''
  return (
    <div class="failure" id="failure" role="status">
      {text && (
        <>
          {text} <code>{code}</code>
        </>
      )}
    </div>
  )
}
