// Samples as figures: what ours took, what each peer took, and how the two compare.

/** The middle of some numbers, and how far they lie apart. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share) => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return round(below + (above - below) * (place % 1))
  }
  return { median: at(0.5), q1: at(0.25), q3: at(0.75), min: at(0), max: at(1) }
}

// Five digits are more than a time is good for; what is counted stays exact.
const round = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(5)))

/**
 * One line of the bench. `samples` are values by subject, of which those in one place belong together: the ratio is made
 * of each such pair, never of two middles. What may well be nothing is not compared.
 */
export function figure(host, measure, of, unit, { ours, ...peers }, { compare = true } = {}) {
  const compared = Object.entries(peers).map(([name, values]) => {
    const ratios = values.map((value, index) => ours[index] / value)
    return [name, { value: spread(values), ...(compare && { ratio: spread(ratios) }) }]
  })
  return { host, measure, of, unit, ours: spread(ours), peers: Object.fromEntries(compared) }
}

/** The times of a suite, from one process or from several. */
export function suiteFigures(host, ...runs) {
  return Object.keys(runs[0]).map((name) => {
    const samples = together(runs.map((times) => times[name]))
    if (name === 'bind') return figure(host, 'bind minus fetch', 'id_token of 1 kB', 'µs', without(samples, 'fetch'))
    return figure(host, 'decode', name.replace('decode ', ''), 'µs', samples)
  })
}

/** The samples of several runs, one after the other. */
function together(runs) {
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, runs.flatMap((run) => run[name])]))
}

function without(samples, common) {
  const { [common]: taken, ...others } = samples
  return Object.fromEntries(
    Object.entries(others).map(([name, values]) => [name, values.map((value, index) => value - taken[index])]),
  )
}
