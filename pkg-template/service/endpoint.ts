// The interfaces of the identity service.

import type { FakeStep } from '../shipped/testing.js'
import type { CodeKind } from './code.js'

export interface Endpoint {
  path: string
  /** The method of the client that calls it. */
  step: FakeStep
  code: CodeKind
  demandsStateToken: boolean
}

export const ENDPOINTS: readonly Endpoint[] = [
  { path: '/api/v2/sdk/login/wechat-miniprogram', step: 'login', code: 'login', demandsStateToken: false },
  { path: '/api/v2/sdk/social/wechat-mobile-bind', step: 'bind', code: 'phone', demandsStateToken: true },
  {
    path: '/api/v2/sdk/social/wechat-mobile-register-bind',
    step: 'registerAndBind',
    code: 'phone',
    demandsStateToken: true,
  },
]

/** The path of the JWK set. */
export const KEYS_PATH = '/api/v1/oauth2/keys'

/** The path to sign with a new key from now on. */
export const ROTATE_PATH = '/sandbox/rotate-key'

/** The path that redirects lead to. */
export const ELSEWHERE_PATH = '/sandbox/elsewhere'

/** The endpoint of that path, if there is one. */
export const endpointAt = (path: string): Endpoint | undefined => ENDPOINTS.find((endpoint) => endpoint.path === path)
