const { createClient, createSignIn, displayRows } = require('wechat-mobile-bind')
const config = require('../../config')
const words = require('../../words')

Page({
  data: {
    locale: 'zh',
    words: words.zh,
    // Where the sign-in stands, as the package tells it: without tokens, which don't belong into a page's data.
    signIn: { step: 'login', busy: true },
    // Whether the user wants a code by message, and where it is to be sent.
    byCode: false,
    way: 'mobile',
    recipient: '',
    // How far the piece of the puzzle was moved, and how wide piece and picture are, in pixels of the picture.
    moved: 0,
    pictureWidth: 310,
    pieceWidth: 47,
    code: '',
    // How many seconds until another message may be asked for.
    wait: 0,
    // What went wrong, and the code of it for whoever is asked for help.
    failure: '',
    failureCode: '',
    rows: [],
  },

  onLoad() {
    const { language } = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()
    const locale = /^en/.test(language) ? 'en' : 'zh'
    this.setData({ locale, words: words[locale] })
    wx.setNavigationBarTitle({ title: words[locale].title })
    this.signIn = createSignIn({
      client: () => createClient(config),
      steps: ['verify-code', 'second-factor'],
      onChange: () => this.show(),
    })
    return this.signIn.start()
  },

  onUnload() {
    clearTimeout(this.timer)
  },

  // The button's handler: it may be called at any time, and as often as the user likes.
  onPress(event) {
    return this.signIn.press(event)
  },

  onRestart() {
    this.setData({ byCode: false, code: '' })
    return this.signIn.restart()
  },

  onByCode() {
    this.setData({ byCode: true })
  },

  onWay({ currentTarget }) {
    this.setData({ way: currentTarget.dataset.way, recipient: '' })
  },

  onRecipient({ detail }) {
    this.setData({ recipient: detail.value })
  },

  onRequestCode() {
    const { way, recipient } = this.data
    return this.signIn.requestCode(way === 'email' ? { email: recipient } : { mobile: recipient })
  },

  // For the last recipient.
  onAgain() {
    return this.signIn.requestCode()
  },

  onPicture({ detail }) {
    this.setData({ pictureWidth: detail.width })
  },

  onPiece({ detail }) {
    this.setData({ pieceWidth: detail.width })
  },

  onSlide({ detail }) {
    this.setData({ moved: detail.value })
  },

  onSolve() {
    return this.signIn.solveCaptcha(this.data.moved)
  },

  onCode({ detail }) {
    this.setData({ code: detail.value })
  },

  onSubmit() {
    return this.signIn.submitCode(this.data.code)
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
    const { original: picture } = state.captcha || {}
    if (picture !== this.picture) this.setData({ moved: 0 })
    this.picture = picture
    if (state.ways && state.ways.indexOf(this.data.way) < 0) this.setData({ way: state.ways[0] })
    this.count()
  },

  /** Counts the seconds until another message may be asked for. */
  count() {
    clearTimeout(this.timer)
    const wait = Math.max(0, Math.ceil(((this.signIn.state.resendAt || 0) - Date.now()) / 1000))
    if (wait !== this.data.wait) this.setData({ wait })
    if (wait > 0) this.timer = setTimeout(() => this.count(), 1000)
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
