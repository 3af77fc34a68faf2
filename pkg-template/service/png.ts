// A PNG file (PNG specification, third edition) of at most 16 colours, its pixels not compressed.

export interface Picture {
  width: number
  height: number
  /** Red, green and blue of each colour, from 0 to 255. The first one is transparent. */
  palette: readonly (readonly [number, number, number])[]
  /** The number of each pixel's colour, row by row. */
  pixels: ArrayLike<number>
}

const INDEXED = 3
const BITS = 4

/** The bytes of the file. */
export function png({ width, height, palette, pixels }: Picture): number[] {
  const rows: number[] = []
  for (let y = 0; y < height; y++) {
    rows.push(0) // no filter
    for (let x = 0; x < width; x += 2) {
      const [left, right] = [pixels[y * width + x], x + 1 < width ? pixels[y * width + x + 1] : 0]
      rows.push((left << BITS) | right)
    }
  }
  return [
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...bigEndian(width), ...bigEndian(height), BITS, INDEXED, 0, 0, 0]),
    ...chunk('PLTE', palette.flat()),
    ...chunk('tRNS', [0]),
    ...chunk('IDAT', zlib(rows)),
    ...chunk('IEND', []),
  ]
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...data]
  return [...bigEndian(data.length), ...body, ...bigEndian(crc32(body))]
}

/** At most 65,535 bytes as a zlib stream (RFC 1950) of one stored block (RFC 1951 §3.2.4). */
function zlib(data: readonly number[]): number[] {
  const { length } = data
  const littleEndian = (value: number) => [value & 0xff, (value >> 8) & 0xff]
  return [0x78, 0x01, 1, ...littleEndian(length), ...littleEndian(~length), ...data, ...bigEndian(adler32(data))]
}

const bigEndian = (value: number) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]

function adler32(data: readonly number[]): number {
  let [low, high] = [1, 0]
  for (const byte of data) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return ((high << 16) | low) >>> 0
}

function crc32(data: readonly number[]): number {
  let crc = ~0
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}
