import webpack from 'webpack'

const [output, entry = './main.js'] = process.argv.slice(2)
const config = { mode: 'production', context: import.meta.dirname, entry, output: { path: output } }
webpack(config, (error, stats) => {
  console.log(stats?.toString() ?? error)
  process.exitCode = error || stats.hasErrors() || stats.hasWarnings() ? 1 : 0
})
