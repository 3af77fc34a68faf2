// words.js: what the user reads beside the package's hints.

const zh = {
  titles: {
    login: '登录',
    phone: '验证码登录',
    'verify-code': '验证码登录',
    'second-factor': '二次认证',
    done: '登录成功',
    ended: '无法登录',
  },
  texts: {
    again: '从小程序进入本页即可登录。',
    recipient: '我们会发送验证码来确认账号。',
    'second-factor': '为了账号安全，需要向账号的手机号发送验证码。',
    puzzle: '请先完成拼图',
    code: '验证码已发送至 {sentTo}',
  },
  byMobile: '短信',
  byEmail: '邮箱',
  mobile: '手机号',
  email: '邮箱地址',
  getCode: '获取验证码',
  cantSolve: '看不清，或者拖不动？',
  another: '换一张图',
  usePhoneNumber: '改用手机号快捷登录，不用拼图',
  contact: '联系客服协助登录',
  code: '验证码',
  signIn: '登录',
  resend: '重新发送',
  resendIn: '{seconds} 秒后可重新发送',
  other: '换个号码',
  restart: '重新登录',
  later: '暂时无法登录，请换用其他方式或联系客服',
  denied: '暂无使用权限，请联系客服',
  puzzle: {
    slider: '拖动滑块，让拼图填满缺口',
    confirm: '确定',
    /**
     * @param {number} x
     * @param {number} width
     */
    moved: (x, width) => `向右移动了 ${x} 像素，最多 ${width} 像素`,
  },
}

/** @type {typeof zh} */
const en = {
  titles: {
    login: 'Sign in',
    phone: 'Sign in by a code',
    'verify-code': 'Sign in by a code',
    'second-factor': 'Is it you?',
    done: 'You are signed in',
    ended: 'That didn’t work',
  },
  texts: {
    again: 'Open this page from the mini program to sign in.',
    recipient: 'We send you a code, to confirm your account.',
    'second-factor': 'To be sure, we send a code to the phone number of your account.',
    puzzle: 'One puzzle first',
    code: 'A code was sent to {sentTo}',
  },
  byMobile: 'Text message',
  byEmail: 'Mail',
  mobile: 'Phone number',
  email: 'Mail address',
  getCode: 'Get a code',
  cantSolve: 'You can’t see it, or move it?',
  another: 'Another picture',
  usePhoneNumber: 'Use your phone number, without a puzzle',
  contact: 'Ask us to sign you in',
  code: 'Code',
  signIn: 'Sign in',
  resend: 'Send another code',
  resendIn: 'Another code in {seconds} s',
  other: 'Another number or address',
  restart: 'Sign in again',
  later: 'You can’t sign in right now. Try another way, or ask us for help.',
  denied: 'You may not use this app yet. Ask us for help.',
  puzzle: {
    slider: 'Move the piece into the gap',
    confirm: 'Confirm',
    moved: (x, width) => `${x} of ${width} pixels to the right`,
  },
}

export const locale = navigator.language.startsWith('zh') ? 'zh' : 'en'
export const words = { zh, en }[locale]
