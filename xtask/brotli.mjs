// Writes a file's brotli form beside it, as small as brotli makes it.

import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'

const file = process.argv[2]
writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)))
