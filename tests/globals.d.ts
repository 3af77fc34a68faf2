// What the tests share that no file of theirs declares.

import 'node:net'

declare module 'node:net' {
  interface Server {
    /** The servers of the tests listen on TCP. */
    address(): AddressInfo
  }
}

declare global {
  namespace NodeJS {
    /** Where the task that runs the tests has put what they are about. */
    interface ProcessEnv {
      DEMO_DIR: string
      MINI_PROGRAMS: string
      STANDALONE: string
      SCREENSHOTS: string
      FUZZ_PEER?: string
    }
  }
}
