const { createClient, BindError } = require('wechat-mobile-bind')

const [origin] = process.argv.slice(2)
const device = { fingerprint: '156aysdna213sc50' }
const config = { domain: origin, allowInsecureLoopback: true, clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4', device }

createClient(config).then(async (client) => {
  const { stateToken } = await client.login({ code: `visitor-${Date.now()}` })
  const result = await client.bind({ wechatCode: `13800138000.${Date.now()}`, stateToken })
  const error = await client
    .bind({ wechatCode: 'sandbox-error-common-1007', stateToken: 'spent' })
    .catch((reason) => reason)
  console.log(result.status, result.identity.profile.name, error instanceof BindError, error.errorCode)
})
