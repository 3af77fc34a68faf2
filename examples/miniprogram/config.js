// The tenant that users sign in to. For one of your own replace this line by
// `module.exports = { domain: 'acme.example.com', clientId: '…' }`; here it is the fake service (`npx wechat-mobile-bind`).
module.exports = {
  domain: 'http://127.0.0.1:8787',
  allowInsecureLoopback: true,
  clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
}
