// The same by `import`, as Vitest's users write it, and with Node's fetch, which Vitest leaves in jsdom.

import { signIn } from '../sign-in.mjs'

test('it binds in jsdom', async () => {
  expect(await signIn(process.env.SANDBOX)).toBe('SUCCESS 张伟 138****8000')
  expect(document.defaultView.navigator.userAgent).toContain('jsdom')
  expect(localStorage.getItem('wechat-mobile-bind.fingerprint')).toMatch(/^[0-9a-f]{32}$/)
})
