// A test as a user of the package writes it: in jsdom, with a fetch of its own, since jsdom has none.

const { request } = require('node:http')
const { createClient, displayRows } = require('wechat-mobile-bind')

const fetch = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, async (reply) => {
      let text = ''
      for await (const part of reply.setEncoding('utf8')) text += part
      resolve({
        status: reply.statusCode,
        headers: { get: (name) => reply.headers[name] ?? null },
        text: async () => text,
      })
    })
    sent.on('error', reject).end(body)
  })

test('it binds in jsdom', async () => {
  const client = await createClient({
    domain: process.env.SANDBOX,
    allowInsecureLoopback: true,
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    fetch,
  })
  const unique = Math.random().toString(36).slice(2)
  const { stateToken } = await client.login({ code: `visitor-${unique}` })
  const result = await client.bind({ wechatCode: `13800138000.${unique}`, stateToken })
  expect(document.defaultView.navigator.userAgent).toContain('jsdom')
  expect(localStorage.getItem('wechat-mobile-bind.fingerprint')).toMatch(/^[0-9a-f]{32}$/)
  const rows = displayRows(result.identity, { locale: 'zh' })
  expect(rows.find(({ claim }) => claim === 'name').value).toBe('张伟')
})
