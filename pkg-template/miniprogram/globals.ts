// Replacements for the web's globals in a mini program. The bundler replaces the global names with these, so that the host's
// globals are not changed, and a host that has some of them makes no difference.

// UTF-8 by the host's own functions: on an iPhone, where nothing is compiled, a loop over characters takes ten times as long.
// `encodeURIComponent` writes UTF-8 as escapes, and `unescape` makes each of them a character of that code.

const NOT_ASCII = /[\u0080-\uffff]/

/** How many arguments a function takes at once on any engine. */
const MAX_ARGUMENTS = 4096

// https://webidl.spec.whatwg.org/#dfn-obtain-unicode: a surrogate without its other half becomes U+FFFD.
const toWellFormed = (text: string) =>
  text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) => (found.length === 2 ? found : '\uFFFD'))

export class TextEncoder {
  encodeInto(text: string, room: Uint8Array): { read: number; written: number } {
    const utf8 = NOT_ASCII.test(text) ? unescape(encodeURIComponent(toWellFormed(text))) : text
    if (utf8.length > room.length) return { read: 0, written: 0 }
    for (let index = 0; index < utf8.length; index++) room[index] = utf8.charCodeAt(index)
    return { read: text.length, written: utf8.length }
  }
}

/** Each byte as the character of that code. */
const fromBytes = (bytes: Uint8Array): string => String.fromCharCode.apply(null, bytes as unknown as number[])

// Without a byte order mark to be removed: it decodes what Rust wrote. Throws for what isn't UTF-8.
export class TextDecoder {
  decode(bytes: Uint8Array = new Uint8Array(0)): string {
    const { length } = bytes
    let utf8 = length > MAX_ARGUMENTS ? '' : fromBytes(bytes)
    for (let start = 0; utf8.length < length; start += MAX_ARGUMENTS) {
      utf8 += fromBytes(bytes.subarray(start, start + MAX_ARGUMENTS))
    }
    return NOT_ASCII.test(utf8) ? decodeURIComponent(escape(utf8)) : utf8
  }
}

type Listener = () => void

// Only what the client and `wx.request` need: it aborts once, and calls each listener once. The maintained ponyfills include an
// EventTarget and events, which are 8 kB.
class AbortSignal {
  aborted = false
  reason: unknown
  listeners: Listener[] = []

  addEventListener(_: 'abort', listener: Listener): void {
    this.listeners.push(listener)
  }

  removeEventListener(_: 'abort', listener: Listener): void {
    this.listeners = this.listeners.filter((other) => other !== listener)
  }
}

export class AbortController {
  readonly signal = new AbortSignal()

  abort(reason?: unknown): void {
    if (this.signal.aborted) return
    this.signal.aborted = true
    this.signal.reason = reason
    for (const listener of this.signal.listeners) listener.call(this.signal)
  }
}

// Undefined, so that memory is managed in the same way on every host.
export const FinalizationRegistry = undefined
