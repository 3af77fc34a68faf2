// What all steps of a sign-in share: its state, its current attempt, the login, and the user's taps.

import { read } from '../../src/wasm/get.js'
import { STATE_TOKEN_MS } from '../generated/lists.js'
import { ignoreFailure } from '../shell/try-call.js'
import type { BindResult, LoggedError } from '../shipped/index.js'
import type { SignInState } from '../shipped/miniprogram.cjs'
import { type Attempt, newAttempt, newMessage } from './attempt.js'
import { createCall } from './client.js'
import { defer } from './deferred.js'
import { loginParams } from './login-params.js'
import type { Options } from './options.js'
import { compact, type Failure, nextOf, resultOf } from './outcome.js'

export type Flow = ReturnType<typeof createFlow>

/** What a page may show of a result: no token, and nothing of the raw reply. */
const shownOf = (result: BindResult): SignInState['result'] =>
  compact({ status: result.status, nextSteps: read(result, 'nextSteps') as string[] | undefined })

export function createFlow(options: Options) {
  const { onChange, onError } = options
  let state: SignInState = { step: 'login', busy: false }
  let result: BindResult | undefined
  /** When the result was requested. */
  let since = 0
  let current = newAttempt()
  const call = createCall(options.client, (attempt) => attempt === current)

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
    const { ways, message } = current
    const byCode = step === 'verify-code'
    const sent = byCode || step === 'second-factor' ? message.sent : undefined
    const expiresIn = step === 'done' ? read(result, 'expiresIn') : undefined
    state = compact<SignInState>({
      step,
      busy,
      result: result && shownOf(result),
      error,
      ways: options.steps.includes('verify-code') && (byCode || step === 'phone') ? ways : undefined,
      captcha: byCode || step === 'second-factor' ? message.puzzle?.pictures : undefined,
      sentTo: sent && message.recipient?.shown,
      resendAt: sent && sent.at + options.resendMs,
      expiresAt: typeof expiresIn === 'number' ? since + expiresIn * 1000 : undefined,
    })
    tell(onChange, state, result)
  }

  /** The state of an attempt, if it is the current one. */
  function show(attempt: Attempt, step: SignInState['step'], busy: boolean, error?: LoggedError): void {
    if (attempt === current) become(step, busy, error)
  }

  /** Whether the program goes through that step. Otherwise the sign-in ends before it. */
  const hasStep = (step: SignInState['step']) => (options.steps as string[]).includes(step)

  /** Takes a result of the service. `busy` if a tap that waited for it goes on. */
  function settle(attempt: Attempt, answer: BindResult, at: number, busy = false): void {
    const next = nextOf(answer)
    // A session counts even after a `restart`: no login can add anything to it.
    if (next === 'done') {
      void replace(() => {
        result = answer
        since = at
        become('done', false)
        return state
      })
      return
    }
    if (attempt !== current) return
    const isPhone = next === 'press'
    const isSecondFactor = next === 'second-factor' && hasStep('second-factor')
    const byCode = isPhone && state.step === 'verify-code'
    // A code for one of them is none for the other.
    if (isSecondFactor ? state.step !== 'second-factor' : !byCode) attempt.message = newMessage()
    result = answer
    since = at
    attempt.answer = answer
    attempt.at = at
    if (isPhone) attempt.ways = (read(answer, 'ways') as SignInState['ways']) || ['mobile']
    const step = byCode ? 'verify-code' : isPhone ? 'phone' : isSecondFactor ? 'second-factor' : 'ended'
    become(step, busy && step !== 'ended')
  }

  /** The state after a failure: as before it, so that the next tap can go on, unless the service has said that someone has to act first. */
  function fail(attempt: Attempt, { error, shown, next }: Failure, busy = false): void {
    const isEnd = (next === 'fix' || next === 'stop') && shown.delivery !== 'not-sent'
    if (isEnd || next === 'log-in') attempt.answer = undefined
    show(attempt, isEnd ? 'ended' : state.step, busy && !isEnd, shown)
    tell(onError, error)
  }

  /** Starts a new current attempt. What waited for the last one gets the state after `begin`. */
  function replace(begin: () => SignInState | Promise<SignInState>): SignInState | Promise<SignInState> {
    const { login, tap } = current
    current = newAttempt()
    const next = begin()
    if (login) login.end(next)
    if (tap) tap.end(next)
    return next
  }

  function logIn(): Promise<SignInState> {
    const attempt = current
    if (attempt.login) return attempt.login.promise
    const login = defer<SignInState>()
    attempt.login = login
    become(state.step, true)
    void askLogin(attempt).then(() => {
      attempt.login = undefined
      login.end(state)
    })
    return login.promise
  }

  async function askLogin(attempt: Attempt): Promise<void> {
    const at = Date.now()
    const outcome = await call(attempt, 'login', () => loginParams(options.loginCode), resultOf)
    if (!outcome) return
    if (outcome.failure) fail(attempt, outcome.failure)
    else settle(attempt, outcome.answer, at, !!attempt.tap)
  }

  /**
   * The state token of an answer that says to go on with `next`. If the last one is used up or old, the user is logged in again first: no
   * code is spent on a token that has expired. Undefined if the service wants something else by now, or the login failed.
   */
  async function stateToken(attempt: Attempt, next: 'press' | 'second-factor'): Promise<string | undefined> {
    if (attempt.login) {
      await attempt.login.promise
      if (attempt !== current || state.step === 'ended') return undefined
    }
    if (Date.now() - attempt.at >= STATE_TOKEN_MS) attempt.answer = undefined
    if (nextOf(attempt.answer) !== next) await logIn()
    return attempt === current && nextOf(attempt.answer) === next
      ? (read(attempt.answer, 'stateToken') as string)
      : undefined
  }

  /**
   * Begins what a tap of the user's asks for, if `begin` returns anything. While the last tap is under way, further taps are ignored: they
   * wait for it.
   */
  function tap(begin: () => ((attempt: Attempt) => Promise<void>) | undefined): Promise<SignInState> {
    const attempt = current
    if (attempt.tap) return attempt.tap.promise
    const run = begin()
    if (!run) return Promise.resolve(state)
    const task = defer<SignInState>()
    attempt.tap = task
    void run(attempt).then(() => {
      attempt.tap = undefined
      // A login on the way may have led elsewhere.
      if (state.busy) show(attempt, state.step, false, state.error)
      task.end(state)
    })
    return task.promise
  }

  function start(): Promise<SignInState> {
    const { tap, answer, at } = current
    if (tap) return tap.promise
    // Nothing is gained by another login while the state token is good.
    const isUnderWay = state.step !== 'ended' && answer !== undefined && Date.now() - at < STATE_TOKEN_MS
    return isUnderWay || state.step === 'done' ? Promise.resolve(state) : logIn()
  }

  function restart(): Promise<SignInState> {
    state = { step: 'login', busy: false }
    result = undefined
    return Promise.resolve(replace(logIn))
  }

  return {
    options,
    get state() {
      return state
    },
    get result() {
      return result
    },
    get current() {
      return current
    },
    hasStep,
    tell,
    show,
    settle,
    fail,
    call,
    stateToken,
    tap,
    start,
    restart,
  }
}
