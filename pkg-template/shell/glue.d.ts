// What wasm-bindgen generates for src/wasm, inside a function that creates it: the build resolves `#glue` to it.

declare module '#glue' {
  import type * as api from '../shipped/index.js'

  /** How far a call has got; src/wasm/progress.rs keeps it up to date. */
  interface ProgressSink {
    delivery: api.Delivery
    responseText: string | undefined
    /** What the call waits for: src/wasm/deadline.js. */
    deadline: { abandon(): void } | undefined
  }

  /** The defaults of the runtime's entry for a configuration. */
  interface Host {
    /** May stop reading a reply after `maxLength` UTF-16 code units. */
    fetch?: (url: string, init: api.FetchInit, timeoutMs: number, maxLength: number) => Promise<api.FetchResponse>
    language?: string
    /** The fields of the device that are wanted, as far as the host has them. */
    device?: (
      osVersion: boolean,
      userAgent: boolean,
      fingerprint: boolean,
    ) => Partial<api.Device> | Promise<Partial<api.Device>>
    /** What a failure of a fetch proves; undefined if it proves nothing. */
    failure?: (cause: unknown, url: string) => FetchFailure | undefined
  }

  /** What a failure of a fetch proves. */
  interface FetchFailure {
    /** How far the request got; absent if that isn't proven. */
    delivery?: 'not-sent' | 'delivered'
    /** Whether the host's own time-out passed. */
    isTimeout?: boolean
    /** What to do, and from where to go on, if the host knows better than src/error/hint.rs. */
    advice?: Pick<api.BindError, 'hint' | 'audience'> & Partial<Pick<api.BindError, 'next'>>
  }

  /** The calls. */
  type Calls = {
    [Name in api.CallName | 'signIn']: (params: unknown, progress: ProgressSink) => ReturnType<api.Client[Name]>
  }

  interface Client extends Calls {
    prepare(params: unknown, call: unknown, progress: ProgressSink): Promise<api.PreparedRequest>
    interpret<Name extends api.CallName>(
      httpStatus: unknown,
      bodyText: unknown,
      call: Name | undefined,
    ): Awaited<ReturnType<api.Client[Name]>>
    maskRecipient(recipient: unknown): string
  }

  interface Glue {
    Client: new (config: unknown, host: Host) => Client
    decodeIdToken(token: unknown): api.Identity
    displayRows(identity: unknown, options: unknown): api.DisplayRow[]
    isExpired(identity: unknown, now: unknown): boolean
    packageVersion(): unknown
    __wbg_set_wasm(exports: object): void
  }

  /** The module that the wasm imports its functions from. */
  const IMPORTS: string

  /** The version of the package, which its wasm has too. */
  const VERSION: string

  /** The glue of one instance. It schedules its work with the `queueMicrotask` of this object. */
  function createGlue(globalThis: { queueMicrotask(task: () => void): void }): Glue
}
