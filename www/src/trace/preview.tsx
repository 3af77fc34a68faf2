import type { Words } from '../words'
import type { Journey } from './journey'
import { shorten, shortenIn } from './long'
import { ScrollBox } from './scroll-box'

/** The request as it was sent. */
export function Preview({ request, words }: { request: Journey['request']; words: Words }) {
  if (!request) return null
  const { method, headers, body } = request.init
  return (
    <div class="preview">
      <h3 id="preview-title">{words.preview}</h3>
      <ScrollBox class="code wire" id="preview" aria-labelledby="preview-title">
        <div>
          <b>{method}</b> {request.url}
        </div>
        <dl>
          {Object.entries(headers).map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text.includes(' ') ? text : shorten(text)}</dd>
            </div>
          ))}
        </dl>
        {body && shortenIn(body)}
      </ScrollBox>
    </div>
  )
}
