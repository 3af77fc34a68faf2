// Secrets, shortened for the eye.

const SHOWN = 6

const PICTURES = ['originalImageBase64', 'jigsawImageBase64']
const MEMBERS = [
  'session_token',
  'id_token',
  'state_token',
  'captcha_token',
  'token',
  'sessionToken',
  'idToken',
  'stateToken',
  'captchaToken',
  'code',
  'wechat_code',
  'wchat_code',
  'verify_code',
  'mobile',
  'email',
  'sender',
  ...PICTURES,
]

/** The start of a long one; of a short one, such as a number or a code, less. */
export function shorten(secret: string): string {
  const shown = secret.length > SHOWN * 2 ? SHOWN : Math.floor(secret.length / 3)
  return `${secret.slice(0, shown)}…(${secret.length})`
}

const valuesOf = (members: readonly string[]) =>
  new RegExp(`("(?:${members.join('|')})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`, 'g')

/** JSON text, or what is left of it, with the values of secret members shortened. */
export const shortenIn = (json: string) => shortenValues(json, MEMBERS)

/** The same for pictures alone. */
export const shortenPictures = (json: string) => shortenValues(json, PICTURES)

const shortenValues = (json: string, members: readonly string[]) =>
  json.replace(valuesOf(members), (_, member: string, value: string) => member + shorten(value))
