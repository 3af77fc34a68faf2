import { prose } from '../prose'
import type { Language, Words } from '../words'
import type { Journey, Step } from './journey'
import { STEPS } from './journey'

interface Props {
  journey: Journey
  words: Words
  language: Language
}

/** The picture of the request's way, and what its end means. */
export function JourneyPicture({ journey, words, language }: Props) {
  const { error, result, delivery, reply } = journey
  const next = (error ?? result)?.next
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
      <div class="verdict" role="status">
        {delivery && (
          <>
            <p>
              <strong class={error ? 'bad' : result?.status === 'SUCCESS' ? 'good' : 'plain'} id="outcome">
                {error?.code ?? result?.status ?? words.states.done}
              </strong>
              {error && 'errorCode' in error && <code>{String(error.errorCode ?? '')}</code>}
              {reply && <span class="note">HTTP {reply.httpStatus}</span>}
            </p>
            {error && (
              <>
                <p class="note" lang="en">
                  {prose(error.message)}
                </p>
                <p id="hint">{prose(error.hint[language])}</p>
              </>
            )}
            <dl>
              <dt>delivery</dt>
              <dd id="delivery" data-delivery={delivery}>
                <code>{delivery}</code> {words.deliveries[delivery]}
              </dd>
              {next && <dt>next</dt>}
              {next && (
                <dd id="next">
                  <code>{next}</code> {words.nexts[next]}
                </dd>
              )}
            </dl>
          </>
        )}
      </div>
    </section>
  )
}

function time({ times, states }: Journey, step: Step): string {
  const at = times[step]
  if (states[step] === 'failed') return '✕'
  if (states[step] === 'doubtful') return '?'
  if (at === undefined) return ''
  return at < 10 ? `${at.toFixed(1)} ms` : `${Math.round(at)} ms`
}
