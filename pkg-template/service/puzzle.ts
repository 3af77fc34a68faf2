// The pictures of a sliding puzzle: a landscape with a hole, and the piece that fills it.

import { base64 } from './base64.js'
import { type Picture, png } from './png.js'

/** The size of the landscape, and of the strip that holds the piece at its height. In pixels. */
const WIDTH = 310
const HEIGHT = 155
const PIECE = 47

type Colour = Picture['palette'][number]

const SKY: readonly Colour[] = [
  [143, 196, 222],
  [176, 216, 229],
  [214, 234, 233],
]
const SUN: Colour = [244, 184, 96]
const HILLS: readonly Colour[] = [
  [120, 163, 150],
  [84, 134, 112],
  [52, 102, 84],
]
const SCENE = [...SKY, SUN, ...HILLS]

/** Nothing, the colours of the landscape, the same in the shade of the hole, and the edge of the piece. */
const PALETTE: readonly Colour[] = [
  [0, 0, 0],
  ...SCENE,
  ...SCENE.map(([red, green, blue]): Colour => [red * 0.45, green * 0.45, blue * 0.45]),
  [255, 255, 255],
]
const NOTHING = 0
const FIRST_OF_SKY = 1
const FIRST_OF_HILLS = FIRST_OF_SKY + SKY.length + 1
const SHADE = SCENE.length
const EDGE = 2 * SCENE.length + 1

/** The puzzle of a seed, and where its piece belongs: how far from the left, in pixels. */
export function drawPuzzle(seed: number): { x: number; originalImageBase64: string; jigsawImageBase64: string } {
  const random = generator(seed)
  const original = landscape(random)
  const jigsaw = new Uint8Array(PIECE * HEIGHT).fill(NOTHING)
  const [left, top] = [random(80, WIDTH - PIECE - 10), random(8, HEIGHT - PIECE - 8)]
  for (let y = 0; y < PIECE; y++) {
    for (let x = 0; x < PIECE; x++) {
      if (!isPiece(x, y)) continue
      const place = (top + y) * WIDTH + left + x
      jigsaw[(top + y) * PIECE + x] = isEdge(x, y) ? EDGE : original[place]
      original[place] += SHADE
    }
  }
  return { x: left, originalImageBase64: encoded(WIDTH, original), jigsawImageBase64: encoded(PIECE, jigsaw) }
}

const encoded = (width: number, pixels: Uint8Array) => base64(png({ width, height: HEIGHT, palette: PALETTE, pixels }))

/** Sky, sun and hills: the colour of each pixel. */
function landscape(random: ReturnType<typeof generator>): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT)
  const bar = (colour: number, y: number, from: number, to: number) =>
    pixels.fill(colour, y * WIDTH + Math.max(0, from), y * WIDTH + Math.max(0, Math.min(WIDTH, to)))
  const disc = (colour: number, x: number, y: number, radius: number) => {
    for (let row = Math.max(0, y - radius); row < Math.min(HEIGHT, y + radius); row++) {
      const half = Math.round(Math.sqrt(radius ** 2 - (row - y) ** 2))
      bar(colour, row, x - half, x + half)
    }
  }
  for (let row = 0; row < HEIGHT; row++)
    bar(FIRST_OF_SKY + Math.min(Math.floor(row / 38), SKY.length - 1), row, 0, WIDTH)
  disc(FIRST_OF_SKY + SKY.length, random(20, WIDTH - 20), random(25, 60), random(14, 22))
  HILLS.forEach((_, row) => {
    const radius = 120 - 25 * row
    for (let x = random(-60, 0); x < WIDTH + radius; x += random(radius, 2 * radius))
      disc(FIRST_OF_HILLS + row, x, random(75, 95) + 28 * row + radius, radius)
  })
  return pixels
}

const isWithin = (x: number, y: number, left: number, top: number, radius: number) =>
  (x - left) ** 2 + (y - top) ** 2 < radius ** 2

/** Whether the piece covers that point of its square: a body with a knob above and at the right, and a notch at the left. */
const isPiece = (x: number, y: number) =>
  ((x >= 0 && x < 38 && y >= 9 && y < PIECE) || isWithin(x, y, 18, 8, 8) || isWithin(x, y, 38, 28, 8)) &&
  !isWithin(x, y, 0, 28, 8)

const isEdge = (x: number, y: number) =>
  [
    [x - 1, y],
    [x + 1, y],
    [x, y - 1],
    [x, y + 1],
  ].some(([x, y]) => !isPiece(x, y))

/** Numbers that look random and are the same for a seed (mulberry32): each from `least` up to `most`, which it excludes. */
function generator(seed: number) {
  let state = seed
  return (least: number, most: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return least + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (most - least))
  }
}
