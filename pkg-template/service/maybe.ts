// Values that a host may compute at once or later.

export type Maybe<T> = T | PromiseLike<T>

/** Goes on with a value: at once if it is there, so that no time passes for a test whose timers are fake. */
export function after<T, U>(value: Maybe<T>, then: (value: T) => Maybe<U>): Maybe<U> {
  const isPending = typeof (value as { then?: unknown } | undefined)?.then === 'function'
  return isPending ? (value as PromiseLike<T>).then(then) : then(value as T)
}
