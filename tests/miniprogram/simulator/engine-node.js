// The logic layer in Node.js, old or new: in a realm of its own, driven over standard input and output.
//
// With the word `main` it has the realm of the process instead. In one of vm's each look at a global is a call into Node
// that takes 160 ns, which is nothing to a test and everything to a benchmark; no phone has the like.

'use strict'

const { readFileSync } = require('fs')
const { createInterface } = require('readline')
const { join } = require('path')
const vm = require('vm')

// The logic layer takes the process's globals away.
const { stdin, stdout, argv } = process
const context = argv[2] === 'main' ? undefined : vm.createContext(Object.create(null))
const evaluate = (source, name) => {
  const script = new vm.Script(source, { filename: name })
  return context ? script.runInContext(context) : script.runInThisContext()
}
const scope = evaluate('this', 'scope')
const host = {
  scope,
  evaluate,
  WebAssembly: evaluate('WebAssembly', 'wasm'),
  tell: (message) => stdout.write(JSON.stringify(message) + '\n'),
}
const layer = evaluate(readFileSync(join(__dirname, 'logic-layer.js'), 'utf8'), 'logic-layer.js')(host)
const parse = evaluate('JSON.parse', 'parse')

process.on('unhandledRejection', (error) =>
  host.tell({ type: 'crash', text: 'unhandled: ' + (error && error.stack ? error.stack : error) }),
)
createInterface({ input: stdin }).on('line', (line) => layer.receive(parse(line)))
