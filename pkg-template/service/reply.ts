// The service's documented replies.

/** How long a session lasts, in seconds. */
const SESSION_LIFETIME = 432_000

interface Success {
  status: string
  expire: number
  session_token: string
  id_token: string
}

/** How a successful reply is worded, including the oddities of some tenants. */
export type Wording = (reply: Success) => object

/** The reply to a user who is signed in. */
export const success = (session_token: string, id_token: string): Success => ({
  status: 'SUCCESS',
  expire: SESSION_LIFETIME,
  session_token,
  id_token,
})

/** The reply to a user who needs another step, with its `state_token`. */
export function nextStep(status: string, state_token: string): object {
  if (status === 'MFA_AUTH') return { status, state_token }
  return { status, state_token, data: JSON.stringify({ socialBindOrRegisterFlow: ['VERIFY_PHONE', 'VERIFY_EMAIL'] }) }
}

export const plain: Wording = (reply) => reply
export const misprint: Wording = (reply) => ({ ...reply, status: 'SUCCES' })
export const leadingBlanks: Wording = ({ status, expire, session_token, id_token }) => ({
  status: ` ${status}`,
  expire,
  session_token: ` ${session_token}`,
  id_token: ` ${id_token}`,
})
export const abbreviatedIdToken: Wording = (reply) => ({
  ...reply,
  id_token: `${reply.id_token.slice(0, 12)}……${reply.id_token.slice(-8)}`,
})
export const expireAsString: Wording = (reply) => ({ ...reply, expire: String(reply.expire) })
export const noExpire: Wording = ({ expire, ...others }) => others
export const noIdToken: Wording = ({ id_token, ...others }) => others
export const noSessionToken: Wording = ({ session_token, ...others }) => others
export const dataNull: Wording = (reply) => ({ ...reply, data: null })
