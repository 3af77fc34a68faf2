// The code of `wx.login`.

import { read } from '../../src/wasm/get.js'
import { hostError } from './host-error.js'
import { takeReturned } from './returned.js'

export const loginCode = () =>
  new Promise((resolve, reject) => {
    const success = (login: unknown) => resolve(read(login, 'code'))
    const fail = (failure: unknown) => reject(hostError(failure))
    takeReturned(wx.login({ success, fail }), 'code', success, fail)
  })
