// The code package of a mini program: what a phone downloads.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** @import { Files } from './types.js' */

/**
 * The files of a folder, as `Map` of path to bytes.
 *
 * @param {string} folder
 */
export function readFolder(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
  const files = paths.filter((path) => statSync(path).isFile())
  return new Map(files.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]))
}

/**
 * The text of its scripts, for the logic layer.
 *
 * @param {Files} files
 */
export function scripts(files) {
  const paths = [...files.keys()].filter((path) => path.endsWith('.js'))
  return Object.fromEntries(paths.map((path) => [path, String(files.get(path))]))
}

/**
 * A wasm by its absolute path, as the bytes that an engine compiles; nothing where there is none.
 *
 * @param {Files} files
 * @param {string} path
 */
export function wasm(files, path) {
  const bytes = path.startsWith('/') ? files.get(path.slice(1)) : undefined
  if (!bytes) return undefined
  return [...(path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes)]
}
