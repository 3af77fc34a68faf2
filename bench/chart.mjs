// The figures that a reader of the README asks for first, as bars in an SVG. It is read on light and on dark pages, so it
// brings both sets of colours and no ground of its own.

import { amount } from './table.mjs'

/** @import { Outcome, Panel } from './types.js' */

const WIDTH = 880
const GAP = 40
const PANEL = (WIDTH - GAP) / 2
const NAMES = 165
const VALUES = 65
const ROW = 20
const HEAD = 44

// The colours of the demo page.
const STYLE = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; fill: #59655e }
  text.title { font-weight: 600; font-size: 13px; fill: #1b211e }
  text.ours { font-weight: 600; fill: #1b211e }
  rect { fill: #b9c3bd }
  rect.ours { fill: #07753a }
  @media (prefers-color-scheme: dark) {
    text { fill: #94a39a }
    text.title, text.ours { fill: #dfe6e1 }
    rect { fill: #46524b }
    rect.ours { fill: #45d488 }
  }`

/** What runs mini programs on an iPhone. */
const PHONE = /^mini program, JavaScriptCore without JIT$/

/** What is shown: figures by host, measure and name, less is better in each. Most users write mini programs. */
const PANELS = [
  { title: 'Code package of a mini program', host: /^mini program$/, measure: 'code package', of: 'as shipped' },
  { title: 'A bind, less its fetch', host: PHONE, measure: 'bind minus fetch', of: 'id_token of 1 kB' },
  { title: '1 kB of claims in Chinese, decoded', host: PHONE, measure: 'decode', of: '1 kB Chinese' },
  { title: 'Download on the web, brotli', host: /^web$/, measure: 'download', of: 'brotli' },
  { title: 'A bind, less its fetch', host: /^Node/, measure: 'bind minus fetch', of: 'id_token of 1 kB' },
  { title: 'Import, load and first bind', host: /^Node/, measure: 'cold start', of: 'wall clock' },
]

/**
 * The chart, as the text of an SVG.
 *
 * @param {Outcome} outcome
 */
export function chart({ figures, version, date, machine }) {
  const panels = PANELS.map(({ title, host, measure, of }) => {
    const [{ host: place, unit, ours, peers }] = figures.filter(
      (figure) => host.test(figure.host) && figure.measure === measure && figure.of === of,
    )
    const bars = [
      { name: 'wechat-mobile-bind', value: ours },
      ...Object.entries(peers).map(([name, { value }]) => ({ name, value })),
    ]
    const where = unit === 'bytes' ? '' : place.replace('mini program, ', '')
    return {
      title,
      where,
      bars: bars.map(({ name, value: { median } }) => ({
        name,
        median,
        text: unit === 'bytes' ? amount(median / 1000, 'kB') : amount(median, unit),
      })),
    }
  })
  const drawn = []
  let top = 0
  for (let index = 0; index < panels.length; index += 2) {
    const pair = panels.slice(index, index + 2)
    for (const [column, panel] of pair.entries()) drawn.push(drawPanel(panel, column * (PANEL + GAP), top))
    top += HEAD + ROW * Math.max(...pair.map(({ bars }) => bars.length)) + 16
  }
  const source = `wechat-mobile-bind ${version}, ${machine.processor}, ${date}; medians, less is better`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top + 16}" viewBox="0 0 ${WIDTH} ${top + 16}" role="img" aria-label="${escapeXml(describe(panels))}">
<style>${STYLE}</style>
${drawn.join('\n')}
${words(0, top + 4, source)}
</svg>
`
}

/**
 * @param {Panel} panel
 * @param {number} left
 * @param {number} top
 */
function drawPanel({ title, where, bars }, left, top) {
  const longest = Math.max(...bars.map(({ median }) => median))
  const room = PANEL - NAMES - VALUES
  const rows = bars.map(({ name, median, text }, row) => {
    const [y, its] = [top + HEAD + row * ROW, row === 0 ? 'class="ours"' : '']
    const width = Math.max(1, (median / longest) * room)
    return [
      words(left + NAMES - 8, y, name, `text-anchor="end" ${its}`.trim()),
      `<rect ${its} x="${left + NAMES}" y="${y - 10}" width="${width.toFixed(1)}" height="13" rx="2"/>`,
      words(left + NAMES + width + 6, y, text, its),
    ].join('\n')
  })
  return [words(left, top + 16, `${title}${where && ` (${where})`}`, 'class="title"'), ...rows].join('\n')
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 */
const words = (x, y, text, attributes = '') =>
  `<text x="${x.toFixed(1)}" y="${y}"${attributes && ` ${attributes}`}>${escapeXml(text)}</text>`

// For whoever hears the picture instead of seeing it.
/** @param {Panel[]} panels */
const describe = (panels) =>
  panels
    .map(({ title, where, bars }) => `${title} ${where}: ${bars.map(({ name, text }) => `${name} ${text}`).join(', ')}`)
    .join('. ')

/** @param {string} text */
const escapeXml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
