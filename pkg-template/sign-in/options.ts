// The options of `createSignIn`, read once and checked: all problems are reported at once.

import { get } from '../../src/wasm/get.js'
import { ValidationError } from '../shell/errors.js'
import { tryCall } from '../shell/try-call.js'
import type { Client, Issue } from '../shipped/index.js'
import type { SignInOptions } from '../shipped/miniprogram.cjs'

type Listener<Name extends 'onChange' | 'onError'> = NonNullable<SignInOptions[Name]>
type Steps = NonNullable<SignInOptions['steps']>

/** What differs from host to host. */
export interface Host {
  /** Returns a fresh code of the login, or a promise of one, unless the program has a function for it. */
  loginCode: () => unknown
  /** The code of the event of a press. Throws if there is none. */
  phoneCode: (event: unknown) => string
}

export interface Options extends Host {
  client: SignInOptions['client']
  /** The client's method for a WeChat user whom the service doesn't know. */
  method: 'bind' | 'registerAndBind'
  steps: Steps
  resendMs: number
  onChange: Listener<'onChange'>
  onError: Listener<'onError'>
}

/** The steps beyond the login and the phone-number button. */
const STEPS = ['verify-code', 'second-factor']

export function readOptions(options: unknown, host: Host): Options {
  const issues: Issue[] = []
  const known = new Set<string>()
  const add = (field: string, rule: Issue['rule'], problem: string) =>
    issues.push({ field, rule, message: `\`${field}\` ${problem}` })

  /** An option that is set; undefined if it is null or can't be read. */
  function option(name: keyof SignInOptions): unknown {
    known.add(name)
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

  function steps(): Steps {
    const given = option('steps') ?? []
    // Reading an array of the program's may throw.
    const names = tryCall(() => (Array.isArray(given) ? given.map(String) : undefined))
    if (!names?.every((name) => STEPS.includes(name)))
      add('steps', 'format', 'is not an array of verify-code and second-factor')
    return (names ?? []) as Steps
  }

  function resendMs(): number {
    const given = option('resendMs') ?? 60_000
    if (!Number.isFinite(given) || (given as number) < 0) add('resendMs', 'range', 'is not a number of milliseconds')
    return given as number
  }

  const isObject = Object(options) === options
  if (!isObject) add('options', 'type', 'is not an object')
  const readable = issues.length
  const client = option('client')
  if (client === undefined) issues.length === readable && add('client', 'required', 'is missing')
  else if (Object(client) !== client) add('client', 'type', 'is not a client, or a function that creates one')
  const onUnknownUser = option('onUnknownUser')
  if (onUnknownUser !== undefined && onUnknownUser !== 'bind' && onUnknownUser !== 'register')
    add('onUnknownUser', 'format', 'is neither bind nor register')
  const checked: Options = {
    client: client as Client,
    loginCode: callback('loginCode', host.loginCode),
    phoneCode: host.phoneCode,
    method: onUnknownUser === 'register' ? 'registerAndBind' : 'bind',
    steps: steps(),
    resendMs: resendMs(),
    onChange: callback<Options['onChange']>('onChange', () => {}),
    onError: callback<Options['onError']>('onError', () => {}),
  }
  for (const name of tryCall(() => (isObject ? Object.keys(options as object) : [])) ?? [])
    if (!known.has(name)) add('options', 'unknown', `has the member ${quoted(name)}, which is not an option`)
  if (issues.length) throw invalid(issues)
  return checked
}

// A name may be anything. One that is long or odd isn't quoted.
const quoted = (name: string) => (/^\w{1,40}$/.test(name) ? `\`${name}\`` : 'another name')

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
