// Replacements for the web's globals in a mini program. The bundler replaces the global names with these, so that the host's
// globals are not changed, and a host that has some of them makes no difference.

/*! UTF-8 by @stablelib/utf8, (C) 2016 Dmitry Chestnykh, MIT License */
import { decode, encode } from '@stablelib/utf8'

// https://webidl.spec.whatwg.org/#dfn-obtain-unicode: a surrogate without its other half becomes U+FFFD.
const toWellFormed = (text: string) =>
  text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) => (found.length === 2 ? found : '\uFFFD'))

export class TextEncoder {
  encode(text: string): Uint8Array {
    return encode(toWellFormed(text))
  }

  encodeInto(text: string, room: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text)
    if (bytes.length > room.length) return { read: 0, written: 0 }
    room.set(bytes)
    return { read: text.length, written: bytes.length }
  }
}

// It decodes what Rust wrote, which is valid UTF-8 without a byte order mark.
export class TextDecoder {
  decode(bytes: Uint8Array = new Uint8Array(0)): string {
    return decode(bytes)
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
