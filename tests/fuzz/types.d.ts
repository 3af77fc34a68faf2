// What the fuzz tests share.

import type { Arbitrary } from 'fast-check'
import type { Peer } from './peer.mjs'

export interface Context {
  /** The package's exports, for its classes. */
  api: any
  /** The package's entry for mini programs. */
  miniProgram: any
  /** The package's entry for browsers. */
  web: any
  peer: Peer
  /** How many outcomes were compared with the native core's, and how many were not, because of a difference that is allowed. */
  compared: number
  excused: number
}

export interface Property {
  name: string
  arbitrary: Arbitrary<any>
  /** Fails where the package doesn't keep a promise. */
  run(input: any, context: Context): Promise<void>
}
