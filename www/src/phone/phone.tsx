import { useEffect, useRef, useState } from 'preact/hooks'
import type { PhoneNumberResult } from 'wechat-mobile-bind/miniprogram'
import type { Answer, Person } from '../person'
import { ANSWERS, allowed, DECLINED } from '../person'
import { lastMessage } from '../sandbox'
import type { Shown } from '../sign-in'
import type { Language, Words } from '../words'
import { CodeForm, RecipientForm } from './by-code'
import { Done } from './done'
import { Failure } from './failure'
import { PuzzleSheet } from './puzzle-sheet'
import { WechatSheet } from './wechat-sheet'

interface Props {
  shown: Shown
  person: Person
  answer: Answer
  /** The message that was sent last: any number that stands for it. */
  sent: number | undefined
  language: Language
  words: Words
  onRenew: () => void
}

/** The screen of a mini program: what a person sees at each step of the sign-in. */
export function Phone({ shown, person, answer, sent, language, words, onRenew }: Props) {
  const { state, result, signIn } = shown
  const { step, busy } = state
  const [isAsked, setIsAsked] = useState(false)
  const [wantsCode, setWantsCode] = useState(false)
  const [message, setMessage] = useState<string>()
  const [code, setCode] = useState('')
  const [closed, setClosed] = useState<string>()
  const screen = useRef<HTMLDivElement>(null)
  const title = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    setIsAsked(false)
    setWantsCode(false)
    setCode('')
  }, [signIn])

  useEffect(() => {
    if (sent !== undefined) lastMessage().then((last) => setMessage(last?.code))
  }, [sent])
  useEffect(() => setMessage(undefined), [signIn, step])

  // What had the focus is gone with the last step.
  useEffect(() => {
    if (screen.current?.contains(document.activeElement) || document.activeElement === document.body)
      title.current?.focus({ preventScroll: true })
  }, [step])

  // A puzzle whose answer is on its way stays until there is another one, or none is needed.
  const puzzle = useRef<typeof state.captcha>(undefined)
  puzzle.current = state.captcha ?? (busy ? puzzle.current : undefined)
  const captcha = puzzle.current?.original === closed ? undefined : puzzle.current

  const isByCode = step === 'verify-code' || (step === 'phone' && wantsCode)
  const titles = { ...words.phone.titles, ...(isByCode && { phone: words.phone.titles['verify-code'] }) }
  const press = (detail: PhoneNumberResult) => {
    setIsAsked(false)
    void signIn.press({ detail })
  }
  const ask = () => (ANSWERS[answer] ? press(ANSWERS[answer]) : setIsAsked(true))
  const button = (isPrimary: boolean) => (
    <button type="button" id="press" class={isPrimary ? 'tap primary' : 'tap'} disabled={busy} onClick={ask}>
      {words.phone.usePhone}
    </button>
  )

  return (
    <section class="phone" aria-label={words.phone.name} ref={screen} aria-busy={busy}>
      {message && (
        <button
          type="button"
          class="banner"
          id="message"
          onClick={() => {
            setCode(message)
            setMessage(undefined)
          }}
        >
          <b>{words.phone.message}</b> {words.phone.messageText(message)}
        </button>
      )}
      <div class="app" inert={isAsked || captcha !== undefined}>
        <div class="top">
          <span class="mark" data-step={step} aria-hidden="true" />
          <h3 id="title" ref={title} tabIndex={-1}>
            {titles[step]}
          </h3>
        </div>
        <div class="card">
          {step === 'login' && (
            <>
              <p>{words.phone.intro}</p>
              <button type="button" id="login" class="tap primary" disabled={busy} onClick={() => signIn.start()}>
                {words.phone.signIn}
              </button>
            </>
          )}
          {step === 'phone' && !wantsCode && (
            <>
              <p>{words.phone.phoneIntro}</p>
              {button(true)}
              <button type="button" id="by-code" class="tap quiet" disabled={busy} onClick={() => setWantsCode(true)}>
                {words.phone.byCode}
              </button>
            </>
          )}
          {isByCode && !state.sentTo && (
            <RecipientForm
              key={person.id}
              person={person}
              ways={state.ways ?? ['mobile']}
              busy={busy}
              words={words}
              onRequest={(recipient) => signIn.requestCode(recipient)}
            />
          )}
          {step === 'second-factor' && !state.sentTo && (
            <>
              <p>{words.phone.secondIntro}</p>
              <button
                type="button"
                id="request-code"
                class="tap primary"
                disabled={busy}
                onClick={() => signIn.requestCode()}
              >
                {words.phone.requestCode}
              </button>
            </>
          )}
          {(isByCode || step === 'second-factor') && state.sentTo && (
            <CodeForm
              state={state}
              code={code}
              words={words}
              onCode={setCode}
              onSubmit={signIn.submitCode}
              onAgain={() => signIn.requestCode()}
            />
          )}
          {isByCode && button(false)}
          {step === 'done' && <Done state={state} result={result} language={language} words={words} />}
          <Failure state={state} language={language} words={words} />
          {(step === 'done' || step === 'ended') && (
            <button type="button" id="again" class="tap" onClick={onRenew}>
              {words.phone.again}
            </button>
          )}
        </div>
      </div>
      {isAsked && (
        <WechatSheet
          phone={person.phone}
          words={words}
          onAllow={() => press(allowed(person))}
          onDecline={() => press(DECLINED)}
        />
      )}
      {captcha && !isAsked && (
        <PuzzleSheet
          captcha={captcha}
          error={state.error}
          busy={busy}
          language={language}
          words={words}
          hasButton={step === 'verify-code'}
          onSolve={signIn.solveCaptcha}
          onRenew={() => signIn.requestCode()}
          onPress={ask}
          onClose={() => setClosed(captcha.original)}
        />
      )}
    </section>
  )
}
