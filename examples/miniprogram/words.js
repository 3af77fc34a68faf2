// What the user reads beside the package's hints, in both languages.

const zh = {
  title: '登录',
  greeting: '欢迎',
  intro: '用微信登录，几秒钟就好。',
  signIn: '微信登录',
  phoneIntro: '还差一步：用微信绑定的手机号确认你的账号。',
  usePhone: '手机号快捷登录',
  byCode: '用验证码登录',
  ways: { mobile: '短信', email: '邮箱' },
  recipient: { mobile: '手机号', email: '邮箱' },
  requestCode: '获取验证码',
  secondIntro: '为了账号安全，需要向账号的手机号发送验证码。',
  puzzle: '拖动滑块，让拼图填满缺口',
  confirm: '确定',
  another: '看不清？换一张',
  help: '联系客服协助登录',
  sentTo: '验证码已发送至',
  code: '验证码',
  submit: '登录',
  resend: '重新发送',
  seconds: '秒后可重新发送',
  bound: '登录成功',
  boundWithoutIdentity: '你已登录，但暂时无法显示用户信息',
  // Where only a developer or an operator can help.
  later: '暂时无法登录，请换用其他方式或联系客服',
  ended: {
    ACCESS_DENIED: '暂无使用权限，请联系客服',
  },
}

const en = {
  title: 'Sign in',
  greeting: 'Welcome',
  intro: 'Sign in with WeChat, it takes a few seconds.',
  signIn: 'Sign in with WeChat',
  phoneIntro: 'One more step: confirm your account with the phone number of your WeChat.',
  usePhone: 'Sign in by phone number',
  byCode: 'Use a code by message',
  ways: { mobile: 'Text message', email: 'Mail' },
  recipient: { mobile: 'Phone number', email: 'Mail address' },
  requestCode: 'Get a code',
  secondIntro: 'To be sure, we send a code to the phone number of your account.',
  puzzle: 'Move the piece into the gap',
  confirm: 'Confirm',
  another: 'Can’t see it? Another picture',
  help: 'Ask us to sign you in',
  sentTo: 'A code was sent to',
  code: 'Code',
  submit: 'Sign in',
  resend: 'Send another code',
  seconds: 'seconds until another code',
  bound: 'You are signed in',
  boundWithoutIdentity: 'You are signed in, but your profile can’t be shown right now.',
  later: 'You can’t sign in right now. Try another way, or ask us for help.',
  ended: {
    ACCESS_DENIED: 'You may not use this app yet. Ask us for help.',
  },
}

module.exports = { zh, en }
