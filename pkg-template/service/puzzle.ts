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

interface Disc {
  x: number
  y: number
  radius: number
  colour: number
}

/** The puzzle of a seed, and where its piece belongs: how far from the left, in pixels. */
export function drawPuzzle(seed: number): { x: number; originalImageBase64: string; jigsawImageBase64: string } {
  const random = generator(seed)
  const colour = landscape(random)
  const [left, top] = [random(80, WIDTH - PIECE - 10), random(8, HEIGHT - PIECE - 8)]
  const original = draw(WIDTH, (x, y) => colour(x, y) + (isPiece(x - left, y - top) ? SHADE : 0))
  const jigsaw = draw(PIECE, (x, y) => {
    if (!isPiece(x, y - top)) return NOTHING
    return isEdge(x, y - top) ? EDGE : colour(x + left, y)
  })
  return { x: left, originalImageBase64: original, jigsawImageBase64: jigsaw }
}

function draw(width: number, colour: (x: number, y: number) => number): string {
  const pixels = Array.from({ length: width * HEIGHT }, (_, index) => colour(index % width, Math.floor(index / width)))
  return base64(png({ width, height: HEIGHT, palette: PALETTE, pixels }))
}

/** Sky, sun and hills: the colour of each pixel. */
function landscape(random: ReturnType<typeof generator>): (x: number, y: number) => number {
  const discs: Disc[] = [
    { x: random(20, WIDTH - 20), y: random(25, 60), radius: random(14, 22), colour: FIRST_OF_SKY + SKY.length },
  ]
  HILLS.forEach((_, row) => {
    const radius = 120 - 25 * row
    for (let x = random(-60, 0); x < WIDTH + radius; x += random(radius, 2 * radius)) {
      discs.push({ x, y: random(75, 95) + 28 * row + radius, radius, colour: FIRST_OF_HILLS + row })
    }
  })
  const nearestFirst = discs.reverse()
  return (x, y) =>
    nearestFirst.find((disc) => isWithin(x, y, disc))?.colour ??
    FIRST_OF_SKY + Math.min(Math.floor(y / 38), SKY.length - 1)
}

const isWithin = (x: number, y: number, { x: left, y: top, radius }: Omit<Disc, 'colour'>) =>
  (x - left) ** 2 + (y - top) ** 2 < radius ** 2

/** Whether the piece covers that point of its square: a body with a knob above and at the right, and a notch at the left. */
const isPiece = (x: number, y: number) =>
  ((x >= 0 && x < 38 && y >= 9 && y < PIECE) ||
    isWithin(x, y, { x: 18, y: 8, radius: 8 }) ||
    isWithin(x, y, { x: 38, y: 28, radius: 8 })) &&
  !isWithin(x, y, { x: 0, y: 28, radius: 8 })

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
