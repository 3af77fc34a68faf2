import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets'

export default {
  input: new URL('../vite/main.js', import.meta.url).pathname,
  platform: 'browser',
  // That of the tests, above, maps the package to types of theirs.
  tsconfig: false,
  output: { entryFileNames: 'main.js' },
  plugins: [importMetaAssets()],
}
