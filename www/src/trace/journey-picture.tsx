import { useEffect, useState } from 'preact/hooks'
import { prose } from '../prose'
import type { Language, Words } from '../words'
import type { Journey, Step } from './journey'
import { STEPS } from './journey'

interface Props {
  journey: Journey
  words: Words
  language: Language
  timeoutMs: number
}

/** The picture of the request's way, and what its end means. */
export function JourneyPicture({ journey, words, language, timeoutMs }: Props) {
  const { error, result, delivery } = journey
  const next = (error ?? result)?.next
  const isUnderWay = !error && !result
  return (
    <section class="journey" aria-labelledby="journey-title">
      <h3 id="journey-title">{words.journey}</h3>
      <ol class="steps">
        {STEPS.map((step) => (
          <li key={step} data-step={step} data-state={journey.states[step]}>
            <span class="dot" aria-hidden="true" />
            <span class="step-name">{words.steps[step]}</span>
            <span class="step-state">
              <span class="visually-hidden">{words.states[journey.states[step]]}</span>
              <span aria-hidden="true">{time(journey, step)}</span>
            </span>
          </li>
        ))}
      </ol>
      {isUnderWay && <Waiting sentAt={journey.sentAt} timeoutMs={timeoutMs} words={words} />}
      <div class="verdict" role="status" data-delivery={delivery}>
        {delivery && (
          <>
            <p class="verdict-head">
              <strong class={error ? 'bad' : result?.status === 'SUCCESS' ? 'good' : 'plain'} id="outcome">
                {error?.code ?? result?.status ?? words.done}
              </strong>
              {error && 'errorCode' in error && <code>{String(error.errorCode ?? '')}</code>}
              {journey.reply && <span class="note">HTTP {journey.reply.httpStatus}</span>}
            </p>
            <p>{error ? words.errors[error.code] : result?.status && words.statuses[result.status]}</p>
            {error && <Advice error={error} language={language} words={words} />}
            <dl class="facts">
              <div>
                <dt>delivery</dt>
                <dd id="delivery" data-delivery={delivery}>
                  <code>{delivery}</code> {words.deliveries[delivery]}
                </dd>
              </div>
              {next && (
                <div>
                  <dt>next</dt>
                  <dd id="next">
                    <code>{next}</code> {words.nexts[next]}
                  </dd>
                </div>
              )}
            </dl>
          </>
        )}
      </div>
    </section>
  )
}

function Advice({
  error,
  language,
  words,
}: {
  error: NonNullable<Journey['error']>
  language: Language
  words: Words
}) {
  const { hint, audience, step, errorMessage } = error as typeof error & { errorMessage?: string }
  return (
    <>
      <p class="message" lang="en">
        {prose(error.message)}
      </p>
      {errorMessage && (
        <p class="note">
          {words.serviceSays}: {errorMessage}
        </p>
      )}
      <p class="hint" id="hint">
        {prose(hint[language])}
        <span class="note">
          {' '}
          {words.audiences[audience]}
          {step && (
            <>
              , {words.step} <code>{step}</code>
            </>
          )}
        </span>
      </p>
    </>
  )
}

/** How much of the time-out has passed. */
function Waiting({ sentAt, timeoutMs, words }: { sentAt: number | undefined; timeoutMs: number; words: Words }) {
  const [now, setNow] = useState(performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100)
    return () => clearInterval(timer)
  }, [])
  const passed = sentAt === undefined ? 0 : Math.max(0, now - sentAt)
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)
  return (
    <div class="waiting">
      <progress max={timeoutMs} value={Math.min(passed, timeoutMs)} aria-label={words.states.doing} />
      <span class="note">{words.waitingFor(seconds(passed), seconds(timeoutMs))}</span>
    </div>
  )
}

function time({ times, states }: Journey, step: Step): string {
  const at = times[step]
  if (states[step] === 'failed') return '✕'
  if (states[step] === 'doubtful') return '?'
  if (at === undefined) return ''
  return at < 10 ? `${at.toFixed(1)} ms` : `${Math.round(at)} ms`
}
