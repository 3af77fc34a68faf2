'use client'

import { useActionState } from 'react'
import { signIn } from '../actions'

export default function Page() {
  const [said, action] = useActionState(signIn, '')
  return (
    <form action={action}>
      <input name="login" />
      <input name="phone" />
      <input name="fingerprint" defaultValue="156aysdna213sc50" />
      <button type="submit">…</button>
      <output>{said}</output>
    </form>
  )
}
