const { createClient, createSignIn, displayRows } = require('wechat-mobile-bind')
const config = require('../../config')
const words = require('../../words')

Page({
  data: {
    locale: 'zh',
    words: words.zh,
    // Where the sign-in stands, as the package tells it: without tokens, which don't belong into a page's data.
    signIn: { step: 'login', busy: true },
    // What went wrong, and the code of it for whoever is asked for help.
    failure: '',
    failureCode: '',
    rows: [],
  },

  onLoad() {
    const { language } = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()
    this.signIn = createSignIn({ client: () => createClient(config), onChange: () => this.show() })
    this.speak(/^en/.test(language) ? 'en' : 'zh')
    return this.signIn.start()
  },

  // The button's handler: it may be called at any time, and as often as the user likes.
  onPress(event) {
    return this.signIn.press(event)
  },

  onRestart() {
    return this.signIn.restart()
  },

  switchLanguage() {
    this.speak(this.data.locale === 'zh' ? 'en' : 'zh')
  },

  speak(locale) {
    this.setData({ locale, words: words[locale] })
    wx.setNavigationBarTitle({ title: words[locale].title })
    this.show()
  },

  show() {
    const { locale, words } = this.data
    const { state, result } = this.signIn
    const { error } = state
    // Your own requests carry the session token from here on. It is there whether or not the id_token could be read.
    if (state.step === 'done') getApp().sessionToken = result.sessionToken
    // For the developer; no message of the package holds a secret.
    if (error && error !== this.told) console.warn(error.message, error.hint[locale])
    this.told = error
    const { failure, failureCode } = whatFailed(state, locale, words)
    const identity = state.step === 'done' && result.identity
    this.setData({ signIn: state, failure, failureCode, rows: identity ? displayRows(identity, { locale }) : [] })
  },
})

/** What a user reads: the hint where they can do something, and else that they can't. */
function whatFailed({ step, result, error }, locale, words) {
  if (error)
    return {
      failure: error.audience === 'user' ? error.hint[locale] : words.later,
      failureCode: error.errorCode || error.reason || error.code,
    }
  if (step === 'ended') return { failure: words.ended[result.status] || words.later, failureCode: result.status }
  return { failure: '', failureCode: '' }
}
