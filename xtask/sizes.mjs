// Prints the files of a folder with their sizes in bytes: name, raw, gzip, brotli, a tab between.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const folder = process.argv[2]
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
const paths = files.map((file) => join(file.path, file.name)).sort()

for (const path of paths) {
  const bytes = readFileSync(path)
  const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map((form) => form.length)
  console.log([relative(folder, path), ...sizes].join('\t'))
}
