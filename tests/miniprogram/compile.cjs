// Compiles a mini program with WeChat's own tool: "build npm", then what an upload would contain.
//
//   node compile.cjs <project> <output> raw|es6

const { mkdirSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const ci = require('miniprogram-ci')
const { DefaultProjectAttr } = require('miniprogram-ci/dist/config/config')

const [project, output, variant] = process.argv.slice(2)

/** @type {Record<string, object>} */
const SETTINGS = {
  raw: { es6: false, es7: false, minify: false },
  es6: { es6: true, es7: true, minify: true },
}

async function compile() {
  const built = await ci.packNpmManually({
    packageJsonPath: join(project, 'package.json'),
    miniprogramNpmDistDir: project,
  })
  if (built.miniProgramPackNum !== 1)
    throw new Error(`"build npm" packed ${JSON.stringify(built)}, expected this one package`)
  const files = await ci.getCompiledResult({
    project: new ci.Project({
      appid: 'touristappid',
      type: 'miniProgram',
      projectPath: project,
      privateKey: 'x',
      ignores: ['node_modules/**/*'],
      // It would be asked of WeChat's servers; a compilation needs no more than this.
      attr: async () => DefaultProjectAttr,
    }),
    version: '1.0.0',
    setting: SETTINGS[variant],
    onProgressUpdate() {},
    threads: 0,
  })
  for (const [path, content] of Object.entries(files)) {
    const file = join(output, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

// The tool leaves handles open, so the process has to be told that it is over.
compile().then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
