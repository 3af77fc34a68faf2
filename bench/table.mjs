// The figures for people: ours in its unit, and how often it goes into each peer's.

/** @import { Figure, Judged, Outcome, Spread } from './types.js' */

const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false })
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/**
 * A number with as many digits as it is good for.
 *
 * @param {number} value
 */
const digits = (value) => (Math.abs(value) >= 100 ? whole : short).format(value)

/**
 * A value with its unit.
 *
 * @param {number} value
 * @param {string} unit
 */
export const amount = (value, unit) => (unit === '×' ? `${digits(value)}×` : `${digits(value)} ${unit}`)

/** @param {Spread} [spread] */
const ratio = (spread) => {
  if (!spread) return '–'
  const { median, q1, q3 } = spread
  return q1 === q3 ? amount(median, '×') : `${amount(median, '×')} [${digits(q1)} ${digits(q3)}]`
}

/**
 * Every figure, in blocks of one host and one measure, then the targets.
 *
 * @param {Outcome} outcome
 */
export function table({ figures, targets }) {
  const titles = [...new Set(figures.map(title))]
  const blocks = titles.map((wanted) =>
    block(
      wanted,
      figures.filter((figure) => title(figure) === wanted),
    ),
  )
  return [...blocks, targetBlock(targets)].join('\n\n')
}

/** @param {Figure} figure */
const title = ({ host, measure }) => `${host}: ${measure}`

/**
 * @param {string} title
 * @param {Figure[]} figures
 */
function block(title, figures) {
  const names = [...new Set(figures.flatMap(({ peers }) => Object.keys(peers)))]
  const rows = figures.map(({ of, unit, ours, peers }) => [
    of,
    amount(ours.median, unit),
    ...names.map((name) => (peers[name] ? cell(peers[name], unit) : '')),
  ])
  return aligned([[title, 'ours', ...names.map((name) => `÷ ${name}`)], ...rows])
}

// Without a ratio (of growth, say, which may be none) the peer's own value tells more.
/**
 * @param {Figure['peers'][string]} peer
 * @param {string} unit
 */
const cell = ({ value, ratio: its }, unit) => (its ? ratio(its) : `(${amount(value.median, unit)})`)

/** @param {Judged[]} targets */
function targetBlock(targets) {
  const rows = targets.map(({ host, measure, of, peer, found, unit, atMost, met }) => [
    `${host}: ${measure}, ${of}${peer ? `, ÷ ${peer}` : ''}`,
    unit === '×' || !found ? ratio(found) : amount(found.median, unit),
    `≤ ${amount(atMost, unit)}`,
    met ? 'met' : 'missed',
  ])
  return aligned([['targets', 'found', 'target', ''], ...rows])
}

/** @param {string[][]} rows */
function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
