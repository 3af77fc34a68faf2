import { phoneCode } from 'wechat-mobile-bind/miniprogram'

document.title = phoneCode({ detail: { code: 'a code', errMsg: 'getPhoneNumber:ok' } })
