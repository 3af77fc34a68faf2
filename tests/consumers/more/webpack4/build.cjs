const webpack = require('webpack4')

const [output, entry, alias = '{}'] = process.argv.slice(2)
const resolve = { alias: new Function(`return ${alias}`)() }
const config = { mode: 'production', context: __dirname, entry, output: { path: output, filename: 'main.js' }, resolve }
webpack(config, (error, stats) => {
  console.log(error || stats.toString())
  process.exitCode = error || stats.hasErrors() || stats.hasWarnings() ? 1 : 0
})
