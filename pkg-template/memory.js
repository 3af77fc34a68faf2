// Where texts cross: the wasm's memory. What is written there and read from there is UTF-8.

/** `buffer()` is what the memory is at the moment; `decode` and `encodeInto` are the host's way with UTF-8. */
export function createMemory(buffer, decode, encodeInto) {
  let view = new Uint8Array()

  // The memory is looked at by one view as long as it stays where it is: one that has grown is another one, and the view of
  // the old one is empty.
  const from = (start) => (view.length && view.byteOffset === start ? view : (view = new Uint8Array(buffer(), start)))

  /** Writes a text, for which there has to be room, and answers how many bytes that took. */
  const write = (text, start) => encodeInto(text, from(start))
  const read = (start, length) => decode(new Uint8Array(buffer(), start, length))

  return {
    write,
    read,
    wipe: (start, length) => from(start).fill(0, 0, length),
    /** What the wasm asks of JavaScript: to read and to write numbers and times. */
    imports: [
      (start, length) => Number(read(start, length)),
      (number, start) => write(String(number), start),
      (milliseconds, start) => write(localTime(milliseconds), start),
    ],
  }
}

/** An instant as a clock on the wall shows it, `2030-01-01 08:00:00`; nothing where it is no time. */
function localTime(milliseconds) {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60000
  // The clock on the wall shows what a clock in Greenwich shows that much later or earlier.
  const onTheWall = new Date(milliseconds - offset)
  return isNaN(onTheWall) ? '' : onTheWall.toISOString().slice(0, -5).replace('T', ' ')
}
