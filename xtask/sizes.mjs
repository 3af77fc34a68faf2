// Prints the files of a folder with their sizes in bytes: name, raw, gzip, brotli, a tab between.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const folder = process.argv[2]

for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
  const path = join(folder, name)
  if (!statSync(path).isFile()) continue
  const bytes = readFileSync(path)
  const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map((form) => form.length)
  console.log([name, ...sizes].join('\t'))
}
