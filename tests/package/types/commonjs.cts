// The same types for a CommonJS module.

import bind = require('wechat-mobile-bind')
import testing = require('wechat-mobile-bind/testing')

const made: Promise<bind.Client> = bind.createClient({ domain: 'acme.example.com', clientId: 'c' })
const failed = (error: unknown): error is bind.ApiError => error instanceof bind.ApiError

const withFake = bind.createClient({ domain: 'acme.example.com', clientId: 'c', fetch: testing.fakeService().fetch })
