import type { BindError, BindResult } from 'wechat-mobile-bind'
import { prose } from './field'
import type { Catalogue, Scenario } from './sandbox'
import { describe } from './sandbox'
import type { Language, Words } from './words'

/** How a scenario ended when it was last run. */
export type Ending = BindResult['status'] | BindError['code']

interface Props {
  catalogue: Catalogue | undefined
  endings: Readonly<Record<string, Ending>>
  words: Words
  language: Language
  isBusy: boolean
  onRun: (code: string) => void
}

/** Each group by the start of its codes. */
const GROUPS = {
  status: 'sandbox-stat',
  error: 'sandbox-error-',
  odd: 'sandbox-odd-',
  fault: 'sandbox-fault-',
} as const

/** One button for each thing that the sandbox can be asked for. */
export function Scenarios({ catalogue, endings, words, language, isBusy, onRun }: Props) {
  if (!catalogue) return <p class="empty">{prose(words.noSandbox)}</p>
  const row = (code: string, label: string, about: string) => (
    <li key={code}>
      <button type="button" class="scenario" data-code={code} disabled={isBusy} onClick={() => onRun(code)}>
        <code>{label}</code>
        <span class="scenario-about">{prose(about)}</span>
        {endings[code] && <span class={`ending ending-${kind(endings[code])}`}>{endings[code]}</span>}
      </button>
    </li>
  )
  const scenario = (one: Scenario) =>
    row(one.code, one.code.replace(/^sandbox-((status|error|odd|fault)-)?/, ''), describe(one, language))
  return (
    <>
      <p class="note">{words.scenariosNote}</p>
      <h3>{words.groups.people}</h3>
      <ul>{catalogue.people.map(({ phone, name }) => row(phone, phone, name))}</ul>
      {Object.entries(GROUPS).map(([group, start]) => (
        <div key={group}>
          <h3>{words.groups[group as keyof typeof GROUPS]}</h3>
          <ul>
            {catalogue.scenarios.filter(({ code, at }) => code.startsWith(start) && at.includes('bind')).map(scenario)}
          </ul>
        </div>
      ))}
    </>
  )
}

function kind(ending: Ending): 'good' | 'plain' | 'bad' {
  if (ending === 'SUCCESS') return 'good'
  return ['SOCIAL_BIND', 'USER_REGISTER', 'MFA_AUTH', 'ACCESS_DENIED', 'UNKNOWN'].includes(ending) ? 'plain' : 'bad'
}
