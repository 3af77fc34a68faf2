// The types of the packed package for the oldest TypeScript that is supported. What is linted with is newer, and the newest checks
// those of Workers.

import { test } from 'node:test'
import { run } from '../tools.mjs'

for (const project of ['tsconfig.json', 'tsconfig.bundler.json']) {
  test(`TypeScript 5.0 takes the types, by ${project}`, async () => {
    const compiler = 'more/node_modules/typescript5/bin/tsc'
    await run(process.execPath, [compiler, '--project', `../package/types/${project}`])
  })
}
