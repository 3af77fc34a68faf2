import { useEffect, useMemo, useState } from 'preact/hooks'
import { Controls } from './controls'
import type { Answer } from './person'
import { peopleOf } from './person'
import { Phone } from './phone/phone'
import type { Call, Catalogue, Plan } from './sandbox'
import { catalogue, setPlan, timed } from './sandbox'
import type { Setting } from './sign-in'
import { useSignIn } from './sign-in'
import { JourneyPicture } from './trace/journey-picture'
import { Outcome } from './trace/outcome'
import { Preview } from './trace/preview'
import { Requests } from './trace/requests'
import { useLanguage, WORDS } from './words'

const SENDS: Call[] = ['sendSms', 'sendEmail']

/** Wide enough for the controls to stand open beside the phone. */
const WIDE = matchMedia('(min-width: 60rem)')

/** The page. */
export function App() {
  const [language, setLanguage] = useLanguage()
  const [sandbox, setSandbox] = useState<Catalogue>()
  const [setting, setSetting] = useState<Setting>()
  const [answer, setAnswer] = useState<Answer>('ask')
  const [plan, setShownPlan] = useState<Plan>({})
  const [call, setCall] = useState<Call>('login')
  const [selected, setSelected] = useState<number>()
  const [loadError, setLoadError] = useState<string>()
  const people = useMemo(() => (sandbox ? peopleOf(sandbox) : []), [sandbox])
  const { shown, journeys, renew } = useSignIn(sandbox, setting)
  const words = WORDS[language]

  const last = journeys.at(-1)
  const journey = journeys.find(({ id }) => id === selected) ?? last
  useEffect(() => setSelected(undefined), [last?.id])

  useEffect(() => {
    catalogue()
      .then(open)
      .catch((error: Error) => setLoadError(error.message))
  }, [])

  /** Signs in whom the address names, or the first user; or as the scenario goes that it names. */
  async function open(found: Catalogue) {
    const people = peopleOf(found)
    const asked = decodeURIComponent(location.hash.slice(1))
    const scenario = found.scenarios.find(({ code }) => code === asked)
    const call = scenario?.at.find((call) => call === 'bind') ?? scenario?.at[0]
    if (scenario && call) {
      setCall(call)
      await change({ [call]: scenario.code })
    }
    const [first] = people
    const person = people.find(({ phone }) => phone === asked) ?? first
    setSandbox(found)
    if (person) setSetting({ person, onUnknownUser: 'bind', timeoutMs: 10_000 })
  }

  /** Sets what the next calls get. Another login comes only of another sign-in. */
  async function change(plan: Plan) {
    setShownPlan(plan)
    await setPlan(Object.fromEntries(Object.entries(plan).map(([call, name]) => [call, timed(name)])))
    if (plan.login) renew()
  }

  // What was planned for a call is used by it.
  useEffect(() => {
    if (!last?.request) return
    const { [last.call]: used, ...others } = plan
    if (used) setShownPlan(others)
  }, [last?.id, last?.request])

  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <>
      <header>
        <h1>wechat-mobile-bind</h1>
        <p class="tagline">{words.tagline}</p>
        <button type="button" id="language-switch" lang={other} onClick={() => setLanguage(other)}>
          {words.language}
        </button>
      </header>
      {loadError && (
        <p class="load-error" role="alert">
          {words.loadFailed} <span lang="en">{loadError}</span>
        </p>
      )}
      {sandbox && setting && shown && (
        <main>
          <div class="person-side">
            <details class="setup" open={WIDE.matches}>
              <summary>
                <h2>{words.controls.title}</h2>
              </summary>
              <Controls
                catalogue={sandbox}
                people={people}
                setting={setting}
                answer={answer}
                plan={plan}
                call={call}
                language={language}
                words={words}
                onSetting={(change) => setSetting({ ...setting, ...change })}
                onAnswer={setAnswer}
                onPlan={change}
                onCall={setCall}
              />
            </details>
            <Phone
              shown={shown}
              person={setting.person}
              answer={answer}
              sent={journeys.findLast(({ call, result }) => result && SENDS.includes(call))?.id}
              language={language}
              words={words}
              onRenew={renew}
            />
          </div>
          <div class="trace">
            <h2>{words.requests}</h2>
            <Requests journeys={journeys} selected={journey?.id} words={words} onSelect={setSelected} />
            {journey && (
              <div class="detail">
                <JourneyPicture journey={journey} words={words} language={language} />
                <Preview request={journey.request} words={words} />
                <Outcome journey={journey} words={words} />
              </div>
            )}
          </div>
        </main>
      )}
    </>
  )
}
