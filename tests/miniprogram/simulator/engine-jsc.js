// The logic layer in JavaScriptCore's shell, which has no event loop to speak of: lines come in, promises run dry, lines
// go out. The shell is told where the logic layer lies by its first argument.

;(function (shell) {
  'use strict'
  const { print, readline, drainMicrotasks, read, WebAssembly, eval: evaluate, JSON } = shell
  const parse = JSON.parse
  // The shell reads and writes bytes, so that what is not ASCII is written as escapes.
  const ascii = (text) => text.replace(/[^ -~]/g, (unit) => '\\u' + ('000' + unit.charCodeAt(0).toString(16)).slice(-4))
  const host = { scope: shell, evaluate, WebAssembly, tell: (message) => print(ascii(JSON.stringify(message))) }
  const layer = evaluate(read(shell.arguments[0]))(host)
  for (let line = readline(); line; line = readline()) {
    layer.receive(parse(line))
    drainMicrotasks()
  }
})(globalThis)
