// Tokens and pictures, shortened for the eye; the browser's developer tools have them whole.

const SHOWN = 6
const LONGEST = 40

export const shorten = (text: string) => (text.length > LONGEST ? `${text.slice(0, SHOWN)}…(${text.length})` : text)

/** JSON text, or what is left of it, with each long text in it shortened. */
export const shortenIn = (json: string) => json.replace(/"([\w+/=.~-]+)"/g, (_, text: string) => `"${shorten(text)}"`)
