// The package as the tests import it. They pass what its types forbid, and read a result's members before its status; what the
// types promise is tested in tests/package/types.

import type { Api, Failure } from './conformance/types.js'

export const { init, createClient, decodeIdToken, displayRows, isExpired }: Api

/** The classes of the errors. */
type ErrorClass = new (report: object) => Failure
export const BindError: ErrorClass
export const LoadError: ErrorClass
export const ValidationError: ErrorClass
