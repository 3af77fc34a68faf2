// A worker has no localStorage and no document: fingerprint and language do without.
import { createClient } from '../node_modules/wechat-mobile-bind/web.js'

self.onmessage = async ({ data: origin }) => {
  try {
    const client = await createClient({
      domain: origin,
      allowInsecureLoopback: true,
      clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    })
    const { stateToken } = await client.login({ code: `visitor-${crypto.randomUUID()}` })
    const result = await client.bind({ wechatCode: `13700137000.${crypto.randomUUID()}`, stateToken })
    // A result is plain data: it is posted as it is.
    postMessage(`${result.status} ${structuredClone(result).identity.profile.name}`)
  } catch (error) {
    postMessage(`failed: ${error} ${error.cause ?? ''}`)
  }
}
