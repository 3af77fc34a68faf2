// Jest's own modules, which are an experiment of Node.js.

import { createClient } from 'wechat-mobile-bind'

const fetch = () => Promise.reject(new Error('none'))

test('it loads as a module', async () => {
  const client = await createClient({
    domain: 'https://example.com',
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    fetch,
  })
  const { init } = await client.prepare({ wechatCode: 'a', stateToken: 'b' })
  expect(init.headers['X-device-fingerprint']).toMatch(/^[0-9a-f]{32}$/)
})
