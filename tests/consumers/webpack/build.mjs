import webpack from 'webpack'

const [output, entry = './main.js', conditions] = process.argv.slice(2)
const resolve = conditions ? { conditionNames: conditions.split(',') } : {}
const config = { mode: 'production', context: import.meta.dirname, entry, output: { path: output }, resolve }
webpack(config, (error, stats) => {
  console.log(stats?.toString() ?? error)
  process.exitCode = error || stats.hasErrors() || stats.hasWarnings() ? 1 : 0
})
