// A clock that stands still until a test moves it: no test waits, and what happens at a time-out is always the same.

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, now: Date.now }

/** Lets everything happen that waits for nothing from outside. */
export const settled = () => new Promise((resolve) => setImmediate(resolve))

/** The global timers and `Date.now`, by hand. */
export class Clock {
  time = 1_700_000_000_000
  /** @type {Map<number, { at: number, run: () => void }>} */
  timers = new Map()
  #last = 0

  /** Replaces the global ones. */
  install() {
    Object.assign(globalThis, {
      setTimeout: (/** @type {() => void} */ run, ms = 0) => {
        this.timers.set(++this.#last, { at: this.time + ms, run })
        return this.#last
      },
      clearTimeout: (/** @type {number} */ timer) => void this.timers.delete(timer),
    })
    Date.now = () => this.time
  }

  /** Puts them back. */
  uninstall() {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
    Date.now = real.now
  }

  /**
   * Moves the time, timer by timer.
   *
   * @param {number} ms
   */
  async advance(ms) {
    const end = this.time + ms
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
      if (!due) break
      const [timer, { at, run }] = due
      this.timers.delete(timer)
      this.time = Math.max(this.time, at)
      run()
      await settled()
    }
    this.time = end
  }
}
