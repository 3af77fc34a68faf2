// app/actions.js
'use server'

import { cookies, headers } from 'next/headers'
import { createClient, isBindError } from 'wechat-mobile-bind'

const cookie = { httpOnly: true, secure: true }

export async function signIn(_, form) {
  const client = await createClient({ domain: 'acme.example.com', clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' })
  const device = { fingerprint: form.get('fingerprint'), userAgent: (await headers()).get('user-agent') ?? '' }
  try {
    const result = await client.signIn({ loginCode: () => form.get('login'), phoneCode: () => form.get('phone'), device })
    if (result.status === 'SUCCESS') (await cookies()).set('session', result.sessionToken, cookie)
    return result.status // what an action returns reaches the page: no token
  } catch (error) {
    return isBindError(error) ? error.hint.en : Promise.reject(error)
  }
}
