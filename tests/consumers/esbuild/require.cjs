// Built with a condition of its own: then esbuild leaves out the condition `module`.
const wasm = require('wechat-mobile-bind/wechat_mobile_bind.wasm')
const signIn = require('../required.cjs')
const { show } = require('../show.mjs')

show((origin) => signIn(origin, { wasm: new URL(wasm, document.baseURI) }))
