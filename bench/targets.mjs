// What the package is to reach. The bench shows how far it is; no test fails by it.

/** @import { Figure } from './types.js' */

/**
 * `host`, `measure` and `of` choose figures; the ratio to `peer` is judged, or without one ours itself.
 */
const TARGETS = [
  { host: /^mini program$/, measure: 'code package', of: /^as shipped$/, atMost: 64_500 },
  { host: /^mini program$/, measure: 'code package', of: /^brotli$/, atMost: 45_000 },
  { host: /^mini program,/, measure: 'decode', of: /^1 kB ASCII/, peer: 'hand-written', atMost: 1.2 },
  { host: /^mini program,/, measure: 'decode', of: /^1 kB Chinese/, peer: 'hand-written', atMost: 2.3 },
  { host: /^mini program,/, measure: 'bind minus fetch', of: /./, peer: 'hand-written', atMost: 3.5 },
  { host: /^web$/, measure: 'download', of: /^brotli$/, atMost: 41_500 },
  { host: /^Node/, measure: 'decode', of: /^300 B/, peer: 'jose', atMost: 1.9 },
  { host: /^Node/, measure: 'decode', of: /^1 kB/, peer: 'jose', atMost: 1.3 },
  { host: /^Node/, measure: 'bind minus fetch', of: /./, peer: 'hand-written', atMost: 1.8 },
  { host: /^Chromium/, measure: 'bind minus fetch', of: /./, peer: 'hand-written', atMost: 2.2 },
  { host: /^Node/, measure: 'cold start', of: /./, peer: 'valibot + jose', atMost: 1.2 },
  { host: /^Chromium/, measure: 'cold start', of: /./, peer: 'valibot + jose', atMost: 2.3 },
  { host: /^Node/, measure: 'memory', of: /^linear, after load/, atMost: 192 * 1024 },
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
