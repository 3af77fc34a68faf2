// What the fuzz tests share.

import type { Arbitrary } from 'fast-check'
import type { Clock } from './clock.mjs'
import type { Peer } from './peer.mjs'

export interface Context {
  /** Stands still until a property moves it; a timer that is left when the property ends is a failure. */
  clock: Clock
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

export interface Property<Input = any> {
  name: string
  arbitrary: Arbitrary<Input>
  /** Fails where the package doesn't keep a promise. */
  run(input: Input, context: Context): Promise<void>
}
