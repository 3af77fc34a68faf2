const FROM = 'node_modules/wechat-mobile-bind/miniprogram_dist/wechat_mobile_bind.wasm'

module.exports = {
  projectName: 'taro-consumer',
  date: '2025-1-1',
  designWidth: 750,
  deviceRatio: { 750: 1 },
  sourceRoot: 'src',
  outputRoot: 'dist',
  plugins: ['@tarojs/plugin-framework-react'],
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // Taro does not run "build npm", so the wasm has to be put where the code looks for it.
  copy: {
    patterns: [{ from: `${FROM}.br`, to: 'dist/assets/wechat_mobile_bind.wasm.br' }],
  },
  mini: {},
}
