// What the package is to reach. The bench shows how far it is; no test fails by it.

/** @import { Figure } from './types.js' */

/**
 * `host`, `measure` and `of` choose figures; the ratio to `peer` is judged, or without one ours itself.
 */
const TARGETS = [
  { host: /^web$/, measure: 'download', of: /^brotli$/, atMost: 39_000 },
  { host: /^mini program$/, measure: 'code package', of: /^brotli$/, atMost: 41_000 },
  { host: /^Node/, measure: 'decode', of: /^1 kB/, peer: 'jose', atMost: 1.6 },
  { host: /^Node/, measure: 'bind minus fetch', of: /./, peer: 'hand-written', atMost: 2.5 },
  { host: /^Node/, measure: 'cold start', of: /^wall/, peer: 'valibot + jose', atMost: 9 },
  { host: /^Node/, measure: 'memory', of: /^linear, after load/, atMost: 384 * 1024 },
  { host: /^Node/, measure: 'memory', of: /^linear, grown/, atMost: 0 },
]

/**
 * Each target beside the figures that it is about.
 *
 * @param {Figure[]} figures
 */
export function judged(figures) {
  return TARGETS.flatMap(({ host, measure, of, peer, atMost }) => {
    const meant = figures.filter((figure) => host.test(figure.host) && figure.measure === measure && of.test(figure.of))
    return meant.map((figure) => {
      const found = peer ? figure.peers[peer].ratio : figure.ours
      const unit = peer ? '×' : figure.unit
      return {
        host: figure.host,
        measure,
        of: figure.of,
        ...(peer && { peer }),
        found,
        unit,
        atMost,
        met: found !== undefined && found.median <= atMost,
      }
    })
  })
}
