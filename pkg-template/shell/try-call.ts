// Calls of functions that are not the package's own: a host may lack one or have a broken one, and so may a caller.

/** What `run` returns; undefined if it throws. */
export function tryCall<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}

/** Runs `run`, and ignores what it throws, or rejects with later. */
export function ignoreFailure(run: () => unknown): void {
  new Promise((resolve) => resolve(run())).catch(() => {})
}
