import { createPinia } from 'pinia'
import { createApp, h } from 'vue'
import { useSignIn as store } from './sign-in.js'

const codes = Object.fromEntries(new URLSearchParams(location.hash.slice(1)))
const Page = {
  setup() {
    const signIn = store()
    const shown = () => [signIn.status, ...signIn.rows.map(({ value }) => value)].join(' ')
    return () => (signIn.status ? h('p', shown()) : h('button', { onClick: () => signIn.signIn(codes) }, '…'))
  },
}
createApp(Page).use(createPinia()).mount('main')
