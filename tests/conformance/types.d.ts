import type { CallName, DisplayRow, Hint, Issue, PreparedRequest } from '../../pkg-template/shipped/index.js'

/**
 * The package as the tests call it: they pass what its types forbid, and read a result's members before its status. What the
 * types promise is tested in tests/package/types.
 */
export interface Api {
  init(wasm?: any): Promise<void>
  createClient(config?: any): Promise<Client>
  decodeIdToken(token: any): any
  displayRows(identity: any, options?: any): DisplayRow[]
  isExpired(identity: any, now?: any): boolean
  BindError: ErrorClass
  /** Not every entry has it. */
  createSignIn?(options?: any): SignInFlow
  /** The fields that the host fills in where the caller leaves them out. */
  hostKnows?: string[]
  /** The names that the host's own tools can't bear on `Object.prototype`. */
  trusted?: string[]
}

/** A class of the package's errors. */
export type ErrorClass = new (report: object) => Failure

type Calls = Record<CallName | 'signIn', (params?: any) => Promise<Result>>

export interface Client extends Calls {
  maskRecipient(recipient?: any): string
  prepare(params?: any, call?: any): Promise<PreparedRequest>
  interpret(httpStatus: any, bodyText: any, call?: any): Result
}

/** A result of any status. */
export interface Result {
  status: string
  rawStatus: string
  httpStatus: number
  raw: any
  sessionToken?: any
  stateToken?: any
  identity?: any
  [member: string]: any
}

/** An error of any class of the package. */
export interface Failure extends Error {
  toJSON(): object
  code: string
  delivery: string
  step: string
  audience: string
  next: string
  hint: Hint
  issues: Issue[]
  callback?: string
  cause?: any
  httpStatus?: number
  errorCode?: string
  rawErrorCode?: string
  errorMessage?: string
  responseText?: string
}

/** A sign-in as a state for a page. */
export interface SignInFlow {
  state: any
  result?: Result
  start(): Promise<any>
  press(event: any): Promise<any>
  requestCode(recipient?: any): Promise<any>
  solveCaptcha(x: any): Promise<any>
  submitCode(code: any): Promise<any>
  restart(): Promise<any>
}

/** What happens to a request. */
export interface Trouble {
  name: string
  /** The call whose first request meets it. */
  call?: string
  /** The reply; 200 and empty if nothing is said. */
  status?: number
  text?: string
  /** No reply arrives. */
  isLost?: boolean
  /** The service has done what was asked for, all the same. */
  isDone?: boolean
  /** The client is called off before it sends anything. */
  isAborted?: boolean
  /** Who has to act before a sign-in can go on. */
  audience?: string
  /** The status of the result that ends the sign-in. */
  ends?: string
}

/** What a user does. */
export interface User {
  presses?: boolean
  declines?: boolean
  recipient?: { mobile?: string; email?: string }
}

/** The identity service of a test. */
export interface Tenant {
  requests: { call: string; stateToken?: string; body: any }[]
  code(recipient: any): string | undefined
  fetch: TestFetch
}

/** One promise of the package. It holds where `run` neither throws nor rejects. */
export interface Case {
  name: string
  run(api: Api): unknown
}

/** A fetch of a test, with what it is given. */
export type TestFetch = (url: string, init: any) => Promise<any>

/** A reply of the service, and what it is read as. */
export type Reply = { httpStatus: number; body: string } & Outcome<{ code: string }>

/** What tests/fixtures has, by file. */
export interface Fixtures {
  calls: {
    call: CallName
    params: object
    request: { method: string; path: string; stateToken?: string; body?: string }
    refused: { params: object; issues: Issue[] }[]
    replies: Reply[]
  }[]
  /** Of the call that is named, by default `bind`. */
  fields: { call?: string; field: string; given?: unknown; issue: Partial<Issue> | null }[]
  replies: ({ name: string } & Reply)[]
  idTokens: {
    name: string
    token: string
    claims: string
    profile: string
    issuedAt?: number
    expiresAt?: number
    error?: string
  }[]
  rows: { name: string; profile: object; options: object; rows: [string, string, string][] }[]
}

/** A host that misbehaves, and what a bind on it ends in. */
export type Host = {
  name: string
  fetch(...args: any[]): unknown
  config?: object
  params?: object | (() => object)
  responseText?: string
  /** How often the host's fetch is called; once, if nothing is said. */
  requests?: number
} & Outcome<{ code: string; delivery: string; message: string; cause?: unknown; fields?: string }>

/** What a bind ends in. */
type Outcome<Error> = { result: object; error?: undefined } | { result?: undefined; error: Error }

/** What the service answers by the end of its path, and what the caller wants. */
interface Course {
  name: string
  answers: Record<string, object>
}

export interface SignIn extends Course {
  params?: object
  status: string
  stateToken?: string
  /** The codes that the caller is asked for. */
  asked: string[]
  /** The requests: the end of the path, the body, the state token. */
  seen: unknown[][]
}

export interface BrokenSignIn extends Partial<Course> {
  name: string
  params?: object | (() => object)
  /** The code and the delivery. */
  ends: string
  /** Each with its field and its rule. */
  issues?: string
  callback?: string
  step?: string
  cause?: unknown
  requests: number
}
