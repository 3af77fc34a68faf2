// Scripts as a bundler makes them of a user's code.

import { build } from 'esbuild'

/** @import { BuildOptions } from 'esbuild' */

/**
 * One minified script of some lines that import what they need, as bytes.
 *
 * @param {string} contents
 * @param {BuildOptions} [options]
 */
export async function bundle(contents, options) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
    legalComments: 'none',
    logLevel: 'error',
    write: false,
    ...options,
  })
  const [file] = outputFiles ?? []
  return Buffer.from(file.contents)
}
