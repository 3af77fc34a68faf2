// The sign-in of this page: the mini program's, with a client whose calls are watched.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { BindResult, Client, ClientConfig } from 'wechat-mobile-bind'
import { createClient } from 'wechat-mobile-bind'
import type { SignIn, SignInState } from 'wechat-mobile-bind/miniprogram'
import { createSignIn } from 'wechat-mobile-bind/miniprogram'
import type { Person } from './person'
import { loginCode } from './person'
import type { Catalogue } from './sandbox'
import { CALLS } from './sandbox'
import type { Journey } from './trace/journey'
import { travel } from './trace/journey'

export interface Setting {
  person: Person
  onUnknownUser: 'bind' | 'register'
  timeoutMs: number
}

/** What the screens show, and what they call. */
export interface Shown {
  state: SignInState
  result: BindResult | undefined
  signIn: SignIn
}

/** The current sign-in, its calls so far, and a function that begins another one. */
export function useSignIn(catalogue: Catalogue | undefined, setting: Setting | undefined) {
  const [shown, setShown] = useState<Shown>()
  const [journeys, setJourneys] = useState<readonly Journey[]>([])
  const current = useRef<SignIn>(undefined)
  const latest = useRef(setting)
  latest.current = setting

  function tell(journey: Journey) {
    setJourneys((journeys) => [...journeys.filter(({ id }) => id !== journey.id), journey])
  }

  function renew() {
    const setting = latest.current
    if (!catalogue || !setting) return
    const visitor = `visitor-${crypto.getRandomValues(new Uint32Array(1))[0]}`
    const config: ClientConfig = {
      domain: location.origin,
      allowInsecureLoopback: true,
      clientId: catalogue.clientId,
      timeoutMs: setting.timeoutMs,
    }
    const signIn = createSignIn({
      client: () => watchedClient(config, tell),
      loginCode: () => loginCode(setting.person, visitor),
      onUnknownUser: setting.onUnknownUser,
      steps: ['verify-code', 'second-factor'],
      resendMs: 30_000,
      onChange: (state, result) => current.current === signIn && setShown({ state, result, signIn }),
    })
    current.current = signIn
    setJourneys([])
    setShown({ state: signIn.state, result: undefined, signIn })
    // As a mini program does when its page opens.
    void signIn.start()
  }

  const { person, onUnknownUser, timeoutMs } = setting ?? {}
  useEffect(renew, [catalogue, person, onUnknownUser, timeoutMs])
  return { shown, journeys, renew }
}

/** A client that tells the way of each call. */
async function watchedClient(config: ClientConfig, tell: (journey: Journey) => void): Promise<Client> {
  const client = await createClient(config)
  const calls = CALLS.map((call) => [call, (...args: unknown[]) => travel(call, args, config, tell)])
  return { ...Object.fromEntries(calls), maskRecipient: client.maskRecipient.bind(client) } as Client
}
