// Every word of the page, in both languages.

import type { Audience, BindResult, Delivery, ErrorCode, Issue } from 'wechat-mobile-bind'
import type { Step, StepState } from './bind'
import type { FieldName } from './draft'

export type Language = 'zh' | 'en'

export interface Words {
  tagline: string
  language: string
  theme: string
  themes: Record<'auto' | 'light' | 'dark', string>
  skip: string
  privacy: string
  request: string
  service: string
  credentials: string
  device: string
  deviceNote: string
  fields: Record<FieldName, string>
  fromHost: string
  byDefault: string
  newCode: string
  getStateToken: string
  gettingStateToken: string
  noStateToken: string
  bind: string
  abort: string
  ready: string
  problems: (count: number) => string
  preview: string
  previewNone: string
  showSecrets: string
  copyCurl: string
  copyCurlNote: string
  copy: string
  copied: string
  notCopied: string
  journey: string
  steps: Record<Step, string>
  states: Record<StepState, string>
  waitingFor: (seconds: string, limit: string) => string
  atRest: string
  delivery: string
  deliveries: Record<Delivery, string>
  code: Record<Delivery, string>
  codeBadge: Record<Delivery, string>
  statuses: Record<BindResult['status'], string>
  errors: Record<ErrorCode, string>
  audiences: Record<Audience, string>
  step: string
  serviceSays: string
  result: string
  resultNone: string
  rawReply: string
  rawNone: string
  rawLost: string
  rawAbsent: string
  identity: string
  unverified: string
  identityNone: string
  mask: string
  timeLeft: string
  expiresIn: (time: string) => string
  expired: (time: string) => string
  noExpiry: string
  decoder: string
  decoderNote: string
  decoderLabel: string
  decodeLast: string
  clear: string
  header: string
  claims: string
  rows: string
  scenarios: string
  scenariosNote: string
  noSandbox: string
  groups: Record<'people' | 'status' | 'error' | 'odd' | 'fault', string>
  rule: (issue: Issue) => string
  loadFailed: string
}

const en: Words = {
  tagline: 'One request, step by step: what is sent, how far it gets, what comes back.',
  language: '中文',
  theme: 'Theme',
  themes: { auto: 'Auto', light: 'Light', dark: 'Dark' },
  skip: 'Skip to the form',
  privacy: 'What you type here is only sent to the domain that you enter.',
  request: 'Request',
  service: 'Service',
  credentials: 'Valid once',
  device: 'Device',
  deviceNote: 'filled in by the package from this browser',
  fields: {
    domain: 'Domain or origin',
    clientId: 'Client id',
    bodyField: 'Body field',
    timeoutMs: 'Time-out (ms)',
    language: 'Language',
    wechatCode: 'WeChat code',
    stateToken: 'State token',
    osVersion: 'OS version',
    fingerprint: 'Fingerprint',
    userAgent: 'User agent',
    ip: 'IP',
  },
  fromHost: 'from this browser',
  byDefault: 'optional',
  newCode: 'New code',
  getStateToken: 'Get one from the service',
  gettingStateToken: 'Logging in…',
  noStateToken: 'The login gave no state token:',
  bind: 'Bind',
  abort: 'Abort',
  ready: 'Ready to send.',
  problems: (count) => (count === 1 ? 'One field is not ready.' : `${count} fields are not ready.`),
  preview: 'The request to send',
  previewNone: 'The request appears here when all fields are valid.',
  showSecrets: 'Show secrets',
  copyCurl: 'Copy as curl',
  copyCurlNote: 'with the secrets',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  journey: 'Progress',
  steps: { fields: 'Fields', checked: 'Checked', sent: 'Sent', answered: 'Answered', identity: 'Identity' },
  states: {
    waiting: 'not yet',
    doing: 'under way',
    done: 'done',
    doubtful: 'may have arrived',
    failed: 'failed here',
    skipped: 'not reached',
  },
  waitingFor: (seconds, limit) => `${seconds} s of ${limit} s`,
  atRest: 'Nothing has been sent yet.',
  delivery: 'delivery',
  deliveries: { 'not-sent': 'was not sent', unknown: 'may have arrived', delivered: 'was answered' },
  code: {
    'not-sent': 'The WeChat code is still good: fix the cause and call again.',
    unknown: 'Treat the WeChat code as used: get a new one before the next call.',
    delivered: 'The WeChat code is used: another call needs a new one.',
  },
  codeBadge: { 'not-sent': 'still good', unknown: 'treat as used', delivered: 'used' },
  statuses: {
    SUCCESS: 'The user is bound and signed in.',
    SOCIAL_BIND: 'The user has to be bound; the state token is for the next step.',
    USER_REGISTER: 'The user has to be registered; the state token is for the next step.',
    MFA_AUTH: 'The service asks for a second factor; the state token is for the next step.',
    ACCESS_DENIED: 'The service denies access.',
    UNKNOWN: 'A status that this version does not know.',
  },
  errors: {
    INVALID_CONFIG: 'Fields of the configuration are invalid. Nothing was sent.',
    INVALID_PARAMS: 'Parameters are invalid. Nothing was sent.',
    CALLBACK: 'A function of the page threw. Nothing was sent.',
    NETWORK: 'The connection failed or was lost.',
    TIMEOUT: 'The time-out passed before the reply arrived.',
    ABORTED: 'The call was aborted.',
    REFUSED: 'The service refused the request.',
    BAD_RESPONSE: 'The interface does not document this response; the error has its text.',
    BAD_ID_TOKEN: 'The id token can’t be read.',
    WASM_UNAVAILABLE: 'The wasm could not be loaded.',
    USER_DECLINED: 'The user declined.',
    NO_PHONE_CODE: 'The button gave no code.',
  },
  serviceSays: 'The service says',
  audiences: {
    user: 'To show to the user',
    developer: 'For the developer',
    operator: 'For the operator of the service',
  },
  step: 'at the step',
  result: 'Result',
  resultNone: 'What the package returns or throws.',
  rawReply: 'Raw reply',
  rawNone: 'What the service sent, byte for byte.',
  rawAbsent: 'No reply was received.',
  rawLost: 'The reply broke off; no text was read.',
  identity: 'Identity',
  unverified: 'signature not verified, for display only',
  identityNone: 'The user according to the id token.',
  mask: 'Mask phone and mail',
  timeLeft: 'time left',
  expiresIn: (time) => `expires in ${time}`,
  expired: (time) => `expired ${time} ago`,
  noExpiry: 'no expiry',
  decoder: 'Decode an id token',
  decoderNote: 'Offline: nothing pasted here is sent anywhere.',
  decoderLabel: 'id token',
  decodeLast: 'Take the last result’s',
  clear: 'Clear',
  header: 'Header',
  claims: 'Claims',
  rows: 'To display',
  scenarios: 'Scenarios',
  scenariosNote: 'Each gets a new state token and binds.',
  noSandbox: 'No fake service at this domain: `npx wechat-mobile-bind` starts one.',
  groups: { people: 'Users', status: 'Statuses', error: 'Refusals', odd: 'Oddities', fault: 'Faults' },
  rule: () => '',
  loadFailed: 'The package could not be loaded:',
}

const zh: Words = {
  tagline: '看清一次请求的全过程：发了什么、到了哪一步、返回什么。',
  language: 'English',
  theme: '外观',
  themes: { auto: '自动', light: '浅色', dark: '深色' },
  skip: '跳到表单',
  privacy: '这里填写的内容只会发往你填写的域名。',
  request: '请求',
  service: '身份服务',
  credentials: '一次性凭证',
  device: '设备',
  deviceNote: '由本 SDK 从当前浏览器读取',
  fields: {
    domain: '租户域名',
    clientId: 'Client ID',
    bodyField: '请求体字段',
    timeoutMs: '超时时间（毫秒）',
    language: '语言',
    wechatCode: '手机号 code',
    stateToken: '临时令牌',
    osVersion: '系统版本',
    fingerprint: '设备指纹',
    userAgent: 'User agent',
    ip: 'IP',
  },
  fromHost: '取自浏览器',
  byDefault: '选填',
  newCode: '换一个 code',
  getStateToken: '从模拟服务获取',
  gettingStateToken: '正在登录…',
  noStateToken: '登录没有返回临时令牌：',
  bind: '绑定',
  abort: '取消',
  ready: '可以发送。',
  problems: (count) => `还有 ${count} 个字段有误。`,
  preview: '将要发出的请求',
  previewNone: '所有字段通过校验后，请求显示在这里。',
  showSecrets: '显示完整令牌',
  copyCurl: '复制为 curl',
  copyCurlNote: '含完整令牌',
  copy: '复制',
  copied: '已复制',
  notCopied: '未能复制',
  journey: '请求进度',
  steps: { fields: '填写', checked: '校验', sent: '发出', answered: '响应', identity: '用户信息' },
  states: {
    waiting: '等待中',
    doing: '进行中',
    done: '完成',
    doubtful: '可能已到达',
    failed: '此步失败',
    skipped: '未执行',
  },
  waitingFor: (seconds, limit) => `${seconds} 秒 / 上限 ${limit} 秒`,
  atRest: '还没有发出任何请求。',
  delivery: 'delivery',
  deliveries: { 'not-sent': '未发出', unknown: '可能已到达', delivered: '已收到响应' },
  code: {
    'not-sent': '手机号 code 仍可使用：排除原因后可直接重试。',
    unknown: '手机号 code 视为已使用，重试前请重新获取。',
    delivered: '手机号 code 已使用，重试需要新的 code。',
  },
  codeBadge: { 'not-sent': '仍可使用', unknown: '视为已使用', delivered: '已使用' },
  statuses: {
    SUCCESS: '用户已绑定并登录。',
    SOCIAL_BIND: '用户还需绑定，用返回的临时令牌进入下一步。',
    USER_REGISTER: '用户还需注册，用返回的临时令牌进入下一步。',
    MFA_AUTH: '身份服务要求二次认证，用返回的临时令牌进入下一步。',
    ACCESS_DENIED: '身份服务拒绝访问。',
    UNKNOWN: '本版本不认识的状态。',
  },
  errors: {
    INVALID_CONFIG: '配置不符合字段规则，请求未发出。',
    INVALID_PARAMS: '参数不符合字段规则，请求未发出。',
    CALLBACK: '页面传入的函数抛出了异常，请求未发出。',
    NETWORK: '连接失败或中断。',
    TIMEOUT: '超时前没有等到响应。',
    ABORTED: '调用被取消。',
    REFUSED: '身份服务拒绝了这次请求。',
    BAD_RESPONSE: '响应不符合接口文档，原文保留在错误对象上。',
    BAD_ID_TOKEN: 'id_token 无法解析。',
    WASM_UNAVAILABLE: 'wasm 加载失败。',
    USER_DECLINED: '用户拒绝了授权。',
    NO_PHONE_CODE: '按钮没有给出 code。',
  },
  serviceSays: '身份服务的说明',
  audiences: { user: '可展示给用户', developer: '需要开发者处理', operator: '需要租户管理员处理' },
  step: '所在步骤',
  result: '结果',
  resultNone: '本 SDK 返回或抛出的内容。',
  rawReply: '原始响应',
  rawNone: '身份服务返回的原文。',
  rawAbsent: '没有收到响应。',
  rawLost: '响应中断，没有读到正文。',
  identity: '用户信息',
  unverified: '未验签，仅供显示',
  identityNone: 'id_token 中的用户信息。',
  mask: '手机号与邮箱脱敏',
  timeLeft: '剩余有效期',
  expiresIn: (time) => `${time} 后过期`,
  expired: (time) => `已过期 ${time}`,
  noExpiry: '未注明有效期',
  decoder: '解码 id_token',
  decoderNote: '离线解码：粘贴的内容不会发往任何地方。',
  decoderLabel: 'id_token',
  decodeLast: '填入上次的 id_token',
  clear: '清空',
  header: 'Header',
  claims: '声明',
  rows: '展示效果',
  scenarios: '场景',
  scenariosNote: '每次都会取新的临时令牌再绑定。',
  noSandbox: '该域名不是模拟服务：用 `npx wechat-mobile-bind` 启动一个。',
  groups: { people: '用户', status: '状态', error: '业务错误码', odd: '不规范响应', fault: '故障' },
  rule: ({ rule, index }) =>
    ({
      required: '必填。',
      type: '类型不对。',
      unreadable: '无法读取。',
      length: '太长。',
      characters: index === undefined ? '含有不能发送的字符。' : `第 ${index + 1} 个字符不能发送。`,
      format: '格式不对。',
      range: '超出范围。',
      unknown: '没有这个选项。',
    })[rule],
  loadFailed: '本 SDK 加载失败：',
}

export const WORDS: Record<Language, Words> = { zh, en }
