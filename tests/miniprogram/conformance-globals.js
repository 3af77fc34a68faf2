// What the conformance suite itself uses and a mini program lacks; the package has its own of some.

import { AbortController, TextEncoder as OwnEncoder } from '../../pkg-template/miniprogram/globals.js'

export { AbortController }

export class TextEncoder extends OwnEncoder {
  encode(/** @type {string} */ text) {
    const room = new Uint8Array(3 * text.length)
    return room.slice(0, this.encodeInto(text, room).written)
  }
}

/** @param {() => void} task */
export const queueMicrotask = (task) => void Promise.resolve().then(task)

export function AbortSignal() {}
AbortSignal.abort = (/** @type {unknown} */ reason) => {
  const controller = new AbortController()
  controller.abort(reason)
  return controller.signal
}

// The suite asks by `instanceof`; a signal of the package's is no class's.
Object.defineProperty(AbortSignal, Symbol.hasInstance, {
  value: (/** @type {any} */ signal) => typeof signal.aborted === 'boolean',
})

/** @param {unknown} value */
export const structuredClone = (value) => JSON.parse(JSON.stringify(value))

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * Base64 of a string of bytes, without the padding, which the suite cuts off.
 *
 * @param {string} bytes
 */
export function btoa(bytes) {
  const bits = Array.from(bytes, (byte) => (256 + byte.charCodeAt(0)).toString(2).slice(1)).join('')
  return (bits.match(/.{1,6}/g) || []).map((six) => DIGITS[parseInt(`${six}00000`.slice(0, 6), 2)]).join('')
}

/** @param {[string, unknown][]} entries */
export function fromEntries(entries) {
  const object = {}
  for (const [key, value] of entries) {
    // The suite puts members of a descriptor on `Object.prototype`.
    const descriptor = Object.create(null)
    descriptor.value = value
    descriptor.enumerable = descriptor.configurable = descriptor.writable = true
    Object.defineProperty(object, key, descriptor)
  }
  return object
}
