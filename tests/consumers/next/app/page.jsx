import { createClient } from 'wechat-mobile-bind'
import { SignIn } from './sign-in-here'

// The server renders this: importing the package there is enough for it to fail, if it could.
export default function Page() {
  return (
    <main data-imported={typeof createClient}>
      <SignIn />
    </main>
  )
}
