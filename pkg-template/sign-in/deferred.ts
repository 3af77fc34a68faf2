// A promise that is there before what it stands for has begun, so that calls from within get it too.

export interface Deferred<T> {
  /** The first call resolves the promise. */
  end(value: T | Promise<T>): void
  promise: Promise<T>
}

export function defer<T>(): Deferred<T> {
  let end!: Deferred<T>['end']
  const promise = new Promise<T>((resolve) => (end = resolve))
  return { end, promise }
}
