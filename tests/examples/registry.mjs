// A registry on loopback that serves what this repository has installed: `npm install` runs as printed, without the network.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @typedef {Map<string, { folder: string, manifest: { name: string, version: string } }[]>} Packages by their names */

/**
 * Every package below a node_modules, those at the top first.
 *
 * @param {string} root
 * @param {Packages} found
 */
function collect(root, found) {
  if (!existsSync(root)) return
  const names = readdirSync(root).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(root, name)).map((rest) => `${name}/${rest}`) : [name],
  )
  const folders = names.map((name) => join(root, name)).filter((folder) => existsSync(join(folder, 'package.json')))
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (!manifest.name || !manifest.version) continue
    found.set(manifest.name, [...(found.get(manifest.name) ?? []), { folder, manifest }])
  }
  for (const folder of folders) collect(join(folder, 'node_modules'), found)
}

/**
 * Starts one; it ends with the process.
 *
 * @param {string[]} roots the folders of packages; what is found first is the latest
 * @returns {Promise<string>} its origin
 */
export async function startRegistry(roots) {
  /** @type {Packages} */
  const packages = new Map()
  for (const root of roots) collect(root, packages)
  // In a tarball everything is below a folder of that name.
  const links = mkdtempSync(join(tmpdir(), 'registry-'))
  process.on('exit', () => rmSync(links, { recursive: true, force: true }))
  const server = createServer((request, response) => {
    const [name, index] = decodeURIComponent(String(request.url)).slice(1).split('/-/')
    const found = packages.get(name)
    if (!found) return response.writeHead(404).end('{}')
    if (index === undefined) return response.end(JSON.stringify(listed(name, found)))
    const place = mkdtempSync(join(links, 'package-'))
    symlinkSync(found[Number(index)].folder, join(place, 'package'))
    const tar = spawn('tar', ['-czhf', '-', '--exclude=package/node_modules', 'package'], { cwd: place })
    return tar.stdout.pipe(response)
  })
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${Object(address).port}`

  /**
   * @param {string} name
   * @param {{ manifest: { version: string } }[]} found
   */
  const listed = (name, found) => ({
    name,
    'dist-tags': { latest: found[0].manifest.version },
    versions: Object.fromEntries(
      found
        .map(({ manifest }, index) => [
          manifest.version,
          { ...manifest, dist: { tarball: `${origin}/${name}/-/${index}` } },
        ])
        .reverse(),
    ),
  })
  return origin
}
