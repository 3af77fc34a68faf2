// A sign-in of code that requires the package.

const { createClient } = require('wechat-mobile-bind')

module.exports = async (origin, options) => {
  const own = { domain: origin, allowInsecureLoopback: true, clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4' }
  const client = await createClient({ ...own, ...options })
  const { status, identity } = await client.login({ code: `wangfang.${Math.random().toString(36).slice(2)}` })
  return `${status} ${identity.profile.name}`
}
