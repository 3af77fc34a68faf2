import type { BindResult } from 'wechat-mobile-bind'
import { displayRows } from 'wechat-mobile-bind'
import type { SignInState } from 'wechat-mobile-bind/miniprogram'
import type { Language, Words } from '../words'

interface Props {
  state: SignInState
  result: BindResult | undefined
  language: Language
  words: Words
}

/** Who signed in, and how long that holds. */
export function Done({ state, result, language, words }: Props) {
  const identity = result?.status === 'SUCCESS' ? result.identity : undefined
  if (!identity) return <p>{words.phone.noIdentity}</p>
  return (
    <>
      <dl class="who" id="rows">
        {displayRows(identity, { locale: language }).map(({ claim, label, value }) => (
          <div key={claim} data-claim={claim}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {state.expiresAt !== undefined && (
        <p class="note" id="expires">
          {words.phone.until(
            new Date(state.expiresAt).toLocaleString(words.locale, { dateStyle: 'medium', timeStyle: 'short' }),
          )}
        </p>
      )}
    </>
  )
}
