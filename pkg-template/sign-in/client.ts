// The client that the program passed: created at the first call, and called without trusting it.

import { read } from '../../src/wasm/get.js'
import type { CallName } from '../shipped/index.js'
import type { Attempt } from './attempt.js'
import { noClient } from './callback-error.js'
import type { Options } from './options.js'
import { failureOf, type Outcome } from './outcome.js'

/** A method of a client. */
type Method = CallName | 'maskRecipient'
type Service = Record<Method, (...args: unknown[]) => Promise<unknown>>

/** The `step` of a method's error: `maskRecipient` only checks, and calls nothing. */
const stepOf = (method: Method) => (method === 'maskRecipient' ? undefined : method)

/** A function that calls the client for an attempt, as long as that is the current one. */
export function createCall(client: Options['client'], isCurrent: (attempt: Attempt) => boolean) {
  let made: unknown

  /** The client; if creating it failed, it is created again. */
  async function ready(method: Method): Promise<Service> {
    let service = made
    try {
      service ||= await (typeof client === 'function' ? client() : client)
    } catch (thrown) {
      throw failureOf(thrown, (cause) => noClient(cause, 'not-sent', stepOf(method), 'retry')).error
    }
    if (typeof read(service, method) !== 'function')
      throw noClient(new TypeError(`\`client\` has no method \`${method}\``), 'not-sent', stepOf(method), 'fix')
    made = service
    return service as Service
  }

  /**
   * Calls a method of the client with these arguments, or what the function resolves to, and has `readAnswer` read the answer. Does nothing,
   * and returns undefined, if the attempt is no longer the current one; else `onSend` is called before.
   */
  return async function call<T>(
    attempt: Attempt,
    method: Method,
    args: unknown[] | (() => Promise<unknown[]>),
    readAnswer: (answer: unknown) => T,
    onSend: () => unknown = () => {},
  ): Promise<Outcome<T> | undefined> {
    let isSent = false
    try {
      const service = await ready(method)
      if (!isCurrent(attempt)) return undefined
      const given = typeof args === 'function' ? await args() : args
      if (!isCurrent(attempt)) return undefined
      onSend()
      isSent = method !== 'maskRecipient'
      return { answer: readAnswer(await service[method](...given)), failure: undefined }
    } catch (thrown) {
      const foreign = (cause: unknown) =>
        isSent
          ? noClient(cause, 'unknown', stepOf(method), 'log-in')
          : noClient(cause, 'not-sent', stepOf(method), 'fix')
      return { answer: undefined, failure: failureOf(thrown, foreign) }
    }
  }
}
