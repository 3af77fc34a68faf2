// A sign-in with a phone-number button: every press is an event of its own, whenever it comes.

import type { BindResult, Client } from '../shipped/index.js'
import type { PhoneNumberEvent, SignIn, SignInOptions, SignInState } from '../shipped/miniprogram.cjs'
import { BindError, CallbackError } from '../shell/errors.js'
import { hostError } from './fetch.js'
import { phoneCode } from './phone-code.js'

/** A state token is good for some minutes; one that is older is replaced before a phone code is spent on it. */
const FRESH_MS = 4 * 60 * 1000

/** The service's code for a state token that is wrong, used or expired. */
const EXPIRED = 'SDK.COMMON.1007'

const wxLoginCode = () =>
  new Promise<string>((resolve, reject) => wx.login({ success: ({ code }) => resolve(code), fail: (failure) => reject(hostError(failure)) }))

/** The function for the login code threw: `wx.login` does where there is no network. */
const noLoginCode = (cause: unknown) =>
  new CallbackError(
    {
      code: 'CALLBACK',
      delivery: 'not-sent',
      message: '`loginCode` threw instead of returning, `cause` is what it threw',
      step: 'login',
      audience: 'user',
      hint: { zh: '微信登录失败，请重试', en: 'the login by WeChat failed: try again' },
      callback: 'loginCode',
    } as const,
    { cause },
  )

const asksForPhone = (result: BindResult | undefined): string | undefined =>
  result && (result.status === 'SOCIAL_BIND' || result.status === 'USER_REGISTER') ? result.stateToken : undefined

export function createSignIn({ client, loginCode = wxLoginCode, onUnknownUser = 'bind', onChange = () => {} }: SignInOptions): SignIn {
  let state: SignInState = { step: 'login', busy: false }
  let made: Promise<Client> | undefined
  /** The login that the state stands on, and when it was asked for. */
  let login: { result: BindResult | undefined; at: number } = { result: undefined, at: 0 }
  let running: Promise<SignInState> | undefined
  let loggingIn: Promise<SignInState> | undefined

  function become(changes: Partial<SignInState>): SignInState {
    state = { step: state.step, busy: state.busy, ...(state.result && { result: state.result }), ...changes }
    try {
      onChange(state)
    } catch (error) {
      // The page's own error, told like any other of them: it must cost no session.
      void Promise.reject(error)
    }
    return state
  }

  function settle(result: BindResult): SignInState {
    if (asksForPhone(result)) return become({ step: 'phone', busy: false, result })
    return become({ step: result.status === 'SUCCESS' ? 'done' : 'ended', busy: false, result })
  }

  /** The state after a failure: what was there before it, so that the next press can go on. */
  const fail = (error: unknown, step: SignInState['step'], busy = false) =>
    become({ step, busy, error: (error instanceof BindError ? error : noLoginCode(error)).toJSON() })

  /** The client; one that could not be made is made anew. */
  async function ready(): Promise<Client> {
    made ??= Promise.resolve(typeof client === 'function' ? client() : client)
    try {
      return await made
    } catch (error) {
      made = undefined
      throw error
    }
  }

  async function logIn(): Promise<SignInState> {
    become({ busy: true })
    try {
      const at = Date.now()
      const service = await ready()
      const result = await service.login({ code: await loginCode() })
      login = { result, at }
      return settle(result)
    } catch (error) {
      return fail(error, 'login')
    } finally {
      loggingIn = undefined
    }
  }

  const start = () => (loggingIn ??= logIn())

  const isFresh = () => asksForPhone(login.result) !== undefined && Date.now() - login.at < FRESH_MS

  async function bind(wechatCode: string): Promise<SignInState> {
    if (loggingIn) await loggingIn
    // Nothing was sent with the code yet, so a new login costs nothing.
    if ((state.step === 'login' || state.step === 'phone') && !isFresh()) await start()
    const stateToken = asksForPhone(login.result)
    // A user who is known by now needs no phone number.
    if (state.step !== 'phone' || !stateToken) return state
    become({ busy: true })
    try {
      const service = await ready()
      const params = { wechatCode, stateToken }
      const result = await (onUnknownUser === 'register' ? service.registerAndBind(params) : service.bind(params))
      login = { result, at: Date.now() }
      return settle(result)
    } catch (error) {
      const failed = fail(error, 'phone')
      const { delivery, errorCode } = error as { delivery?: string; errorCode?: string }
      // The token is used up, or the bind may have happened: the next press needs a new login either way.
      const mayBeBound = delivery !== 'not-sent' && errorCode === undefined
      if (mayBeBound || errorCode === EXPIRED) login = { result: undefined, at: 0 }
      return failed
    }
  }

  async function run(wechatCode: string): Promise<SignInState> {
    try {
      return await bind(wechatCode)
    } finally {
      running = undefined
    }
  }

  function press(event: PhoneNumberEvent): Promise<SignInState> {
    // Of two presses the first one counts: WeChat reports a false refusal for the second.
    if (running) return running
    let wechatCode: string
    try {
      wechatCode = phoneCode(event)
    } catch (error) {
      return Promise.resolve(fail(error, state.step, state.busy))
    }
    running = run(wechatCode)
    return running
  }

  function restart(): Promise<SignInState> {
    login = { result: undefined, at: 0 }
    state = { step: 'login', busy: false }
    return start()
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
