// sign-in.mjs
import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { errors } from 'jose'
import { createClient, isBindError } from 'wechat-mobile-bind'
import { verify } from './verify.mjs'

const { DOMAIN = '', CLIENT_ID = '' } = process.env
const log = (entry) => console.log(JSON.stringify(entry))
const client = await createClient({ domain: DOMAIN, clientId: CLIENT_ID, onEvent: log })

export const sessions = new Map() // put a store of your own here, which drops an entry after `expiresIn` seconds

// A header carries printable ASCII. An absent field would be filled in with what this server is.
function headerText(value, limit, otherwise) {
  const text = typeof value === 'string' ? value.replace(/[^ -~]/g, '?').slice(0, limit).trim() : ''
  return text || otherwise
}

// Proxies write `unknown`, lists, ports and zones. The address is optional: without one the user signs in all the same.
function addressIn(value) {
  const [first] = String(value ?? '').split(',')
  const bare = first.trim().replace(/^\[(.*)\](:\d+)?$|^([\d.]+):\d+$/, '$1$3')
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  return isIP(address) ? address : undefined
}

export async function bind(body, userAgent, ip) {
  const { wechatCode, stateToken, fingerprint, osVersion } = body ?? {}
  const device = {
    fingerprint: headerText(fingerprint, 256, randomUUID()),
    osVersion: headerText(osVersion, 256, 'unknown'),
    userAgent: headerText(userAgent, 4096, 'unknown'),
    ip: addressIn(ip),
  }
  const { raw, ...result } = await client.bind({ wechatCode, stateToken, device })
  if (result.status !== 'SUCCESS') return { shown: result }

  // No id_token, or one that can’t be read: the session is good all the same, only you don’t know whose it is.
  const { status, sessionToken, expiresIn, idToken = '', identity } = result
  const user = identity && (await verify(idToken))
  const id = randomUUID()
  sessions.set(id, { user: user?.id, sessionToken, expiresIn })
  const cookie = `__Host-session=${id}; Path=/; Secure; HttpOnly; SameSite=Strict`
  return { shown: { status, profile: user?.profile ?? {} }, cookie }
}

export function refusal(error) {
  if (isBindError(error)) {
    log(error.toJSON())
    const { code, errorCode, delivery, audience, hint, issues } = error.toJSON()
    const status = code === 'INVALID_PARAMS' ? 400 : code === 'REFUSED' ? 422 : 502
    const shown = { code, errorCode, issues, hint: audience === 'user' ? hint : undefined }
    return [status, { ...shown, pressAgain: delivery !== 'not-sent' }]
  }
  // Not the error itself: one of jose has the claims. Nor the message of a body parser, which quotes the body.
  const { name, code, stack, statusCode = 500 } = error
  log({ name, code, stack: statusCode < 500 ? undefined : stack })
  if (error instanceof errors.JOSEError) return [502, { code }]
  return [statusCode, { code: 'FAILED' }]
}
