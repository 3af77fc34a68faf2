// Samples as figures: what ours took, what each peer took, and how the two compare.

/** @import { Figure, Samples, SuiteTimes } from './types.js' */

/**
 * The middle of some numbers, and how far they lie apart.
 *
 * @param {number[]} values
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  /** @param {number} share */
  const at = (share) => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return round(below + (above - below) * (place % 1))
  }
  return { median: at(0.5), q1: at(0.25), q3: at(0.75), min: at(0), max: at(1) }
}

// Five digits are more than a time is good for; what is counted stays exact.
/** @param {number} value */
const round = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(5)))

/**
 * One line of the bench. `samples` are values by subject, of which those in one place belong together: the ratio is made
 * of each such pair, never of two middles. What may well be nothing is not compared.
 *
 * @param {string} host
 * @param {string} measure
 * @param {string} of
 * @param {string} unit
 * @param {Samples} samples
 * @param {{ compare?: boolean }} options
 * @returns {Figure}
 */
export function figure(host, measure, of, unit, { ours, ...peers }, { compare = true } = {}) {
  /** @type {Figure['peers']} */
  const compared = {}
  for (const [name, values] of Object.entries(peers)) {
    const ratios = values.map((value, index) => ours[index] / value)
    compared[name] = { value: spread(values), ...(compare && { ratio: spread(ratios) }) }
  }
  return { host, measure, of, unit, ours: spread(ours), peers: compared }
}

/**
 * The times of a suite, from one process or from several.
 *
 * @param {string} host
 * @param {...SuiteTimes} runs
 */
export function suiteFigures(host, ...runs) {
  return Object.keys(runs[0]).map((name) => {
    const samples = together(runs.map((times) => times[name]))
    if (name === 'bind') return figure(host, 'bind minus fetch', 'id_token of 1 kB', 'µs', without(samples, 'fetch'))
    return figure(host, 'decode', name.replace('decode ', ''), 'µs', samples)
  })
}

/**
 * The samples of several runs, one after the other.
 *
 * @param {Samples[]} runs
 * @returns {Samples}
 */
function together(runs) {
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, runs.flatMap((run) => run[name])]))
}

/**
 * @param {Samples} samples
 * @param {string} common
 * @returns {Samples}
 */
function without(samples, common) {
  const { [common]: taken, ...others } = samples
  return Object.fromEntries(
    Object.entries(others).map(([name, values]) => [name, values.map((value, index) => value - taken[index])]),
  )
}
