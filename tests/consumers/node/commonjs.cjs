require('wechat-mobile-bind')
