// What a client returns and throws, read without trusting it: a program may have its own client.

import { read } from '../../src/wasm/get.js'
import { type BindError, isBindError } from '../shell/errors.js'
import { tryCall } from '../shell/try-call.js'
import type { BindResult, LoggedError, Next } from '../shipped/index.js'

/** What a call came to: either an answer, or a failure. All members are its own. */
export type Outcome<T> = { answer: T; failure: undefined } | { answer: undefined; failure: Failure }

export interface Failure {
  error: BindError
  /** The content of the error, for the state. */
  shown: LoggedError
  next: Next
}

/** From which step a result or an error says to go on. */
export const nextOf = (outcome: unknown) => read(outcome, 'next') as Next | undefined

/** A member that has to be a text. */
export function textOf(answer: unknown, name: string): string {
  const text = read(answer, name)
  if (typeof text !== 'string') throw new TypeError(`\`client\` returned no \`${name}\``)
  return text
}

/** A result of the service, with what the next step needs. */
export function resultOf(answer: unknown): BindResult {
  const next = textOf(answer, 'next')
  if (next === 'press' || next === 'second-factor') textOf(answer, 'stateToken')
  return answer as BindResult
}

/** An object without the members that are undefined: `setData` takes none. */
export function compact<T extends object>(object: T): T {
  for (const name of Object.keys(object) as (keyof T)[]) if (object[name] === undefined) delete object[name]
  return object
}

/** An error of this package; any other error is what `otherwise` makes of it. */
export function failureOf(thrown: unknown, otherwise: (cause: unknown) => BindError): Failure {
  const shown = isBindError(thrown) ? tryCall(() => thrown.toJSON()) : undefined
  if (!shown) return failureOf(otherwise(thrown), otherwise)
  // An older version's error has no `next`: the state token must be taken for used.
  return { error: thrown as BindError, shown: compact(shown), next: nextOf(shown) || 'log-in' }
}
