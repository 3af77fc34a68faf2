// Jest 27 knows no `exports`: it finds the subpaths by their folders.

const { createClient } = require('wechat-mobile-bind')
const { phoneCode } = require('wechat-mobile-bind/miniprogram')
const { fakeService } = require('wechat-mobile-bind/testing')

test('the package and its subpaths load', async () => {
  const { fetch, loginCode } = fakeService()
  const config = { domain: 'acme.example.com', clientId: 'any', device: { fingerprint: 'test' }, fetch }
  const client = await createClient(config)
  expect((await client.login({ code: loginCode('wangfang') })).status).toBe('SUCCESS')
  expect(phoneCode({ detail: { code: 'c', errMsg: 'getPhoneNumber:ok' } })).toBe('c')
})
