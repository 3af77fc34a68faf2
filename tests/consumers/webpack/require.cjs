// Code of old that requires the package gets the entry for browsers all the same.
const { createClient, displayRows } = require('wechat-mobile-bind')
const { show } = require('../show.mjs')

show(async (origin) => {
  const client = await createClient({
    domain: origin,
    allowInsecureLoopback: true,
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
  })
  const unique = Math.random().toString(36).slice(2)
  const { stateToken } = await client.login({ code: `visitor-${unique}` })
  const result = await client.bind({ wechatCode: `13800138000.${unique}`, stateToken })
  const shown = displayRows(result.identity, { locale: 'zh' }).filter(
    ({ claim }) => claim === 'name' || claim === 'mobile',
  )
  return [result.status, ...shown.map(({ value }) => value)].join(' ')
})
