// For `require('wechat-mobile-bind/miniprogram')`, the name that other frameworks know.
module.exports = require('./index.js')
