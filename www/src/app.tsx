import { useEffect, useRef, useState } from 'preact/hooks'
import type { Delivery } from 'wechat-mobile-bind'
import { init } from 'wechat-mobile-bind'
import type { Journey } from './bind'
import { AT_REST, bind } from './bind'
import { Decoder } from './decoder'
import type { Check, Draft } from './draft'
import { check, EMPTY } from './draft'
import { RequestForm } from './form'
import { Head } from './head'
import { IdentityRows } from './identity'
import { JourneyPicture } from './journey'
import { Outcome } from './outcome'
import { Preview } from './preview'
import type { Catalogue } from './sandbox'
import { askedBy, catalogue, codeFor, logIn, loopbackOrigin, wechatCode } from './sandbox'
import type { Ending } from './scenarios'
import { Scenarios } from './scenarios'
import { useLanguage } from './settings'
import { WORDS } from './words'

const DEFAULT_TIMEOUT = 10_000

/** Wide enough for the scenarios to stand open beside the form. */
const WIDE = matchMedia('(min-width: 80rem)')

/** The page. */
export function App() {
  const [language, setLanguage] = useLanguage()
  const [draft, setDraft] = useState<Draft>({
    ...EMPTY,
    domain: loopbackOrigin(location.origin) ?? '',
    wechatCode: wechatCode(),
  })
  const [checked, setChecked] = useState<Check>()
  const [sandbox, setSandbox] = useState<Catalogue>()
  const [journey, setJourney] = useState<Journey>(AT_REST)
  const [usedCodes, setUsedCodes] = useState<Readonly<Record<string, Delivery>>>({})
  const [endings, setEndings] = useState<Readonly<Record<string, Ending>>>({})
  const [isBinding, setIsBinding] = useState(false)
  const [showAll, setShowAll] = useState(false)
  const [showsSecrets, setShowsSecrets] = useState(false)
  const [isMasked, setIsMasked] = useState(true)
  const [loginState, setLoginState] = useState<'idle' | 'busy' | string>('idle')
  const [loadError, setLoadError] = useState<string>()
  const controller = useRef<AbortController>(null)
  const way = useRef<HTMLDivElement>(null)
  const words = WORDS[language]

  const change = (part: Partial<Draft>) => setDraft((draft) => ({ ...draft, ...part }))

  useEffect(() => {
    init().catch((error: Error) => setLoadError(error.message))
  }, [])

  useEffect(() => {
    let isCurrent = true
    check(draft).then(
      (found) => isCurrent && setChecked(found),
      (error: Error) => setLoadError(error.message),
    )
    return () => {
      isCurrent = false
    }
    // The page's language is a field's default.
  }, [draft, language])

  // On a small screen the picture is further down than what was pressed.
  useEffect(() => {
    if (showAll) way.current?.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }, [isBinding])

  const origin = loopbackOrigin(draft.domain)
  useEffect(() => {
    let isCurrent = true
    setSandbox(undefined)
    if (origin) {
      catalogue(origin).then((found) => {
        if (!isCurrent || !found) return
        setSandbox(found)
        setDraft((draft) => (draft.clientId === '' ? { ...draft, clientId: found.clientId } : draft))
      })
    }
    return () => {
      isCurrent = false
    }
  }, [origin])

  const hasOpened = useRef(false)
  useEffect(() => {
    if (!sandbox || hasOpened.current) return
    hasOpened.current = true
    const name = askedBy(location.hash, sandbox)
    if (name) runScenario(name)
  }, [sandbox])

  async function login(): Promise<string | undefined> {
    setLoginState('busy')
    try {
      const stateToken = await logIn(draft)
      change({ stateToken })
      setLoginState('idle')
      return stateToken
    } catch (error) {
      setLoginState(error instanceof Error ? error.message : String(error))
      return undefined
    }
  }

  async function go(draft: Draft, scenario?: string) {
    controller.current = new AbortController()
    setIsBinding(true)
    setShowAll(true)
    const { error, result, delivery } = await bind(draft, controller.current.signal, setJourney)
    setIsBinding(false)
    if (delivery) setUsedCodes((codes) => ({ ...codes, [draft.wechatCode]: delivery }))
    const ending = error?.code ?? result?.status
    if (scenario && ending) setEndings((endings) => ({ ...endings, [scenario]: ending }))
  }

  async function runScenario(name: string) {
    const stateToken = await login()
    if (!stateToken) return
    const next = { ...draft, wechatCode: codeFor(name), stateToken }
    setDraft(next)
    await go(next, name)
  }

  const { result } = journey
  const success = result?.status === 'SUCCESS' ? result : undefined
  const timeoutMs = Number(draft.timeoutMs) || DEFAULT_TIMEOUT

  return (
    <>
      <a class="skip" href="#domain">
        {words.skip}
      </a>
      <Head words={words} language={language} onLanguage={setLanguage} />
      {loadError && (
        <p class="load-error" role="alert">
          {words.loadFailed} <span lang="en">{loadError}</span>
        </p>
      )}
      <main>
        <details class="scenarios" open={WIDE.matches}>
          <summary>
            <h2>{words.scenarios}</h2>
          </summary>
          <Scenarios
            catalogue={sandbox}
            endings={endings}
            words={words}
            language={language}
            isBusy={isBinding || loginState === 'busy'}
            onRun={runScenario}
          />
        </details>

        <div class="request">
          <div class="section-head">
            <h2 id="request-title">{words.request}</h2>
            <label class="switch">
              <input type="checkbox" checked={showsSecrets} onChange={() => setShowsSecrets(!showsSecrets)} />
              {words.showSecrets}
            </label>
          </div>
          <RequestForm
            draft={draft}
            checked={checked}
            words={words}
            codeState={usedCodes[draft.wechatCode]}
            showAll={showAll}
            isSandbox={sandbox !== undefined}
            isBinding={isBinding}
            loginState={loginState}
            onChange={change}
            onLogin={login}
            onBind={() => go(draft)}
            onAbort={() => controller.current?.abort()}
          />
          <Preview request={checked?.request} words={words} showsSecrets={showsSecrets} />
        </div>

        <div class="way" ref={way}>
          <JourneyPicture journey={journey} words={words} language={language} timeoutMs={timeoutMs} />
          <Outcome journey={journey} words={words} showsSecrets={showsSecrets} />
          <section class="identity" aria-labelledby="identity-title">
            <div class="section-head">
              <h2 id="identity-title">{words.identity}</h2>
              <span class="note">{words.unverified}</span>
              <label class="switch">
                <input type="checkbox" checked={isMasked} onChange={() => setIsMasked(!isMasked)} />
                {words.mask}
              </label>
            </div>
            {success?.identity && (
              <IdentityRows
                id="rows"
                identity={success.identity}
                language={language}
                words={words}
                isMasked={isMasked}
              />
            )}
            {success?.identityError && (
              <p class="issues">
                <code>{success.identityError.code}</code> <span lang="en">{success.identityError.message}</span>
              </p>
            )}
            {!success?.identity && !success?.identityError && <p class="empty">{words.identityNone}</p>}
          </section>
          <Decoder language={language} words={words} isMasked={isMasked} lastToken={success?.idToken} />
        </div>
      </main>
    </>
  )
}
