// Times subjects in turns: A B C, B C A, C A B, and so on, each turn a batch of some milliseconds. A ratio is made of two
// turns of one round, so whatever else the machine did meanwhile struck both.
//
// The usual harnesses (mitata, tinybench) measure one subject to its end and then the next, and want timers and a clock
// that a mini program lacks; what is left to do here is this loop.

/** @import { RoundsOptions, Subject } from './types.js' */

/**
 * What was computed last: no engine may drop a call for having no effect.
 *
 * @type {unknown}
 */
export let kept

/**
 * A subject whose calls answer at once; `run` gets the number of the call.
 *
 * @param {(call: number) => unknown} run
 */
export const calls = (run) => (/** @type {number} */ count) => {
  for (let call = 0; call < count; call++) kept = run(call)
}

/**
 * A subject whose calls answer a promise.
 *
 * @param {(call: number) => unknown} run
 */
export const promises = (run) => async (/** @type {number} */ count) => {
  for (let call = 0; call < count; call++) kept = await run(call)
}

/**
 * What one call of each subject took in each round, in microseconds.
 *
 * `now` tells milliseconds; a turn takes `milliseconds`, and before the first every subject runs for `warmUp`.
 *
 * @param {Record<string, Subject>} subjects
 * @param {RoundsOptions} options
 */
export async function rounds(subjects, { rounds, milliseconds, warmUp, now }) {
  const names = Object.keys(subjects)
  /** @type {Record<string, number>} */
  const counts = {}
  for (const name of names) counts[name] = await callsIn(milliseconds, subjects[name], warmUp, now)
  return inTurns(names, rounds, async (name) => ((await time(subjects[name], counts[name], now)) * 1000) / counts[name])
}

/**
 * What `sample` answers for each name in each round, by name.
 *
 * @template T
 * @param {string[]} names
 * @param {number} rounds
 * @param {(name: string) => Promise<T>} sample
 * @returns {Promise<Record<string, T[]>>}
 */
export async function inTurns(names, rounds, sample) {
  const samples = Object.assign({}, ...names.map((name) => ({ [name]: [] })))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      samples[name].push(await sample(name))
    }
  }
  return samples
}

/**
 * @param {Subject} subject
 * @param {number} count
 * @param {() => number} now
 */
async function time(subject, count, now) {
  const start = now()
  const running = subject(count)
  if (running) await running
  return now() - start
}

/**
 * How many calls take so long, once the engine has compiled them.
 *
 * @param {number} milliseconds
 * @param {Subject} subject
 * @param {number} warmUp
 * @param {() => number} now
 */
async function callsIn(milliseconds, subject, warmUp, now) {
  const end = now() + warmUp
  for (let count = 1; ; ) {
    const took = await time(subject, count, now)
    if (took < milliseconds / 2) count *= 2
    else if (now() >= end) return Math.max(1, Math.round((count * milliseconds) / took))
  }
}
