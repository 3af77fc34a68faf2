// The logic layer in Node.js, old or new: in a realm of its own, driven over standard input and output.

'use strict'

const { readFileSync } = require('fs')
const { createInterface } = require('readline')
const { join } = require('path')
const vm = require('vm')

const context = vm.createContext(Object.create(null))
const evaluate = (source, name) => vm.runInContext(source, context, { filename: name })
const scope = evaluate('this', 'scope')
const host = {
  scope,
  evaluate,
  WebAssembly: evaluate('WebAssembly', 'wasm'),
  tell: (message) => process.stdout.write(JSON.stringify(message) + '\n'),
}
const layer = evaluate(readFileSync(join(__dirname, 'logic-layer.js'), 'utf8'), 'logic-layer.js')(host)
const parse = evaluate('JSON.parse', 'parse')

process.on('unhandledRejection', (error) => host.tell({ type: 'crash', text: 'unhandled: ' + (error && error.stack ? error.stack : error) }))
createInterface({ input: process.stdin }).on('line', (line) => layer.receive(parse(line)))
