import { useState } from 'preact/hooks'
import type { Identity } from 'wechat-mobile-bind'
import { BindError, decodeIdToken } from 'wechat-mobile-bind'
import { IdentityRows } from './identity'
import { prose } from './prose'
import { Json } from './trace/json'
import { ScrollBox } from './trace/scroll-box'
import type { Language, Words } from './words'

interface Props {
  language: Language
  words: Words
  lastToken: string | undefined
}

type Decoded = { identity: Identity } | { error: BindError }

/** A paste box that decodes any id token, offline. */
export function Decoder({ language, words, lastToken }: Props) {
  const [isMasked, setIsMasked] = useState(true)
  const [token, setToken] = useState('')
  const decoded = token === '' ? undefined : decode(token)
  const identity = decoded && 'identity' in decoded ? decoded.identity : undefined
  return (
    <details class="decoder">
      <summary>
        <h2 id="decoder-title">{words.decoder}</h2> <span class="note">{words.decoderNote}</span>
      </summary>
      <div class="decoder-body">
        <div class="field">
          <div class="field-head">
            <label for="token">{words.decoderLabel}</label>
            {lastToken && (
              <button type="button" class="link" id="decode-last" onClick={() => setToken(lastToken)}>
                {words.decodeLast}
              </button>
            )}
            {token && (
              <button type="button" class="link" onClick={() => setToken('')}>
                {words.clear}
              </button>
            )}
          </div>
          <textarea
            id="token"
            rows={7}
            value={token}
            placeholder="eyJhbGciOiJSUzI1NiJ9…"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={Boolean(decoded && 'error' in decoded)}
            aria-describedby="decoder-error"
            onInput={(event) => setToken(event.currentTarget.value.trim())}
          />
          <div id="decoder-error" class="issues" role="status">
            {decoded && 'error' in decoded && (
              <>
                <code>{decoded.error.code}</code> <span lang="en">{prose(decoded.error.message)}</span>
              </>
            )}
          </div>
        </div>
        {identity && (
          <>
            <div class="decoder-rows">
              <div class="section-head">
                <h3>{words.rows}</h3>
                <label class="switch">
                  <input type="checkbox" checked={isMasked} onChange={() => setIsMasked(!isMasked)} />
                  {words.mask}
                </label>
              </div>
              <IdentityRows
                id="decoded-rows"
                identity={identity}
                language={language}
                words={words}
                isMasked={isMasked}
              />
            </div>
            <div class="decoder-parts">
              <h3>{words.header}</h3>
              <Json text={JSON.stringify(identity.header, null, 2)} />
              <h3>{words.claims}</h3>
              <ScrollBox id="claims" class="code" aria-label={words.claims}>
                <Json text={JSON.stringify(identity.claims, null, 2)} />
              </ScrollBox>
            </div>
          </>
        )}
      </div>
    </details>
  )
}

function decode(token: string): Decoded {
  try {
    return { identity: decodeIdToken(token) }
  } catch (error) {
    if (error instanceof BindError) return { error }
    throw error
  }
}
