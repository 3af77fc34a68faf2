// A sign-in with a phone-number button, which the user may press at any time.

import { read } from '../../src/wasm/get.js'
import { type BindError, CallbackError, isBindError } from '../shell/errors.js'
import { ignoreFailure, tryCall } from '../shell/try-call.js'
import type { BindResult, Client, LoggedError, Next } from '../shipped/index.js'
import type { PhoneNumberEvent, SignIn, SignInOptions, SignInState } from '../shipped/miniprogram.cjs'
import { phoneCode } from './phone-code.js'
import { readOptions } from './sign-in-options.js'

/** A state token is valid for some minutes; an older one is replaced before a phone code is used with it. */
const FRESH_MS = 4 * 60 * 1000

type Shown = ConstructorParameters<typeof BindError>[0]

const callbackError = (
  shown: Pick<Shown, 'callback' | 'delivery' | 'message' | 'step' | 'audience' | 'next' | 'hint'>,
  cause?: unknown,
) => new CallbackError({ code: 'CALLBACK', ...shown }, { cause })

const noLoginCode = (message: string, cause?: unknown) =>
  callbackError(
    {
      callback: 'loginCode',
      delivery: 'not-sent',
      message,
      step: 'login',
      audience: 'user',
      next: 'log-in',
      hint: { zh: '微信登录失败，请重试', en: 'the login by WeChat failed: try again' },
    },
    cause,
  )

/** The option `client` is not a client, or doesn't behave like one. */
const noClient = (cause: unknown, delivery: Shown['delivery'], step: Shown['step'], next: Next) =>
  callbackError(
    {
      callback: 'client',
      delivery,
      message: '`client` is not, or does not act as, a client of this package; `cause` says why',
      step,
      audience: 'developer',
      next,
      hint: {
        zh: '`client` 不是由本 SDK 创建的，或行为与其不一致，原因见 `cause`',
        en: '`client` is not, or does not act as, a client of this package: `cause` says why',
      },
    },
    cause,
  )

/** An object without the members that are undefined: `setData` takes none. */
function compact<T extends object>(object: T): T {
  for (const name of Object.keys(object) as (keyof T)[]) if (object[name] === undefined) delete object[name]
  return object
}

/** An error of this package, and its public content; any other error is what `otherwise` makes of it. */
function reported(
  failure: unknown,
  otherwise: (cause: unknown) => BindError,
): { error: BindError; shown: LoggedError } {
  const shown = isBindError(failure) ? tryCall(() => failure.toJSON()) : undefined
  if (shown) return { error: failure as BindError, shown: compact(shown) }
  const error = otherwise(failure)
  return { error, shown: error.toJSON() }
}

/** From which step a result or an error says to go on. A program that has its own client may leave it out. */
const nextOf = (outcome: unknown) => read(outcome, 'next') as Next | undefined

/** The state token of a result that asks for the phone number. */
const stateTokenOf = (result: unknown) =>
  nextOf(result) === 'press' ? (read(result, 'stateToken') as string) : undefined

/** Whether the program can't go on from an error by itself. */
const isEnd = (next: Next | undefined) => next === 'fix' || next === 'stop'

/** What a page may show of a result: no token, and nothing of the raw reply. */
const shownOf = (result: BindResult): SignInState['result'] =>
  compact({ status: result.status, nextSteps: read(result, 'nextSteps') as string[] | undefined })

/** A promise of the state, for a task under way. It exists before the task starts, so that calls from within the task get it too. */
interface Deferred {
  /** The first call resolves the promise. */
  end(state: SignInState | Promise<SignInState>): void
  state: Promise<SignInState>
}

function defer(): Deferred {
  let end!: Deferred['end']
  const state = new Promise<SignInState>((resolve) => (end = resolve))
  return { end, state }
}

/** What a `restart` begins. An attempt that is no longer the current one doesn't change the state. */
interface Attempt {
  login: Deferred | undefined
  press: Deferred | undefined
  /** The service's last answer, if the next bind may use it, and when it was requested. */
  answer: BindResult | undefined
  at: number
}

const newAttempt = (): Attempt => ({ login: undefined, press: undefined, answer: undefined, at: 0 })

export function createSignIn(options: SignInOptions): SignIn {
  const { client, loginCode, method, onChange, onError } = readOptions(options)
  let state: SignInState = { step: 'login', busy: false }
  let result: BindResult | undefined
  let made: Client | undefined
  let current = newAttempt()
  /** The phone codes that were sent, or may have been. */
  const spent = new Set<string>()

  /** Calls a listener of the page. If it throws, the error becomes an unhandled rejection: no session must be lost. */
  function tell<News extends unknown[]>(listener: (...news: News) => unknown, ...news: News): void {
    try {
      const returned = listener(...news)
      ignoreFailure(() => returned)
    } catch (error) {
      void Promise.reject(error)
    }
  }

  function become(step: SignInState['step'], busy: boolean, error?: LoggedError): void {
    state = compact({ step, busy, result: result && shownOf(result), error })
    tell(onChange, state, result)
  }

  /** `busy` if a press that waited goes on with the result. */
  function settle(attempt: Attempt, answer: BindResult, busy = false): void {
    if (attempt !== current) return
    if (typeof nextOf(answer) !== 'string') throw new TypeError('`client` returned no result that says what is `next`')
    attempt.answer = result = answer
    if (stateTokenOf(answer)) become('phone', busy)
    else become(nextOf(answer) === 'done' ? 'done' : 'ended', false)
  }

  /** The state after a failure: as before it, so that the next press can continue, unless someone has to act first. */
  function fail(attempt: Attempt, error: BindError, shown: LoggedError, step: SignInState['step'], busy = false): void {
    if (attempt === current) become(step, busy, shown)
    tell(onError, error)
  }

  /** Starts a new current attempt. What waited for the last one gets the state after `begin`. */
  function replace(begin: () => SignInState | Promise<SignInState>): SignInState | Promise<SignInState> {
    const { login, press } = current
    current = newAttempt()
    const next = begin()
    if (login) login.end(next)
    if (press) press.end(next)
    return next
  }

  /** The client; if creating it failed, it is created again. */
  async function ready(method: 'login' | 'bind' | 'registerAndBind'): Promise<Client> {
    let service = made
    try {
      service ||= await (typeof client === 'function' ? client() : client)
    } catch (cause) {
      throw reported(cause, () => noClient(cause, 'not-sent', method, 'retry')).error
    }
    if (typeof read(service, method) !== 'function')
      throw noClient(new TypeError(`\`client\` has no method \`${method}\``), 'not-sent', method, 'fix')
    made = service
    return service as Client
  }

  async function freshLoginCode(): Promise<string> {
    let code: unknown
    try {
      code = await loginCode()
    } catch (error) {
      if (isBindError(error)) throw error
      throw noLoginCode('`loginCode` threw instead of returning, `cause` is what it threw', error)
    }
    // WECHAT: `wx.login` may succeed without a code.
    if (code === undefined || code === null || code === '') throw noLoginCode('`loginCode` returned no code')
    return code as string
  }

  function logIn(): Promise<SignInState> {
    const attempt = current
    if (attempt.login) return attempt.login.state
    const login = defer()
    attempt.login = login
    become(state.step, true)
    void askLogin(attempt).then(() => {
      attempt.login = undefined
      login.end(state)
    })
    return login.state
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
      const answer = await service.login({ code })
      attempt.at = at
      settle(attempt, answer, !!attempt.press)
    } catch (failure) {
      const { error, shown } = reported(failure, (cause) => noClient(cause, delivery, 'login', 'log-in'))
      fail(attempt, error, shown, isEnd(nextOf(shown)) ? 'ended' : 'login')
    }
  }

  const isFresh = ({ answer, at }: Attempt) => stateTokenOf(answer) !== undefined && Date.now() - at < FRESH_MS

  async function bind(attempt: Attempt, wechatCode: string): Promise<void> {
    if (attempt.login) await attempt.login.state
    // The phone code was not sent yet, so a new login is safe.
    if (attempt === current && (state.step === 'login' || (state.step === 'phone' && !isFresh(attempt)))) await logIn()
    const stateToken = stateTokenOf(attempt.answer)
    // A user who is bound by now needs no phone number.
    if (attempt !== current || state.step !== 'phone' || !stateToken) return
    become('phone', true)
    try {
      const service = await ready(method)
      if (attempt !== current) return
      spent.add(wechatCode)
      const answer = await service[method]({ wechatCode, stateToken })
      // A session counts even after a `restart`: no login can add anything to it.
      if (nextOf(answer) === 'done') {
        void replace(() => {
          result = answer
          become('done', false)
          return state
        })
        return
      }
      attempt.at = Date.now()
      settle(attempt, answer)
    } catch (failure) {
      const { error, shown } = reported(failure, (cause) =>
        noClient(cause, spent.has(wechatCode) ? 'unknown' : 'not-sent', method, 'log-in'),
      )
      if (shown.delivery === 'not-sent') spent.delete(wechatCode)
      // Without `next`, as in an older version's error, the state token must be taken for used.
      const next = nextOf(shown) || 'log-in'
      if (next === 'log-in') attempt.answer = undefined
      fail(attempt, error, shown, isEnd(next) ? 'ended' : 'phone')
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
      fail(attempt, told, compact(told.toJSON()), state.step, state.busy)
      return Promise.resolve(state)
    }
    if (spent.has(wechatCode)) return Promise.resolve(state)
    const pressed = defer()
    attempt.press = pressed
    void bind(attempt, wechatCode).then(() => {
      attempt.press = undefined
      pressed.end(state)
    })
    return pressed.state
  }

  function restart(): Promise<SignInState> {
    state = { step: 'login', busy: false }
    result = undefined
    return Promise.resolve(replace(logIn))
  }

  return {
    get state() {
      return state
    },
    get result() {
      return result
    },
    start,
    press,
    restart,
  }
}
