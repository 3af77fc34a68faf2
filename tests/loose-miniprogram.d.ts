// The package's mini-program entry as the tests use it; see loose.d.ts.

import type { SignIn } from '../pkg-template/shipped/miniprogram.cjs'
import type { ErrorClass } from './conformance/types.js'

export { AbortController } from '../pkg-template/shipped/miniprogram.cjs'
export * from './loose.js'
export function phoneCode(event?: unknown): string
export function createSignIn(options?: any): LooseSignIn

type Loose<T> = { [Key in keyof T]: T[Key] extends (...args: any) => any ? (...args: any) => Promise<any> : any }
type LooseSignIn = Loose<SignIn>

export const PhoneCodeError: ErrorClass
export const TransportError: ErrorClass
