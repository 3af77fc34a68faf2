// The same types for a CommonJS module.

import bind = require('wechat-mobile-bind')

const made: Promise<bind.Client> = bind.createClient({ domain: 'acme.example.com', clientId: 'c' })
const failed = (error: unknown): error is bind.ApiError => error instanceof bind.ApiError
