import webpack from 'webpack'

const [output] = process.argv.slice(2)
const config = { mode: 'production', context: import.meta.dirname, entry: './main.js', output: { path: output } }
webpack(config, (error, stats) => {
  console.log(stats?.toString() ?? error)
  process.exitCode = error || stats.hasErrors() || stats.hasWarnings() ? 1 : 0
})
