// Writes a file's brotli form beside it, as small as brotli makes it.

import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const file = process.argv[2]
const bytes = readFileSync(file)
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
