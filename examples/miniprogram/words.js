// What the user reads beside the package's hints, in both languages.

const zh = {
  title: '登录',
  greeting: '欢迎',
  intro: '用微信登录，几秒钟就好。',
  signIn: '微信登录',
  phoneIntro: '还差一步：用微信绑定的手机号确认你的账号。',
  usePhone: '手机号快捷登录',
  bound: '登录成功',
  boundWithoutIdentity: '你已登录，但暂时无法显示用户信息',
  other: 'English',
  // Where only a developer or an operator can help.
  later: '暂时无法登录，请换用其他方式或联系客服',
  ended: {
    ACCESS_DENIED: '暂无使用权限，请联系客服',
    MFA_AUTH: '该账号需要二次认证，请使用其他方式登录',
  },
}

const en = {
  title: 'Sign in',
  greeting: 'Welcome',
  intro: 'Sign in with WeChat, it takes a few seconds.',
  signIn: 'Sign in with WeChat',
  phoneIntro: 'One more step: confirm your account with the phone number of your WeChat.',
  usePhone: 'Sign in by phone number',
  bound: 'You are signed in',
  boundWithoutIdentity: 'You are signed in, but your profile can’t be shown right now.',
  other: '中文',
  later: 'You can’t sign in right now. Try another way, or ask us for help.',
  ended: {
    ACCESS_DENIED: 'You may not use this app yet. Ask us for help.',
    MFA_AUTH: 'This account needs a second factor. Sign in another way.',
  },
}

module.exports = { zh, en }
