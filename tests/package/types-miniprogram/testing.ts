// The entry for tests, without the web’s types, by the old resolution.

import { createClient } from 'wechat-mobile-bind/miniprogram'
import { fakeService } from 'wechat-mobile-bind/testing'

const { fetch, phoneCode } = fakeService({ delay: 10 })
createClient({ domain: 'acme.example.com', clientId: 'c', fetch })
const code: string = phoneCode()
