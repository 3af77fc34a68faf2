// Compares the types, which are written by hand, with the lists that are made from the core. What only one of both has, tsc names:
// "Property 'x' is missing".

import type {
  CALLS,
  CallParams,
  CallResults,
  CLASSES,
  CONFIG,
  DEVICE,
  SIGN_IN,
  SignInResult,
} from '../generated/lists.js'
import type * as api from '../shipped/index.js'

type Difference<A, B> = Extract<Exclude<A, B> | Exclude<B, A>, string>

type Names<List extends readonly string[]> = List[number]

type Client = api.Client

/** The members of the parameters of a call. */
type Params<Name> = Name extends keyof Client
  ? Exclude<keyof NonNullable<Parameters<Client[Name]>[0]>, keyof api.CallOptions>
  : never

/** The members of the result of a call. */
type Result<Name> = Name extends keyof Client
  ? Exclude<keyof Awaited<ReturnType<Client[Name]>>, keyof api.Received>
  : never

/** The members of all members of a union. */
type KeysOf<Union> = Union extends unknown ? keyof Union : never

/** What the package has besides functions: the classes of errors. */
type Classes = {
  [Name in keyof typeof api]: (typeof api)[Name] extends (...args: never[]) => unknown ? never : Name
}[keyof typeof api]

interface Compared {
  config: Difference<keyof api.ClientConfig, Names<typeof CONFIG>>
  device: Difference<keyof api.Device, Names<typeof DEVICE>>
  signIn: Difference<keyof api.SignInParams, Names<typeof SIGN_IN>>
  calls: Difference<keyof Client, Names<typeof CALLS> | 'signIn' | 'prepare' | 'interpret' | 'maskRecipient'>
  params: { [Name in api.CallName]: `${Name}.${Difference<Params<Name>, CallParams[Name]>}` }[api.CallName]
  results: { [Name in keyof CallResults]: `${Name}.${Difference<Result<Name>, CallResults[Name]>}` }[keyof CallResults]
  result: Difference<Exclude<KeysOf<api.BindResult>, keyof api.Reply | 'status' | 'next'>, SignInResult>
  classes: Difference<Classes, Names<typeof CLASSES>>
}

;({}) satisfies { [List in keyof Compared as `${List}: ${Compared[List]}`]: never }
