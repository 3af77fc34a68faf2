// A sign-in with a phone-number button, which the user may press at any time.

import { type BindError, CallbackError } from '../shell/errors.js'
import type { BindResult, Client, LoggedError } from '../shipped/index.js'
import type { PhoneNumberEvent, SignIn, SignInOptions, SignInState } from '../shipped/miniprogram.cjs'
import { hostError } from './fetch.js'
import { phoneCode } from './phone-code.js'

/** A state token is valid for some minutes; an older one is replaced before a phone code is used with it. */
const FRESH_MS = 4 * 60 * 1000

/** The service's code for a state token that is wrong, used or expired. */
const EXPIRED = 'SDK.COMMON.1007'

const wxLoginCode = () =>
  new Promise<string>((resolve, reject) =>
    wx.login({ success: ({ code }) => resolve(code), fail: (failure) => reject(hostError(failure)) }),
  )

type Shown = ConstructorParameters<typeof BindError>[0]

const callbackError = (
  shown: Pick<Shown, 'callback' | 'delivery' | 'message' | 'step' | 'audience' | 'hint'>,
  cause: unknown,
) => new CallbackError({ code: 'CALLBACK', ...shown }, { cause })

/** The function for the login code threw, as `wx.login` does without a network. */
const noLoginCode = (cause: unknown) =>
  callbackError(
    {
      callback: 'loginCode',
      delivery: 'not-sent',
      message: '`loginCode` threw instead of returning, `cause` is what it threw',
      step: 'login',
      audience: 'user',
      hint: { zh: '微信登录失败，请重试', en: 'the login by WeChat failed: try again' },
    },
    cause,
  )

/** The option `client` is not a client, or doesn't behave like one. */
const noClient = (cause: unknown, delivery: Shown['delivery'], step: Shown['step']) =>
  callbackError(
    {
      callback: 'client',
      delivery,
      message: '`client` is not, or does not act as, a client of this package; `cause` says why',
      step,
      audience: 'developer',
      hint: {
        zh: '`client` 不是本包的 client，或者行为与它不同，原因见 `cause`',
        en: '`client` is not, or does not act as, a client of this package: `cause` says why',
      },
    },
    cause,
  )

/** The public content of an error of this package, from any of its entries; `undefined` for other errors. */
function logged(error: unknown): LoggedError | undefined {
  try {
    const { name, code, delivery } = error as BindError
    if ([name, code, delivery].some((member) => typeof member !== 'string')) return undefined
    return Object((error as BindError).toJSON())
  } catch {
    return undefined
  }
}

const asksForPhone = (result: BindResult | undefined): string | undefined =>
  result && (result.status === 'SOCIAL_BIND' || result.status === 'USER_REGISTER') ? result.stateToken : undefined

/** A task under way. It exists before the task starts, so that calls from within the task get the same promise. */
class Work {
  /** The first call ends it with that state. */
  end!: (state: SignInState | Promise<SignInState>) => void
  readonly state = new Promise<SignInState>((resolve) => (this.end = resolve))
}

/** What a `restart` begins. An attempt that is no longer the current one doesn't change the state. */
interface Attempt {
  login?: Work
  press?: Work
  /** The service's last answer, if the next bind may use it, and when it was requested. */
  answer?: BindResult
  at: number
}

export function createSignIn(options: SignInOptions): SignIn {
  const { client, loginCode = wxLoginCode, onUnknownUser = 'bind', onChange = () => {}, onError = () => {} } = options
  const method = onUnknownUser === 'register' ? 'registerAndBind' : 'bind'
  let state: SignInState = { step: 'login', busy: false }
  let made: Client | undefined
  let current: Attempt = { at: 0 }
  /** The phone codes that were sent, or may have been. */
  const spent = new Set<string>()

  /** Calls a listener of the page. If it throws, the error becomes an unhandled rejection: no session must be lost. */
  function tell<T>(listener: (news: T) => void, news: T): void {
    try {
      listener(news)
    } catch (error) {
      void Promise.reject(error)
    }
  }

  function become(changes: Partial<SignInState>): void {
    state = { step: state.step, busy: state.busy, ...(state.result && { result: state.result }), ...changes }
    tell(onChange, state)
  }

  /** `busy` if a press that waited goes on with the result. */
  function settle(attempt: Attempt, result: BindResult, busy = false): void {
    if (attempt !== current) return
    attempt.answer = result
    if (asksForPhone(result)) become({ step: 'phone', busy, result })
    else become({ step: result.status === 'SUCCESS' ? 'done' : 'ended', busy: false, result })
  }

  /** The state after a failure: as before it, so that the next press can continue. */
  function fail(attempt: Attempt, error: BindError, shown: LoggedError, step: SignInState['step'], busy = false): void {
    if (attempt === current) become({ step, busy, error: shown })
    tell(onError, error)
  }

  /** Starts a new current attempt. What waited for the last one gets the state after `begin`. */
  function replace(begin: () => SignInState | Promise<SignInState>): SignInState | Promise<SignInState> {
    const { login, press } = current
    current = { at: 0 }
    const next = begin()
    if (login) login.end(next)
    if (press) press.end(next)
    return next
  }

  /** The client; if creating it failed, it is created again. */
  async function ready(method: 'login' | 'bind' | 'registerAndBind'): Promise<Client> {
    const service = made || (await (typeof client === 'function' ? client() : client))
    if (!service || typeof service[method] !== 'function') throw new TypeError(`\`client\` has no method \`${method}\``)
    made = service
    return service
  }

  async function freshLoginCode(): Promise<string> {
    try {
      return await loginCode()
    } catch (error) {
      throw logged(error) ? error : noLoginCode(error)
    }
  }

  function logIn(): Promise<SignInState> {
    const attempt = current
    if (attempt.login) return attempt.login.state
    const work = new Work()
    attempt.login = work
    become({ busy: true })
    void askLogin(attempt).then(() => {
      attempt.login = undefined
      work.end(state)
    })
    return work.state
  }

  async function askLogin(attempt: Attempt): Promise<void> {
    let delivery: Shown['delivery'] = 'not-sent'
    try {
      const at = Date.now()
      const service = await ready('login')
      if (attempt !== current) return
      const code = await freshLoginCode()
      if (attempt !== current) return
      delivery = 'unknown'
      const result = await service.login({ code })
      attempt.at = at
      settle(attempt, result, !!attempt.press)
    } catch (error) {
      const shown = logged(error)
      const told = shown ? (error as BindError) : noClient(error, delivery, 'login')
      fail(attempt, told, shown || told.toJSON(), 'login')
    }
  }

  const isFresh = ({ answer, at }: Attempt) => asksForPhone(answer) !== undefined && Date.now() - at < FRESH_MS

  async function bind(attempt: Attempt, wechatCode: string): Promise<void> {
    if (attempt.login) await attempt.login.state
    // The phone code was not sent yet, so a new login is safe.
    if (attempt === current && (state.step === 'login' || (state.step === 'phone' && !isFresh(attempt)))) await logIn()
    const stateToken = asksForPhone(attempt.answer)
    // A user who is bound by now needs no phone number.
    if (attempt !== current || state.step !== 'phone' || !stateToken) return
    become({ busy: true })
    try {
      const service = await ready(method)
      if (attempt !== current) return
      spent.add(wechatCode)
      const result = await service[method]({ wechatCode, stateToken })
      // A session counts even after a `restart`: no login can add anything to it.
      if (result.status === 'SUCCESS') {
        void replace(() => {
          become({ step: 'done', busy: false, result })
          return state
        })
        return
      }
      attempt.at = Date.now()
      settle(attempt, result)
    } catch (error) {
      const found = logged(error)
      const told = found
        ? (error as BindError)
        : noClient(error, spent.has(wechatCode) ? 'unknown' : 'not-sent', method)
      const shown = found || told.toJSON()
      if (shown.delivery === 'not-sent') spent.delete(wechatCode)
      // The token is used up, or the bind may have happened: the next press needs a new login either way.
      const mayBeBound = shown.delivery !== 'not-sent' && shown.errorCode === undefined
      if (mayBeBound || shown.errorCode === EXPIRED) attempt.answer = undefined
      fail(attempt, told, shown, 'phone')
    }
  }

  function start(): Promise<SignInState> {
    if (current.press) return current.press.state
    return state.step === 'done' ? Promise.resolve(state) : logIn()
  }

  function press(event: PhoneNumberEvent): Promise<SignInState> {
    const attempt = current
    // Only the first of two presses counts: WeChat reports a false refusal for the second.
    if (attempt.press) return attempt.press.state
    if (state.step === 'done') return Promise.resolve(state)
    let wechatCode: string
    try {
      wechatCode = phoneCode(event)
    } catch (error) {
      const told = error as BindError
      fail(attempt, told, told.toJSON(), state.step, state.busy)
      return Promise.resolve(state)
    }
    if (spent.has(wechatCode)) return Promise.resolve(state)
    const work = new Work()
    attempt.press = work
    void bind(attempt, wechatCode).then(() => {
      attempt.press = undefined
      work.end(state)
    })
    return work.state
  }

  function restart(): Promise<SignInState> {
    state = { step: 'login', busy: false }
    return Promise.resolve(replace(logIn))
  }

  return {
    get state() {
      return state
    },
    start,
    press,
    restart,
  }
}
