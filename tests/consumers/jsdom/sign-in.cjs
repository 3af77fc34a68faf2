// A test as a user of the package writes it: in jsdom, which has no fetch.

const { fakeService } = require('wechat-mobile-bind/testing')
const signIn = require('../required.cjs')

test('it signs in in jsdom', async () => {
  expect(await signIn('http://127.0.0.1', { fetch: fakeService().fetch })).toBe('SUCCESS 王芳')
  expect(document.defaultView.navigator.userAgent).toContain('jsdom')
  expect(localStorage.getItem('wechat-mobile-bind.fingerprint')).toMatch(/^[0-9a-f]{32}$/)
})
