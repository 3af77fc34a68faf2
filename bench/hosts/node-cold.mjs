// From the import of a subject to its first result, in this process, which has done nothing else.

import { cases } from '../cases.mjs'
import { immediate } from '../equal.js'

const subject = process.argv[2].replace('./', '../')
const { config, params, reply, sessionToken } = cases.bind
const fetch = immediate(reply)

const start = process.hrtime.bigint()
const { createClient } = await import(subject)
const client = await createClient({ ...config, fetch })
const result = await client.bind(params)
const end = process.hrtime.bigint()

if (result.sessionToken !== sessionToken) throw new Error(`${subject} does not bind`)
console.log(JSON.stringify({ wall: Number(end - start) / 1e6 }))
