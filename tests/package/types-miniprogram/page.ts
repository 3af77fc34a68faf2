// The types of the subpath for mini programs, as a mini program is compiled: without the web’s types, by the old resolution.

import type {
  BindResult,
  Client,
  ErrorCode,
  PhoneCodeReason,
  SignIn,
  SignInState,
} from 'wechat-mobile-bind/miniprogram'
import {
  AbortController,
  BindError,
  createClient,
  createSignIn,
  PhoneCodeError,
  phoneCode,
} from 'wechat-mobile-bind/miniprogram'

const client: Promise<Client> = createClient({
  domain: 'acme.example.com',
  clientId: 'c',
  wasm: '/sub/wechat_mobile_bind.wasm',
})
const code: string = phoneCode({ detail: { code: 'c', errMsg: 'getPhoneNumber:ok' } })

async function press(event: { detail: { code: string; errMsg: string } }) {
  const { signal } = new AbortController()
  try {
    return await (await client).bind({ wechatCode: phoneCode(event), stateToken: 's', signal })
  } catch (error) {
    if (error instanceof PhoneCodeError) return error.code satisfies 'USER_DECLINED' | 'NO_PHONE_CODE'
    if (error instanceof BindError) return error.code satisfies ErrorCode
    throw error
  }
}

// @ts-expect-error an event is an object
phoneCode('c')

const signIn: SignIn = createSignIn({
  client: () => createClient({ domain: 'acme.example.com', clientId: 'c' }),
  onUnknownUser: 'register',
  onChange: ({ step, busy, result: shown, error }: SignInState, result?: BindResult) => {
    const session: string | undefined = result?.status === 'SUCCESS' ? result.sessionToken : undefined
    const words: string | undefined = error?.hint.zh
    const reason: PhoneCodeReason | undefined = error?.reason
    const [status, nextSteps]: [BindResult['status'] | undefined, string[] | undefined] = [
      shown?.status,
      shown?.nextSteps,
    ]
    // @ts-expect-error a page's data holds no session
    shown?.sessionToken
    return [step, busy, session, words, reason, status, nextSteps]
  },
  onError: (error: BindError) => {
    const [code, cause]: [ErrorCode, unknown] = [error.code, error.cause]
    return [code, cause]
  },
})
const session: BindResult | undefined = signIn.result
createSignIn({ client, onChange: async (state) => state.step })
createSignIn({
  client: () => client,
  loginCode: undefined,
  onUnknownUser: undefined,
  onChange: undefined,
  onError: undefined,
})
const pressed: Promise<SignInState> = signIn.press({ detail: { code: 'c', errMsg: 'getPhoneNumber:ok' } })
// @ts-expect-error a press has an event
signIn.press()
