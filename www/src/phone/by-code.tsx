import { useEffect, useRef, useState } from 'preact/hooks'
import type { Recipient, SignInState } from 'wechat-mobile-bind/miniprogram'
import type { Person } from '../person'
import type { Words } from '../words'

interface RecipientProps {
  person: Person
  ways: readonly ('mobile' | 'email')[]
  busy: boolean
  words: Words
  onRequest: (recipient: Recipient) => void
}

/** Where a code is to be sent. */
export function RecipientForm({ person, ways, busy, words, onRequest }: RecipientProps) {
  const [way, setWay] = useState(ways[0] ?? 'mobile')
  // As if the person had typed it.
  const [addresses, setAddresses] = useState({ mobile: person.phone, email: person.email })
  const isMail = way === 'email'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onRequest(isMail ? { email: addresses.email } : { mobile: addresses.mobile })
      }}
    >
      {ways.length > 1 && (
        <fieldset class="ways">
          <legend class="visually-hidden">{words.phone.way}</legend>
          {ways.map((one) => (
            <label key={one}>
              <input type="radio" name="way" value={one} checked={one === way} onChange={() => setWay(one)} />
              <span>{words.phone.ways[one]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="entry">
        <span>{isMail ? words.phone.email : words.phone.mobile}</span>
        <input
          id="recipient"
          inputMode={isMail ? 'email' : 'tel'}
          autocomplete={isMail ? 'email' : 'tel'}
          value={addresses[way]}
          onInput={(event) => setAddresses({ ...addresses, [way]: event.currentTarget.value })}
        />
      </label>
      <button type="submit" id="request-code" class="tap primary" disabled={busy}>
        {words.phone.requestCode}
      </button>
    </form>
  )
}

interface CodeProps {
  state: SignInState
  code: string
  words: Words
  onCode: (code: string) => void
  onSubmit: (code: string) => void
  onAgain: () => void
}

/** The code that was sent. */
export function CodeForm({ state, code, words, onCode, onSubmit, onAgain }: CodeProps) {
  const field = useRef<HTMLInputElement>(null)
  const seconds = useSecondsUntil(state.resendAt ?? 0)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(code)
      }}
    >
      <p id="sent-to">{words.phone.sentTo(state.sentTo ?? '')}</p>
      <label class="entry">
        <span>{words.phone.code}</span>
        <input
          id="code"
          ref={field}
          inputMode="numeric"
          autocomplete="one-time-code"
          value={code}
          onInput={(event) => onCode(event.currentTarget.value)}
        />
      </label>
      <button type="submit" id="submit-code" class="tap primary" disabled={state.busy}>
        {words.phone.submitCode}
      </button>
      <button type="button" id="again-code" class="tap quiet" disabled={state.busy || seconds > 0} onClick={onAgain}>
        {seconds > 0 ? words.phone.resendIn(seconds) : words.phone.resend}
      </button>
    </form>
  )
}

/** How many seconds are left until a moment, in milliseconds since 1970. */
function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [moment])
  return Math.max(0, Math.ceil((moment - now) / 1000))
}
