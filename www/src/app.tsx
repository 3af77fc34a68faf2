import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { init } from 'wechat-mobile-bind'
import { Controls } from './controls'
import { Decoder } from './decoder'
import { Head } from './head'
import type { Answer } from './person'
import { peopleOf } from './person'
import { Phone } from './phone/phone'
import type { Call, Catalogue, Plan } from './sandbox'
import { catalogue, setPlan, timed } from './sandbox'
import { useLanguage } from './settings'
import type { Setting } from './sign-in'
import { useSignIn } from './sign-in'
import { JourneyPicture } from './trace/journey-picture'
import { Outcome } from './trace/outcome'
import { Preview } from './trace/preview'
import { Requests } from './trace/requests'
import { WORDS } from './words'

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
  const [showsSecrets, setShowsSecrets] = useState(false)
  const [loadError, setLoadError] = useState<string>()
  const people = useMemo(() => (sandbox ? peopleOf(sandbox) : []), [sandbox])
  const { shown, journeys, renew } = useSignIn(sandbox, setting)
  const words = WORDS[language]

  const last = journeys.at(-1)
  const journey = journeys.find(({ id }) => id === selected) ?? last
  useEffect(() => setSelected(undefined), [last?.id])

  useEffect(() => {
    const failed = (error: Error) => setLoadError(error.message)
    init().catch(failed)
    catalogue().then(open, failed)
  }, [])

  function open(found: Catalogue) {
    const people = peopleOf(found)
    const [first] = people
    if (!first) return
    const asked = decodeURIComponent(location.hash.slice(1))
    const scenario = found.scenarios.find(({ code }) => code === asked)
    if (scenario) {
      const call = scenario.at.includes('bind') ? 'bind' : (scenario.at[0] ?? 'login')
      setCall(call)
      change({ [call]: scenario.code })
    }
    setSandbox(found)
    setSetting({
      person: people.find(({ phone }) => phone === asked) ?? first,
      onUnknownUser: 'bind',
      timeoutMs: 10_000,
    })
  }

  function change(plan: Plan) {
    setShownPlan(plan)
    const named = Object.entries(plan).map(([call, name]) => [call, timed(name)])
    void setPlan(Object.fromEntries(named))
  }

  // What was planned for a call is used by it.
  useEffect(() => {
    if (!last?.request) return
    const { [last.call]: used, ...others } = plan
    if (used) setShownPlan(others)
  }, [last?.id, last?.request])

  // The address asks for somebody or something: then the first tap is made.
  const hasOpened = useRef(false)
  useEffect(() => {
    if (!shown || hasOpened.current) return
    hasOpened.current = true
    if (location.hash) void shown.signIn.start()
  }, [shown])

  const token = shown?.result?.status === 'SUCCESS' ? shown.result.idToken : undefined
  return (
    <>
      <a class="skip" href="#phone">
        {words.skip}
      </a>
      <Head words={words} language={language} onLanguage={setLanguage} />
      {loadError && (
        <p class="load-error" role="alert">
          {words.loadFailed} <span lang="en">{loadError}</span>
        </p>
      )}
      {sandbox && setting && shown && (
        <main>
          <div class="person-side" id="phone">
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
            <div class="section-head">
              <h2 id="requests-title">{words.requests}</h2>
              <label class="switch">
                <input
                  type="checkbox"
                  id="secrets"
                  checked={showsSecrets}
                  onChange={() => setShowsSecrets(!showsSecrets)}
                />
                {words.showSecrets}
              </label>
            </div>
            <Requests journeys={journeys} selected={journey?.id} words={words} onSelect={setSelected} />
            {journey && (
              <div class="detail">
                <JourneyPicture journey={journey} words={words} language={language} timeoutMs={setting.timeoutMs} />
                <Preview request={journey.request} words={words} showsSecrets={showsSecrets} />
                <Outcome journey={journey} words={words} showsSecrets={showsSecrets} />
              </div>
            )}
            <Decoder language={language} words={words} lastToken={token} />
          </div>
        </main>
      )}
    </>
  )
}
