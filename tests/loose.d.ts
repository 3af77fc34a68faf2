// The package as the tests import it. They pass what its types forbid, and read a result's members before its status; what the
// types promise is tested in tests/package/types.

import type { Api, ErrorClass } from './conformance/types.js'

export const { init, createClient, decodeIdToken, displayRows, isExpired }: Api

export const isBindError: (value: unknown, code?: string) => boolean
export const BindError: ErrorClass
export const CallbackError: ErrorClass
export const LoadError: ErrorClass
export const ValidationError: ErrorClass
