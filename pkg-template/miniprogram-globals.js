// What stands in for the web's globals in a mini program. The bundler puts these in the place of the free names, so
// that nothing is written to the host's globals, and a host that has some of them changes nothing.

/*! UTF-8 by @stablelib/utf8, (C) 2016 Dmitry Chestnykh, MIT License */
// Of the libraries measured (minified): 1.5 kB, where fastestsmallesttextencoderdecoder has 2.9 and writes globals,
// text-encoding-utf-8 4.7, @exodus/bytes 5 to 8.
import { decode, encode } from '@stablelib/utf8'

// https://webidl.spec.whatwg.org/#dfn-obtain-unicode: a surrogate without its other half becomes U+FFFD.
const toWellFormed = (text) =>
  text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) => (found.length === 2 ? found : '\uFFFD'))

export class TextEncoder {
  encode(text) {
    return encode(toWellFormed(text))
  }
}

// It reads what Rust wrote, which is UTF-8 without fault: no repair, no byte order mark to look for.
export class TextDecoder {
  decode(bytes = []) {
    return decode(bytes)
  }
}

export const queueMicrotask = (task) => void Promise.resolve().then(task)

// The part that the client and `wx.request` need: abort once, tell once. The well-kept ponyfills bring an EventTarget
// and events of their own, 8 kB for these lines.
export class AbortController {
  constructor() {
    const listeners = []
    this.signal = { aborted: false, addEventListener: (_, listener) => void listeners.push(listener) }
    this.signal.removeEventListener = (_, listener) => void listeners.splice(listeners.indexOf(listener) >>> 0, 1)
    this.abort = (reason) => {
      if (this.signal.aborted) return
      this.signal.aborted = true
      this.signal.reason = reason
      listeners.splice(0).forEach((listener) => listener())
    }
  }
}

// Absent, so that memory is handled alike everywhere.
export const FinalizationRegistry = undefined

// wasm-bindgen looks for queueMicrotask on whichever of these is there.
const scope = { queueMicrotask }
export { scope as globalThis, scope as self, scope as window, scope as global }
