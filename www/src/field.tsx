import type { ComponentChildren } from 'preact'
import type { Issue } from 'wechat-mobile-bind'
import type { FieldName } from './draft'
import type { Words } from './words'

interface Props {
  name: FieldName
  value: string
  words: Words
  issues: Issue[]
  onInput: (value: string) => void
  onLeave?: () => void
  placeholder?: string | undefined
  note?: string | undefined
  badge?: ComponentChildren
  action?: ComponentChildren
  options?: readonly string[]
  rows?: number
}

/** A labelled field with the package's own issues under it. */
export function Field({
  name,
  value,
  words,
  issues,
  onInput,
  onLeave,
  placeholder,
  note,
  badge,
  action,
  options,
  rows,
}: Props) {
  const about = issues.length > 0 ? `${name}-issues` : undefined
  const shared = {
    id: name,
    name,
    value,
    'aria-invalid': issues.length > 0,
    'aria-describedby': about,
    onInput: (event: Event) => onInput((event.currentTarget as HTMLInputElement).value),
    onBlur: onLeave,
  }
  const typed = { ...shared, placeholder, autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const
  return (
    <div class={`field field-${name}`}>
      <div class="field-head">
        <label for={name}>{words.fields[name]}</label>
        {badge}
        {note && <span class="note">{note}</span>}
        {action}
      </div>
      {options ? (
        <select {...shared}>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : rows ? (
        <textarea rows={rows} {...typed} />
      ) : (
        <input type="text" {...typed} />
      )}
      {about && (
        <ul class="issues" id={about}>
          {issues.map((issue) => (
            <li key={issue.message} data-rule={issue.rule}>
              {words.rule(issue)} <span lang="en">{prose(issue.message)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Text in which backticks enclose code. */
export function prose(text: string): ComponentChildren[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}
