// Secrets, shortened for the eye.

const SHOWN = 6

const MEMBERS = [
  'session_token',
  'id_token',
  'state_token',
  'sessionToken',
  'idToken',
  'stateToken',
  'wechat_code',
  'wchat_code',
]
const IN_JSON = new RegExp(`("(?:${MEMBERS.join('|')})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`, 'g')

export function shorten(secret: string): string {
  return secret.length <= SHOWN * 2 ? secret : `${secret.slice(0, SHOWN)}…(${secret.length})`
}

/** JSON text, or what is left of it, with the values of secret members shortened. */
export function shortenIn(json: string): string {
  return json.replace(IN_JSON, (_, member: string, value: string) => member + shorten(value))
}
