import type { Answer, Person } from './person'
import { ANSWERS } from './person'
import type { Call, Catalogue, Plan } from './sandbox'
import { CALLS } from './sandbox'
import type { Setting } from './sign-in'
import type { Language, Words } from './words'

interface Props {
  catalogue: Catalogue
  people: readonly Person[]
  setting: Setting
  answer: Answer
  plan: Plan
  call: Call
  language: Language
  words: Words
  onSetting: (change: Partial<Setting>) => void
  onAnswer: (answer: Answer) => void
  onPlan: (plan: Plan) => void
  onCall: (call: Call) => void
}

/** Who signs in, and what WeChat and the service are to do. */
export function Controls(props: Props) {
  const { catalogue, people, setting, answer, plan, call, language, words } = props
  const { onSetting, onAnswer, onPlan, onCall } = props
  const planned = Object.entries(plan) as [Call, string][]
  return (
    <div class="controls">
      <label>
        <span>{words.controls.person}</span>
        <select
          id="person"
          value={setting.person.id}
          onChange={({ currentTarget: { value } }) => {
            const person = people.find(({ id }) => id === value)
            if (person) onSetting({ person })
          }}
        >
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {words.controls.about(person)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.controls.answer}</span>
        <select id="answer" value={answer} onChange={({ currentTarget: { value } }) => onAnswer(value as Answer)}>
          {(Object.keys(ANSWERS) as Answer[]).map((one) => (
            <option key={one} value={one}>
              {words.controls.answers[one]}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{words.controls.next}</legend>
        <select
          id="call"
          aria-label={words.controls.call}
          value={call}
          onChange={({ currentTarget: { value } }) => onCall(value as Call)}
        >
          {CALLS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <select
          id="scenario"
          aria-label={words.controls.scenario}
          value={plan[call] ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const { [call]: _, ...others } = plan
            onPlan(value ? { ...others, [call]: value } : others)
          }}
        >
          <option value="">{words.controls.asUsual}</option>
          {catalogue.scenarios
            .filter(({ at }) => at.includes(call))
            .map(({ code, ...about }) => (
              <option key={code} value={code}>
                {code.replace('sandbox-', '')}: {about[language].replaceAll('`', '')}
              </option>
            ))}
        </select>
        {planned.length > 0 && (
          <ul id="plan">
            {planned.map(([call, name]) => (
              <li key={call}>
                <code>
                  {call}: {name.replace('sandbox-', '')}
                </code>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      <details>
        <summary>{words.controls.more}</summary>
        <label class="switch">
          <input
            type="checkbox"
            id="register"
            checked={setting.onUnknownUser === 'register'}
            onChange={({ currentTarget: { checked } }) => onSetting({ onUnknownUser: checked ? 'register' : 'bind' })}
          />
          {words.controls.register}
        </label>
        <label>
          <span>{words.controls.timeout}</span>
          <input
            id="timeout"
            type="number"
            min={100}
            step={100}
            value={setting.timeoutMs}
            onChange={({ currentTarget: { value } }) => onSetting({ timeoutMs: Number(value) || 10_000 })}
          />
        </label>
      </details>
    </div>
  )
}
