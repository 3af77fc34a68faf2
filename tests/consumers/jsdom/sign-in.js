// The same as sign-in.cjs by `import`, as Vitest's users write it, and with Node's fetch, which Vitest leaves in jsdom.

import { createClient, displayRows } from 'wechat-mobile-bind'

test('it binds in jsdom', async () => {
  const client = await createClient({
    domain: process.env.SANDBOX,
    allowInsecureLoopback: true,
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
  })
  const unique = Math.random().toString(36).slice(2)
  const { stateToken } = await client.login({ code: `visitor-${unique}` })
  const result = await client.bind({ wechatCode: `13800138000.${unique}`, stateToken })
  expect(document.defaultView.navigator.userAgent).toContain('jsdom')
  expect(localStorage.getItem('wechat-mobile-bind.fingerprint')).toMatch(/^[0-9a-f]{32}$/)
  const rows = displayRows(result.identity, { locale: 'zh' })
  expect(rows.find(({ claim }) => claim === 'name').value).toBe('张伟')
})
