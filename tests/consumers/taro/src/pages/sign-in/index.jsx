// src/pages/sign-in/index.jsx
import { Button, Text } from '@tarojs/components'
import { useLoad } from '@tarojs/taro'
import { useState } from 'react'
import { createClient, createSignIn } from 'wechat-mobile-bind/miniprogram'

const wasm = '/assets/wechat_mobile_bind.wasm.br'
const client = () => createClient({ domain: 'acme.example.com', clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4', wasm })

export default function SignIn() {
  const [state, setState] = useState({ step: 'login', busy: true })
  const [signIn] = useState(() => createSignIn({ client, onUnknownUser: 'register', onChange: setState }))
  useLoad(() => void signIn.start())
  if (state.step !== 'phone') return <Text>{state.step === 'done' ? 'You are signed in.' : state.error?.hint.en}</Text>
  return <Button openType="getPhoneNumber" onGetPhoneNumber={(event) => signIn.press(event)}>Sign in</Button>
}
