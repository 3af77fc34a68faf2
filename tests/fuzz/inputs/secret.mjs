// A secret that can be found again: it stands wherever a caller, a host or the service has one.

/** Letters and digits alternate: no message of the package contains eight such characters in a row. */
export const SECRET = 'Q7X2K9M4Z8W3V6T5'

/** How much of it counts as leaked. */
const LEAK = 8

const PARTS = Array.from({ length: SECRET.length - LEAK + 1 }, (_, start) => SECRET.slice(start, start + LEAK))

/** @param {string} text */
export const showsSecret = (text) => PARTS.some((part) => text.includes(part))
