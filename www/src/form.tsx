import { useState } from 'preact/hooks'
import type { Delivery, Issue } from 'wechat-mobile-bind'
import type { Check, Draft, FieldName } from './draft'
import { fieldOf } from './draft'
import { Field } from './field'
import { wechatCode } from './sandbox'
import type { Words } from './words'

interface Props {
  draft: Draft
  checked: Check | undefined
  words: Words
  /** What became of the code that stands in its field, where it has been used. */
  codeState: Delivery | undefined
  showAll: boolean
  isSandbox: boolean
  isBinding: boolean
  loginState: 'idle' | 'busy' | string
  onChange: (change: Partial<Draft>) => void
  onLogin: () => void
  onBind: () => void
  onAbort: () => void
}

/** The fields of the one request. */
export function RequestForm(props: Props) {
  const { draft, checked, words, codeState, isBinding, isSandbox, loginState } = props
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set())

  const headers = checked?.request?.init.headers
  const issues = checked?.issues ?? []
  // An empty field says that it is required only once the user has been there.
  const shown = (name: FieldName): Issue[] =>
    issues.filter((issue) => fieldOf(issue) === name && (props.showAll || left.has(name) || draft[name] !== ''))
  const field = (name: FieldName) => ({
    name,
    words,
    value: draft[name],
    issues: shown(name),
    onInput: (value: string) => props.onChange({ [name]: value }),
    onLeave: () => setLeft(new Set([...left, name])),
  })
  const fromHost = (name: FieldName, header: string) => ({
    ...field(name),
    placeholder: headers?.[header] ?? '',
  })
  const submit = (event: Event) => {
    event.preventDefault()
    props.onBind()
  }

  return (
    <form id="form" class="form" noValidate onSubmit={submit} aria-labelledby="request-title">
      <fieldset>
        <legend>{words.service}</legend>
        <Field {...field('domain')} placeholder="acme.example.com" />
        <Field {...field('clientId')} />
        <div class="pair">
          <Field {...field('bodyField')} options={['wechat_code', 'wchat_code']} />
          <Field {...field('timeoutMs')} placeholder="10000" />
          <Field {...fromHost('language', 'X-L')} />
        </div>
      </fieldset>

      <fieldset>
        <legend>{words.credentials}</legend>
        <Field
          {...field('wechatCode')}
          rows={2}
          badge={codeState && <span class={`badge badge-${codeState}`}>{words.codeBadge[codeState]}</span>}
          action={
            <button type="button" class="link" onClick={() => props.onChange({ wechatCode: wechatCode() })}>
              {words.newCode}
            </button>
          }
        />
        <Field
          {...field('stateToken')}
          rows={2}
          action={
            isSandbox && (
              <button type="button" class="link" id="login" disabled={loginState === 'busy'} onClick={props.onLogin}>
                {loginState === 'busy' ? words.gettingStateToken : words.getStateToken}
              </button>
            )
          }
        />
        {loginState !== 'idle' && loginState !== 'busy' && (
          <p class="issues" role="alert">
            {words.noStateToken} <code>{loginState}</code>
          </p>
        )}
      </fieldset>

      <details>
        <summary>
          {words.device} <span class="note">{words.deviceNote}</span>
        </summary>
        <div class="details-body">
          <Field {...fromHost('osVersion', 'X-operating-sys-version')} />
          <Field {...fromHost('fingerprint', 'X-device-fingerprint')} />
          <Field {...fromHost('userAgent', 'X-agent')} />
          <Field {...field('ip')} note={words.byDefault} />
        </div>
      </details>

      <div class="submit">
        {/* Two buttons, not one that changes: a click that calls off must not submit what it has become. */}
        {isBinding ? (
          <button key="abort" type="button" class="primary" id="abort" onClick={props.onAbort}>
            {words.abort}
          </button>
        ) : (
          <button key="bind" type="submit" class="primary" id="bind">
            {words.bind}
          </button>
        )}
        <span class="note">{checked && (issues.length === 0 ? words.ready : words.problems(issues.length))}</span>
      </div>
    </form>
  )
}
