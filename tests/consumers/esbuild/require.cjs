// Code of old that requires the package, built with a condition of its own: then esbuild leaves out the condition `module`.
const { createClient } = require('wechat-mobile-bind')
const wasm = require('wechat-mobile-bind/wechat_mobile_bind.wasm')
const { show } = require('../show.mjs')

show(async (origin) => {
  const client = await createClient({
    domain: origin,
    allowInsecureLoopback: true,
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    wasm: new URL(wasm, document.baseURI),
  })
  const { status, identity } = await client.login({ code: `wangfang.${Math.random().toString(36).slice(2)}` })
  return `${status} ${identity.profile.name}`
})
