// In the syntax that webpack 4 parses.
import { createClient, displayRows } from 'wechat-mobile-bind'

createClient({
  domain: location.hash.slice(1),
  allowInsecureLoopback: true,
  clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
  wasm: 'wechat_mobile_bind.wasm',
})
  .then((client) => client.login({ code: `wangfang.${Math.random().toString(36).slice(2)}` }))
  .then(
    (result) => (document.title = `${result.status} ${displayRows(result.identity)[0].value}`),
    (error) => (document.title = `failed: ${error}`),
  )
