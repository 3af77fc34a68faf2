// Everything that is measured: as a table for people, as JSON, and as a chart.
//
//   node bench.mjs <folder for bench.json and bench.svg> [--quick]
//
// The packed package is in node_modules, CHROMEDRIVER names the driver of Chromium.

import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chart } from './chart.mjs'
import { chromium } from './chromium.mjs'
import { suiteFigures } from './figures.mjs'
import { coldStart, memoryHeld } from './fresh.mjs'
import { miniPrograms } from './mini-programs.mjs'
import { sizes } from './sizes.mjs'
import { table } from './table.mjs'
import { judged } from './targets.mjs'

/** @import { Effort, Figure, Outcome } from './types.js' */

const run = promisify(execFile)
const [folder, ...words] = process.argv.slice(2)
const quick = words.includes('--quick')

/** How long is measured. The quick way shows that everything works, and no figure that means anything. */
const EFFORT = quick
  ? {
      processes: 1,
      suite: { rounds: 3, milliseconds: 1, warmUp: 1 },
      miniProgram: { rounds: 3, milliseconds: 10, warmUp: 1 },
      cold: { rounds: 1 },
      memory: { binds: 1000 },
    }
  : {
      processes: 3,
      suite: { rounds: 20, milliseconds: 10, warmUp: 300 },
      miniProgram: { rounds: 20, milliseconds: 40, warmUp: 300 },
      cold: { rounds: 25 },
      memory: { binds: 100_000 },
    }

const NODE = `Node ${process.versions.node}`
/** @param {string} step */
const say = (step) => console.log(`==> ${step}`)

// What one process compiles for good it may compile otherwise in another.
/** @param {Effort} effort */
async function node({ processes, suite, cold, memory }) {
  const times = []
  for (let count = 0; count < processes; count++) {
    const { stdout } = await run(process.execPath, [
      join(import.meta.dirname, 'hosts/node-suite.mjs'),
      JSON.stringify(suite),
    ])
    times.push(JSON.parse(stdout))
  }
  return [...suiteFigures(NODE, ...times), ...(await coldStart(NODE, cold)), ...(await memoryHeld(NODE, memory))]
}

/** @type {Figure[]} */
const figures = []
/** @type {[string, (effort: Effort) => Promise<Figure[]>][]} */
const measures = [
  ['sizes', sizes],
  [NODE, node],
  ['Chromium', chromium],
  ['mini programs', miniPrograms],
]
for (const [what, measure] of measures) {
  say(what)
  figures.push(...(await measure(EFFORT)))
}

/**
 * With a line for each figure, so that two runs can be compared by eye.
 *
 * @param {Outcome} outcome
 */
function json(outcome) {
  /** @param {unknown[]} values */
  const lines = (values) => `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]`
  const members = Object.entries(outcome).map(
    ([name, value]) => `${JSON.stringify(name)}: ${Array.isArray(value) ? lines(value) : JSON.stringify(value)}`,
  )
  return `{\n${members.join(',\n')}\n}\n`
}

/** @param {string} file */
const read = async (file) => JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8'))
const { version } = await read('node_modules/wechat-mobile-bind/package.json')
const { devDependencies: peers } = await read('package.json')
const machine = { processor: cpus()[0].model, cores: cpus().length, system: `${platform()} ${arch()}` }
const date = new Date().toISOString().slice(0, 10)
/** @type {Outcome} */
const outcome = { version, date, quick, machine, peers, figures, targets: judged(figures) }

await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'bench.json'), json(outcome))
await writeFile(join(folder, 'bench.svg'), chart(outcome))
console.log(`\n${table(outcome)}\n`)
