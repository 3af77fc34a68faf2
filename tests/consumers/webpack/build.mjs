import webpack from 'webpack'

const [output, entry = '../vite/main.js', more = '{}'] = process.argv.slice(2)
const config = {
  mode: 'production',
  context: import.meta.dirname,
  entry,
  output: { path: output, filename: 'main.js' },
  ...new Function(`return ${more}`)(),
}
webpack(config, (error, stats) => {
  console.log(stats?.toString() ?? error)
  process.exitCode = error || stats.hasErrors() || stats.hasWarnings() ? 1 : 0
})
