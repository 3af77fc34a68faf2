import webpack from 'webpack'
import WebpackDevServer from 'webpack-dev-server'

const [directory, port] = process.argv.slice(2)
const compiler = webpack({ mode: 'development', context: import.meta.dirname, entry: '../vite/main.js' })
await new WebpackDevServer({ static: directory, host: '127.0.0.1', port }, compiler).start()
