// What the user reads beside the package's hints, in both languages.

const zh = {
  title: '登录',
  greeting: '欢迎',
  intro: '用微信登录，几秒钟就好。',
  signIn: '微信登录',
  phoneIntro: '还差一步：用微信绑定的手机号确认你的账号。',
  usePhone: '使用微信手机号',
  bound: '登录成功',
  boundWithoutIdentity: '你已登录，但暂时无法显示账号资料。',
  other: 'English',
  // Where only a developer or an operator can help.
  later: '暂时无法登录，请稍后再试。',
  ended: {
    ACCESS_DENIED: '你没有使用本应用的权限，请联系管理员。',
    MFA_AUTH: '这个账号需要二次验证，本示例没有这一步。',
  },
}

const en = {
  title: 'Sign in',
  greeting: 'Welcome',
  intro: 'Sign in with WeChat, it takes a few seconds.',
  signIn: 'Sign in with WeChat',
  phoneIntro: 'One more step: confirm your account with the phone number of your WeChat.',
  usePhone: 'Use my WeChat phone number',
  bound: 'You are signed in',
  boundWithoutIdentity: 'You are signed in, but your profile can’t be shown right now.',
  other: '中文',
  later: 'Signing in does not work right now. Try again later.',
  ended: {
    ACCESS_DENIED: 'You may not use this app. Ask your administrator.',
    MFA_AUTH: 'This account needs a second factor, which this example does not have.',
  },
}

module.exports = { zh, en }
