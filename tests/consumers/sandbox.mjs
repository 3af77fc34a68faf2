// The sandbox that the tests of one file share.

import { after } from 'node:test'
import { startSandbox } from '../package/sandbox.mjs'

export const sandbox = await startSandbox()
after(() => sandbox.stop())
