// wechat.js: the codes of WeChat, which only a mini program can get. It opens this page in its web-view at #login=…&phone=….

const codes = new URLSearchParams(location.hash.slice(1))
// A reload must not send them again: each is good once.
history.replaceState(null, '', location.pathname + location.search)

/** @param {string} name */
function take(name) {
  const code = codes.get(name)
  codes.delete(name)
  return code
}

/** The code of the phone-number button; none if the user declined. */
export const phoneCode = () => take('phone')

/** A fresh code of `wx.login`. The fake service takes any: then it is a visitor whom nobody knows yet. */
export function loginCode() {
  const code = take('login')
  return code || (import.meta.env.DEV ? `visitor-${Date.now()}` : code)
}

/** Back to the mini program: its page gets fresh codes and opens this one again. */
export function reopen() {
  const { miniProgram } = window.wx ?? {} // if index.html loads WeChat's https://res.wx.qq.com/open/js/jweixin-1.6.0.js
  if (miniProgram) miniProgram.navigateBack()
  else location.reload()
}
