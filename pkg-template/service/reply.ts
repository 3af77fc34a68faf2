// The service's documented replies.

/** How long a session lasts, in seconds. */
const SESSION_LIFETIME = 432_000

/** The members of a reply. */
export type Reply = Record<string, unknown>

/** How a successful reply is worded, including the oddities of some tenants. */
export type Wording = (reply: Reply) => Reply

/** The reply to a user who is signed in. */
export const success = (session_token: string, id_token: string): Reply => ({
  status: 'SUCCESS',
  expire: SESSION_LIFETIME,
  session_token,
  id_token,
})

/** The ways that a user who isn't bound yet can be found by, as `data` says. */
export const WAYS = ['VERIFY_PHONE', 'VERIFY_EMAIL'] as const

/** The reply to a user who needs another step, with its `state_token`. */
export function nextStep(status: string, state_token: string, ways: readonly string[] = WAYS): Reply {
  if (status === 'MFA_AUTH') return { status, state_token }
  return { status, state_token, data: JSON.stringify({ socialBindOrRegisterFlow: ways }) }
}

export const plain: Wording = (reply) => reply
export const misprint: Wording = (reply) => ({ ...reply, status: 'SUCCES' })

const BLANKED = ['status', 'session_token', 'id_token', 'token', 'captcha_token']
export const leadingBlanks: Wording = (reply) =>
  Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, BLANKED.includes(name) ? ` ${value}` : value]))

export const abbreviatedIdToken: Wording = (reply) => {
  const idToken = String(reply.id_token)
  return { ...reply, id_token: `${idToken.slice(0, 12)}……${idToken.slice(-8)}` }
}
export const expireAsString: Wording = (reply) => ({ ...reply, expire: String(reply.expire) })
export const noExpire: Wording = ({ expire, ...others }) => others
export const noIdToken: Wording = ({ id_token, ...others }) => others
export const noSessionToken: Wording = ({ session_token, ...others }) => others
export const dataNull: Wording = (reply) => ({ ...reply, data: null })
export const secretKey: Wording = (reply) => ({ ...reply, secretKey: 'KxXqGz0PnU5HrYcd' })
export const noMembers: Wording = () => ({})
