'use client'

import { useEffect } from 'react'
import { show } from '../../show.mjs'
import { signIn } from '../../sign-in.mjs'

export function SignIn() {
  useEffect(() => void show(signIn), [])
  return <p>…</p>
}
