const { join } = require('node:path')
const Metro = require('metro')

const [out, line] = process.argv.slice(2)

async function build() {
  const projectRoot = join(__dirname, '../..')
  const config = await Metro.loadConfig(
    { resetCache: true },
    {
      projectRoot,
      cacheStores: [],
      maxWorkers: 1,
      reporter: { update() {} },
      resolver: { nodeModulesPaths: [join(__dirname, '../node_modules')], sourceExts: ['js', 'mjs', 'cjs', 'json'] },
      transformer: { getTransformOptions: async () => ({ transform: { experimentalImportSupport: true } }) },
    },
  )
  const entry = line ? 'more/metro/passed.js' : 'vite/main.js'
  await Metro.runBuild(config, { entry, platform: 'web', dev: false, minify: false, out: join(out, 'main.js') })
}
build()
