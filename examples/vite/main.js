// main.js
import { createClient, displayRows, isBindError } from 'wechat-mobile-bind'

const codes = new URLSearchParams(location.hash.slice(1)) // a mini program's web-view opens the page at #login=…&phone=…
history.replaceState(null, '', location.pathname + location.search) // they are good once: a reload must not send them again
try {
  const client = await createClient({ domain: 'acme.example.com', clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' })
  // The phone code is asked for only if a binding is wanted; there is none if the user declined.
  const result = await client.signIn({ loginCode: () => codes.get('login') ?? '', phoneCode: () => codes.get('phone') })
  const rows = result.status === 'SUCCESS' ? displayRows(result.identity, { locale: 'en' }) : []
  document.body.textContent = [result.status, ...rows.map(({ value }) => value)].join(' ')
} catch (error) {
  if (!isBindError(error)) throw error
  const { code, hint, issues = [] } = error.toJSON()
  document.body.textContent = [`${code}: ${hint.en}`, ...issues.map(({ message }) => message)].join('; ')
}
