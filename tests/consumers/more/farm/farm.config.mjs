export default {
  compilation: {
    // Where the test serves it: Farm needs an absolute path.
    output: { publicPath: '/sub/path/' },
    // No polyfills, which Farm doesn't find behind a link.
    presetEnv: false,
    persistentCache: false,
    progress: false,
  },
}
