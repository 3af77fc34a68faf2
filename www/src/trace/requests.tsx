import type { Words } from '../words'
import type { Journey } from './journey'

interface Props {
  journeys: readonly Journey[]
  selected: number | undefined
  words: Words
  onSelect: (id: number) => void
}

/** The calls of the sign-in, one a line. */
export function Requests({ journeys, selected, words, onSelect }: Props) {
  return (
    <ol class="requests" id="requests">
      {journeys.map((journey) => {
        const { id, call, error, result, states, times, request } = journey
        const ending = error?.code ?? result?.status ?? (result && `HTTP ${result.httpStatus}`)
        return (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === selected}
              data-call={call}
              data-state={error ? 'failed' : states.read}
              onClick={() => onSelect(id)}
            >
              <span class="mark-of-call" aria-hidden="true" />
              <b>{call}</b>
              <span class="path">
                {request && `${request.init.method} ${new URL(request.url).pathname.replace('/api/v2/sdk', '')}`}
              </span>
              <span class="ending">{ending ?? words.states.doing}</span>
              <span class="next">{(error ?? result)?.next}</span>
              <span class="time">{duration(times.read ?? times.answered)}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

const duration = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '' : `${Math.round(milliseconds)} ms`
