// The options of `createSignIn`, read once and checked: all problems are reported at once.

import { get, read } from '../../src/wasm/get.js'
import { ValidationError } from '../shell/errors.js'
import type { Client, Issue } from '../shipped/index.js'
import type { SignInOptions } from '../shipped/miniprogram.cjs'
import { hostError } from './host-error.js'
import { takeReturned } from './returned.js'

type Listener<Name extends 'onChange' | 'onError'> = NonNullable<SignInOptions[Name]>

export interface Options {
  client: SignInOptions['client']
  loginCode: () => unknown
  /** The client's method for a WeChat user whom the service doesn't know. */
  method: 'bind' | 'registerAndBind'
  onChange: Listener<'onChange'>
  onError: Listener<'onError'>
}

const wxLoginCode = () =>
  new Promise((resolve, reject) => {
    const success = (login: unknown) => resolve(read(login, 'code'))
    const fail = (failure: unknown) => reject(hostError(failure))
    takeReturned(wx.login({ success, fail }), 'code', success, fail)
  })

export function readOptions(options: unknown): Options {
  const issues: Issue[] = []
  const add = (field: string, rule: Issue['rule'], problem: string) =>
    issues.push({ field, rule, message: `\`${field}\` ${problem}` })

  /** An option that is set; undefined if it is null or can't be read. */
  function option(name: keyof SignInOptions): unknown {
    try {
      return get(options, name) ?? undefined
    } catch {
      add(name, 'unreadable', 'threw while it was read')
      return undefined
    }
  }

  function callback<T>(name: keyof SignInOptions, byDefault: T): T {
    const given = option(name)
    if (given !== undefined && typeof given !== 'function') add(name, 'type', 'is not a function')
    return (given ?? byDefault) as T
  }

  if (Object(options) !== options) add('options', 'type', 'is not an object')
  const readable = issues.length
  const client = option('client')
  if (client === undefined) issues.length === readable && add('client', 'required', 'is missing')
  else if (Object(client) !== client) add('client', 'type', 'is not a client, or a function that creates one')
  const onUnknownUser = option('onUnknownUser')
  if (onUnknownUser !== undefined && onUnknownUser !== 'bind' && onUnknownUser !== 'register')
    add('onUnknownUser', 'format', 'is neither bind nor register')
  const checked: Options = {
    client: client as Client,
    loginCode: callback('loginCode', wxLoginCode),
    method: onUnknownUser === 'register' ? 'registerAndBind' : 'bind',
    onChange: callback<Options['onChange']>('onChange', () => {}),
    onError: callback<Options['onError']>('onError', () => {}),
  }
  if (issues.length) throw invalid(issues)
  return checked
}

function invalid(issues: Issue[]) {
  const shown = {
    code: 'INVALID_PARAMS',
    delivery: 'not-sent',
    message: issues.map(({ message }) => message).join('; '),
    step: 'login',
    audience: 'developer',
    next: 'fix',
    hint: {
      zh: '`createSignIn` 的选项有误，请按 `issues` 逐项修正',
      en: 'the options of `createSignIn` are wrong: fix each one that `issues` names',
    },
    issues,
  } as const
  return new ValidationError(shown)
}
