// Under a CSP that allows no inline script, and so no import map: the entry is named by its path.
import { createClient } from '../node_modules/wechat-mobile-bind/web.js'

const [origin, wasm] = location.hash.slice(1).split(',')
const config = {
  domain: origin,
  allowInsecureLoopback: true,
  clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
  ...(wasm && { wasm }),
}
const job = createClient(config).then(async (client) => {
  const { status, stateToken } = await client.login({ code: `visitor-${crypto.randomUUID()}` })
  const result = await client.bind({ wechatCode: `13900139000.${crypto.randomUUID()}`, stateToken })
  return `${status} ${result.status} ${result.identity.profile.name}`
})
document.title = await job.catch((error) => `${error.code}: ${error.message}`)
