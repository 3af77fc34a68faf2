const { createClient, displayRows, phoneCode } = require('wechat-mobile-bind')
const config = require('../../config')
const words = require('../../words')

const RESTARTS = ['SDK.COMMON.1007']

Page({
  data: {
    locale: 'zh',
    words: words.zh,
    // start: nobody is signed in; phone: the service wants a phone number; bound: signed in.
    step: 'start',
    busy: false,
    // What went wrong, and the code of it for whoever is asked for help.
    failure: '',
    failureCode: '',
    rows: [],
  },

  onLoad() {
    const { language } = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()
    this.speak(/^en/.test(language) ? 'en' : 'zh')
  },

  speak(locale) {
    this.setData({ locale, words: words[locale], rows: this.identity ? displayRows(this.identity, { locale }) : [] })
    this.show({ failureCode: this.data.failureCode })
    wx.setNavigationBarTitle({ title: words[locale].title })
  },

  switchLanguage() {
    this.speak(this.data.locale === 'zh' ? 'en' : 'zh')
  },

  signIn() {
    return this.attempt(async (client) => this.settle(await client.login({ code: await loginCode() })))
  },

  usePhone(event) {
    return this.attempt(async (client) => {
      const wechatCode = phoneCode(event)
      this.settle(await client.bind({ wechatCode, stateToken: this.stateToken }))
    })
  },

  signOut() {
    this.identity = undefined
    this.show({ step: 'start', rows: [], failureCode: '' })
  },

  /** One thing at a time: a second press while the first is under way does nothing. */
  async attempt(work) {
    if (this.working) return
    this.working = true
    this.show({ busy: true, failureCode: '' })
    try {
      await work(await createClient(config))
    } catch (error) {
      this.fail(error.errorCode || error.code, error)
    } finally {
      this.working = false
      this.show({ busy: false })
    }
  },

  settle(result) {
    if (result.status === 'SUCCESS') return this.welcome(result)
    if (result.status === 'SOCIAL_BIND' || result.status === 'USER_REGISTER') {
      this.stateToken = result.stateToken
      return this.show({ step: 'phone' })
    }
    this.fail(result.status)
  },

  welcome({ sessionToken, identity }) {
    // Your own requests carry the session token from here on.
    getApp().sessionToken = sessionToken
    this.identity = identity
    this.show({ step: 'bound', rows: identity ? displayRows(identity, { locale: this.data.locale }) : [] })
  },

  fail(code, error) {
    // For the developer; no message of the package holds a secret.
    if (error) console.warn(String(error), error.hint ? error.hint[this.data.locale] : '')
    this.show({ failureCode: code || 'OTHER', refused: Boolean(error && error.errorCode) })
    if (RESTARTS.includes(code)) this.show({ step: 'start' })
  },

  show(changes) {
    const { failureCode } = changes
    if (failureCode === undefined) return this.setData(changes)
    const { failures } = this.data.words
    const other = changes.refused || this.data.refused ? failures.REFUSED : failures.OTHER
    this.setData(Object.assign({ failure: failureCode && (failures[failureCode] || other) }, changes))
  },
})

const loginCode = () =>
  new Promise((resolve, reject) => wx.login({ success: ({ code }) => resolve(code), fail: ({ errMsg }) => reject(new Error(errMsg)) }))
