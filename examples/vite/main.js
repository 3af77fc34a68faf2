// main.js: the sign-in as a state, and what the page shows of each state.

import { createClient, displayRows } from 'wechat-mobile-bind'
import { createSignIn } from 'wechat-mobile-bind/miniprogram'
import './puzzle.js'
import './puzzle.css'
import { loginCode, phoneCode, reopen } from './wechat.js'
import { locale, words } from './words.js'

// During development the fake service: `npx wechat-mobile-bind`.
const SERVICE = import.meta.env.DEV
  ? { domain: 'http://127.0.0.1:8787', allowInsecureLoopback: true, clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' }
  : { domain: 'acme.example.com', clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' }

const find = (selector) => document.querySelector(selector)
const [recipient, code, puzzle, resend] = ['#recipient', '#code', 'sliding-puzzle', '#resend'].map(find)

document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
for (const element of document.querySelectorAll('[data-word]')) element.textContent = words[element.dataset.word]
puzzle.words = words.puzzle

const signIn = createSignIn({
  client: () => createClient(SERVICE),
  loginCode,
  steps: ['verify-code', 'second-factor'],
  onChange: show,
  onError: (error) => console.warn(error), // for developers; no error of the package shows a secret
})
let view = ''
/** Whether the user wants a code sent to another number. */
let isElsewhere = false

recipient.addEventListener('change', showWay)
recipient.addEventListener('submit', () => {
  const { way, mobile, email } = recipient.elements
  isElsewhere = false
  signIn.requestCode(way.value === 'email' ? { email: email.value } : { mobile: mobile.value })
})
find('#second-factor').addEventListener('submit', () => signIn.requestCode())
puzzle.addEventListener('solve', ({ detail }) => signIn.solveCaptcha(detail))
code.addEventListener('submit', () => signIn.submitCode(code.elements.code.value))
addEventListener('submit', (event) => event.preventDefault())

const TAPS = {
  /** Another puzzle, and so another message, for the last recipient. */
  another: () => signIn.requestCode(),
  other() {
    isElsewhere = true
    show(signIn.state)
  },
  // Without a fresh code of the login only the mini program can go on.
  restart: () => (signIn.state.error?.callback === 'loginCode' ? reopen() : signIn.restart()),
  reopen,
}
addEventListener('click', ({ target }) => TAPS[target.dataset.tap]?.())

/** The part of the page for a state. */
function viewOf({ step, captcha, sentTo }) {
  if (step === 'login' || step === 'ended') return 'again'
  if (step === 'done') return 'done'
  if (captcha) return 'puzzle'
  if (sentTo && !isElsewhere) return 'code'
  return step === 'second-factor' ? 'second-factor' : 'recipient'
}

function show(state, result) {
  const { step, busy, captcha, sentTo, ways = ['mobile'] } = state
  find('main').ariaBusy = String(busy)
  // Until another state comes a tap changes nothing.
  if (busy) return

  const last = view
  view = viewOf(state)
  for (const part of document.querySelectorAll('[data-view]')) part.hidden = part.id !== view
  find('#title').textContent = words.titles[step]
  find('#text').textContent = (words.texts[step === 'ended' ? step : view] ?? '').replace('{sentTo}', sentTo)
  find('#failure').textContent = failureOf(state)
  find('#ways').hidden = ways.length < 2
  if (!ways.includes(recipient.elements.way.value)) recipient.elements.way.value = ways[0]
  showWay()
  find('#other').hidden = step === 'second-factor'
  if (captcha) puzzle.pictures = captcha
  if (step === 'done') showUser(result)
  showWait()
  if (view === last) return
  code.reset()
  const first = view === 'puzzle' ? puzzle : find(`#${view} input:enabled:not([type=radio])`)
  ;(first ?? find('#title')).focus()
}

function showWay() {
  const { way, mobile, email } = recipient.elements
  for (const input of [mobile, email]) {
    input.disabled = input.name !== way.value
    input.closest('label').hidden = input.disabled
  }
}

/** What a user reads: the hint where they can do something, else that they can't, and a code for whom they ask for help. */
function failureOf({ step, result, error }) {
  if (error) {
    const hint = error.audience === 'user' ? error.hint[locale] : words.later
    return `${hint} (${error.errorCode ?? error.code})`
  }
  if (step !== 'ended') return ''
  return `${result.status === 'ACCESS_DENIED' ? words.denied : words.later} (${result.status})`
}

/** Your own server verifies `result.idToken` and opens a session of its own: docs/after.md. */
function showUser({ identity }) {
  const rows = displayRows(identity, { locale }).map(({ label, value }) => {
    const row = document.createElement('div')
    for (const [name, text] of Object.entries({ dt: label, dd: value }))
      row.append(Object.assign(document.createElement(name), { textContent: text }))
    return row
  })
  find('#done').replaceChildren(...rows)
}

/** How long until another message may be asked for. */
function showWait() {
  const seconds = Math.ceil(((signIn.state.resendAt ?? 0) - Date.now()) / 1000)
  resend.disabled = seconds > 0
  resend.textContent = resend.disabled ? words.resendIn.replace('{seconds}', seconds) : words.resend
}
setInterval(showWait, 1000)

const given = phoneCode()
// A press logs in first, and sends the code only if the service asks for it.
if (given) signIn.press({ detail: { code: given } })
else signIn.start()
