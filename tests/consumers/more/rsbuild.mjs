import { createRsbuild } from '@rsbuild/core'

const config = {
  source: { entry: { index: '../vite/main.js' } },
  output: { distPath: { root: process.argv[2] }, assetPrefix: 'auto' },
  html: { title: 'waiting' },
}
await (await createRsbuild({ cwd: import.meta.dirname, config })).build()
