// The interfaces of the identity service.

import type { FakeStep } from '../shipped/testing.js'
import type { CodeKind } from './code.js'

export interface Endpoint {
  /** The method of the client that calls it. */
  step: FakeStep
  code: CodeKind
  demandsStateToken: boolean
}

const ENDPOINTS = new Map<string, Endpoint>([
  ['/api/v2/sdk/login/wechat-miniprogram', { step: 'login', code: 'login', demandsStateToken: false }],
  ['/api/v2/sdk/social/wechat-mobile-bind', { step: 'bind', code: 'phone', demandsStateToken: true }],
  [
    '/api/v2/sdk/social/wechat-mobile-register-bind',
    { step: 'registerAndBind', code: 'phone', demandsStateToken: true },
  ],
])

/** The endpoint of that path, if there is one. */
export const endpointAt = (path: string): Endpoint | undefined => ENDPOINTS.get(path)
