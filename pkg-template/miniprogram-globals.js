// What stands in for the web's globals in a mini program. The bundler puts these in the place of the free names, so
// that nothing is written to the host's globals, and a host that has some of them changes nothing.

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
