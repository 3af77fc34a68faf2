import type { Words } from '../words'
import type { Journey, Result } from './journey'
import { shortenIn } from './long'
import { ScrollBox } from './scroll-box'

/** The reply, and what the package made of it. */
export function Outcome({ journey: { result, error, reply }, words }: { journey: Journey; words: Words }) {
  const made = result ? withoutRaw(result) : error?.toJSON()
  return (
    <div class="outcome">
      {reply && <Pane id="raw" title={words.rawReply} text={reply.text ?? words.rawLost} />}
      {made && <Pane id="result" title={words.result} text={JSON.stringify(made, null, 2)} />}
    </div>
  )
}

function Pane({ id, title, text }: { id: string; title: string; text: string }) {
  return (
    <div class="pane">
      <h3 id={`${id}-title`}>{title}</h3>
      <ScrollBox class="code" id={id} aria-labelledby={`${id}-title`}>
        <pre>{shortenIn(text) || '∅'}</pre>
      </ScrollBox>
    </div>
  )
}

// The reply stands beside the result: once is enough.
function withoutRaw({ raw: _, ...rest }: Result) {
  return rest
}
