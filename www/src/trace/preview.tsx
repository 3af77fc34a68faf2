import type { Words } from '../words'
import { CopyButton } from './copy'
import { curl } from './curl'
import type { Journey } from './journey'
import { ScrollBox } from './scroll-box'
import { shorten, shortenIn } from './secret'

interface Props {
  request: Journey['request']
  words: Words
  showsSecrets: boolean
}

/** The request as it was sent. */
export function Preview({ request, words, showsSecrets }: Props) {
  const value = (name: string, text: string) => (name === 'X-state-token' && !showsSecrets ? shorten(text) : text)
  return (
    <div class="preview">
      <div class="section-head">
        <h4 id="preview-title">{words.preview}</h4>
        {request && (
          <CopyButton text={() => curl(request)} label={words.copyCurl} note={words.copyCurlNote} words={words} />
        )}
      </div>
      {request ? (
        <ScrollBox class="wire" id="preview" aria-labelledby="preview-title">
          <div class="wire-start">
            <b>{request.init.method}</b> {request.url}
          </div>
          <dl>
            {Object.entries(request.init.headers).map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value(name, text)}</dd>
              </div>
            ))}
          </dl>
          {request.init.body && (
            <div class="wire-body">{showsSecrets ? request.init.body : shortenIn(request.init.body)}</div>
          )}
        </ScrollBox>
      ) : (
        <p class="empty">{words.previewNone}</p>
      )}
    </div>
  )
}
