// The whole job of a bind, as a careful developer writes it around the libraries of their choice: what checks fields and
// replies, what decodes the id_token and what ends a fetch that takes too long is handed in.

/** @import { Parts } from '../types.js' */

export const NEXT_STEPS = ['SOCIAL_BIND', 'USER_REGISTER', 'MFA_AUTH', 'ACCESS_DENIED']

/**
 * The `createClient` of a peer. Each of the checks throws, or answers what it was given.
 *
 * @param {Parts} parts
 */
export const clientWith =
  ({ checkConfig, checkParams, checkReply, decode, fetchText }) =>
  (/** @type {object} */ config) => {
    const { domain, clientId, device, fetch, timeoutMs = 10_000 } = checkConfig(config)
    const url = `https://${domain}/api/v2/sdk/social/wechat-mobile-bind`

    /** @param {{ wechatCode: string, stateToken: string }} params */
    function request({ wechatCode, stateToken }) {
      return {
        method: 'POST',
        headers: {
          'X-operating-sys-version': device.osVersion,
          'X-device-fingerprint': device.fingerprint,
          'X-agent': device.userAgent,
          'X-client-id': clientId,
          'X-state-token': stateToken,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ wechat_code: wechatCode }),
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      }
    }

    /** @param {string} idToken */
    function identity(idToken) {
      try {
        return { identity: { claims: decode(idToken) } }
      } catch (identityError) {
        // The code is spent: the session counts, whatever the token is.
        return { identityError }
      }
    }

    /** @param {object} params */
    async function bind(params) {
      const init = request(checkParams(params))
      const reply = checkReply(JSON.parse(await fetchText(fetch, url, init, timeoutMs)))
      const { status, session_token: sessionToken, expire: expiresIn, id_token: idToken } = reply
      if (reply.error_code) throw new Error(`the service refused: ${reply.error_code}`)
      if (NEXT_STEPS.includes(status)) return { status, stateToken: reply.state_token }
      if (status !== 'SUCCESS' || !sessionToken) throw new Error('the reply is none of the interface')
      return { status, sessionToken, expiresIn, idToken, ...(idToken && identity(idToken)) }
    }

    return { bind }
  }
