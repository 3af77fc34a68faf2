import type { ComponentChildren } from 'preact'
import type { BindError } from 'wechat-mobile-bind'
import type { Words } from '../words'
import { CopyButton } from './copy'
import type { Journey, Result } from './journey'
import { Json } from './json'
import { ScrollBox } from './scroll-box'
import { shortenIn, shortenPictures } from './secret'

interface Props {
  journey: Journey
  words: Words
  showsSecrets: boolean
}

/** What the package made of the reply, and the reply itself. */
export function Outcome({ journey, words, showsSecrets }: Props) {
  const { result, error, reply } = journey
  const shown = (text: string) => (showsSecrets ? shortenPictures(text) : shortenIn(text))
  const made = result ? plain(result) : error && fields(error)
  const text = made && JSON.stringify(made, null, 2)
  return (
    <div class="outcome">
      <Pane id="result" title={words.result} kind={error?.name} copy={text} words={words}>
        {text ? <Json text={shown(text)} /> : <p class="empty">{words.resultNone}</p>}
      </Pane>
      <Pane id="raw" title={words.rawReply} kind={reply && `HTTP ${reply.httpStatus}`} copy={reply?.text} words={words}>
        {reply ? (
          <Raw text={reply.text} words={words} shown={shown} />
        ) : (
          <p class="empty">{error ? words.rawAbsent : words.rawNone}</p>
        )}
      </Pane>
    </div>
  )
}

function Raw({ text, words, shown }: { text: string | undefined; words: Words; shown: (text: string) => string }) {
  if (text === undefined) return <p class="empty">{words.rawLost}</p>
  return text === '' ? <p class="empty">∅</p> : <Json text={shown(text)} />
}

interface PaneProps {
  id: string
  title: string
  kind: string | undefined
  copy: string | undefined
  words: Words
  children: ComponentChildren
}

function Pane({ id, title, kind, copy, words, children }: PaneProps) {
  return (
    <div class="pane">
      <div class="section-head">
        <h4 id={`${id}-title`}>{title}</h4>
        {kind && <code class="note">{kind}</code>}
        {copy && <CopyButton text={() => copy} label={words.copy} words={words} />}
      </div>
      <ScrollBox class="code" id={id} aria-labelledby={`${id}-title`}>
        {children}
      </ScrollBox>
    </div>
  )
}

// The reply stands beside the result: once is enough.
function plain({ raw: _, ...rest }: Result) {
  return rest
}

/** An error as code sees it: what may be logged, with what its own properties add. */
function fields(error: BindError) {
  const { errorMessage } = error as { errorMessage?: string }
  return { ...error.toJSON(), ...(errorMessage === undefined ? {} : { errorMessage }) }
}
