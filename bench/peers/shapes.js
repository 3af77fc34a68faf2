// What the fields look like, for every peer alike.

export const DOMAIN = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i
/** Printable ASCII without a blank at either end: what a header carries. */
export const HEADER = /^[!-~](?:[ -~]*[!-~])?$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a code must not hold
export const CODE = /^[^\s\u0000-\u001f\u007f-\u009f]+$/
