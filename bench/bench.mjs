// Everything that is measured, as a table for people and as JSON.
//
//   node bench.mjs <folder for bench.json> [--quick]
//
// The packed package is in node_modules, CHROMEDRIVER names the driver of Chromium.

import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { suiteFigures } from './figures.mjs'
import { coldStart, memory } from './fresh.mjs'
import { sizes } from './sizes.mjs'
import { table } from './table.mjs'
import { judged } from './targets.mjs'

const run = promisify(execFile)
const [folder, ...words] = process.argv.slice(2)
const quick = words.includes('--quick')

/** How long is measured. The quick way shows that everything works, and no figure that means anything. */
const EFFORT = quick
  ? { processes: 1, suite: { rounds: 3, milliseconds: 1, warmUp: 1 }, cold: { rounds: 1 }, memory: { binds: 1000 } }
  : { processes: 3, suite: { rounds: 20, milliseconds: 10, warmUp: 300 }, cold: { rounds: 25 }, memory: { binds: 100_000 } }

const NODE = `Node ${process.versions.node}`
const say = (step) => console.log(`==> ${step}`)

// What one process compiles for good it may compile otherwise in another.
async function node() {
  say(`timing in ${NODE}`)
  const times = []
  for (let count = 0; count < EFFORT.processes; count++) {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'hosts/node-suite.mjs'), JSON.stringify(EFFORT.suite)])
    times.push(JSON.parse(stdout))
  }
  say('cold starts')
  const cold = await coldStart(NODE, EFFORT.cold)
  say('memory')
  return [...suiteFigures(NODE, ...times), ...cold, ...(await memory(NODE, EFFORT.memory))]
}

say('sizes')
const figures = [...(await sizes()), ...(await node())]
const { version } = JSON.parse(await readFile(join(import.meta.dirname, 'node_modules/wechat-mobile-bind/package.json')))
const { devDependencies: peers } = JSON.parse(await readFile(join(import.meta.dirname, 'package.json')))
const outcome = { version, quick, date: new Date().toISOString().slice(0, 10), processor: cpus()[0].model, peers, figures, targets: judged(figures) }

await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'bench.json'), `${JSON.stringify(outcome, undefined, 1)}\n`)
console.log(`\n${table(outcome)}\n`)
