// The demo page, from the folder into which it was built.

import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { empty } from '../service/answer.js'
import type { Sent } from './wire.js'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** The file at that path below `/demo/`. */
export async function fileIn(folder: string, path: string): Promise<Sent> {
  if (path === '/demo') return empty(302, { location: '/demo/' })
  try {
    // Made absolute first, so that `..` leads to the folder at most.
    const name = normalize(decodeURIComponent(path.slice('/demo'.length)))
    const file = join(folder, name.endsWith('/') ? `${name}index.html` : name)
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    return { httpStatus: 200, headers: { 'content-type': type }, text: await readFile(file) }
  } catch {
    return empty(404)
  }
}
