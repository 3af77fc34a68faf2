// A static file server for built pages, at a subpath, with the headers that a test asks for.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

// Without .wasm: a server that doesn't know it is the common case, and the package has to do with it.
/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' }

/**
 * Serves the folder under `/sub/path/`, until the test ends.
 *
 * @param {{ after: (callback: () => void) => void }} t
 * @param {string} folder
 */
export async function serve(t, folder, headers = {}) {
  const server = createServer(async ({ url }, response) => {
    const path = normalize(new URL(String(url), 'http://host').pathname).replace(/^\/sub\/path\//, '') || 'index.html'
    try {
      const body = await readFile(join(folder, path))
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', ...headers })
      response.end(body)
    } catch {
      response.writeHead(404, headers).end()
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${server.address().port}/sub/path/`
}
