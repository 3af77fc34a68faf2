// What every project here does with the package: it signs a user in, and shows who it is.

import { createClient, displayRows } from 'wechat-mobile-bind'

/**
 * Binds a new WeChat user at the sandbox; answers the name and the phone as people read them.
 *
 * @param {string} origin
 * @param {{ wasm?: string | URL | object, device?: object }} options
 */
export async function signIn(origin, { wasm, device } = {}) {
  const client = await createClient({
    domain: origin,
    allowInsecureLoopback: true,
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    language: 'zh',
    ...(wasm ? { wasm } : {}),
    ...(device && { device }),
  })
  const unique = Math.random().toString(36).slice(2)
  const { stateToken } = await client.login({ code: `visitor-${unique}` })
  const result = await client.bind({ wechatCode: `13800138000.${unique}`, stateToken })
  const rows = displayRows(result.identity, { locale: 'zh' })
  return [
    result.status,
    ...rows.filter(({ claim }) => ['name', 'mobile'].includes(claim)).map(({ value }) => value),
  ].join(' ')
}
