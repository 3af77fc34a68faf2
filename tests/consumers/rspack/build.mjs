import { rspack } from '@rspack/core'

const [output, entry = '../vite/main.js', target = 'web', filename = 'main.js'] = process.argv.slice(2)
rspack({ mode: 'production', context: import.meta.dirname, entry, target, output: { path: output, filename } }).run(
  (error, stats) => {
    console.log(stats?.toString() ?? error)
    process.exitCode = error || stats.hasErrors() || stats.hasWarnings() ? 1 : 0
  },
)
