// A tenant that answers every interface of a sign-in, remembers what it did, and goes wrong where a test says so.

/** @import { Tenant, Trouble } from './types.js' */

/** The calls, by the end of their paths. @type {Record<string, string>} */
const CALLS = {
  'login/wechat-miniprogram': 'login',
  'social/wechat-mobile-bind': 'bind',
  captcha: 'captcha',
  'captcha/verify': 'verifyCaptcha',
  'sms/send': 'sendSms',
  'email/send': 'sendEmail',
  'social/bind': 'bindByCode',
  'mobile-by-token': 'mobileByToken',
  'mfa/sms': 'mfaSms',
}

/** The number of the account, to which the code of a second factor is sent. */
export const OWN_NUMBER = '13900139000'

const refused = (/** @type {string} */ code) => ({ status: 400, body: { error_code: `IDAAS.SDK.${code}` } })
const ok = (/** @type {unknown} */ body) => ({ status: 200, body })

/**
 * A tenant whose user is known or not, and has a second factor or not. The first request of the call `trouble.call` meets the trouble.
 *
 * @param {{ hasSecondFactor?: boolean, trouble?: Trouble & { call: string } }} options
 * @returns {Tenant}
 */
export function createTenant({ hasSecondFactor = false, trouble }) {
  let count = 0
  const fresh = (/** @type {string} */ what) => `${what}-${++count}`
  /** What was given out and can be used once. */
  const [stateTokens, puzzles, captchaTokens] = [new Set(), new Set(), new Set()]
  /** The newest code of each recipient. @type {Map<string, string>} */
  const codes = new Map()
  let isBound = false
  let wasTroubled = false

  const next = (/** @type {string} */ status) => {
    const state_token = fresh('SECRET-state')
    stateTokens.add(state_token)
    return ok({ status, state_token, data: '{"socialBindOrRegisterFlow":["VERIFY_PHONE","VERIFY_EMAIL"]}' })
  }
  const session = () => ok({ status: 'SUCCESS', session_token: fresh('SECRET-session'), expire: 60 })
  const bound = () => {
    isBound = true
    return hasSecondFactor ? next('MFA_AUTH') : session()
  }
  /**
   * What a state token is good for, which is used up then.
   *
   * @param {any} request
   * @param {() => object} answer
   */
  const withToken = ({ stateToken }, answer) => (stateTokens.delete(stateToken) ? answer() : refused('COMMON.1007'))
  /**
   * @param {any} request
   * @param {() => object} answer
   */
  const byCode = (request, answer) => {
    const { mobile, email, verify_code } = request.body
    const recipient = mobile ?? email
    if (codes.get(recipient) !== verify_code) return refused('CAPTCHA.0007')
    codes.delete(recipient)
    return withToken(request, answer)
  }
  /**
   * @param {any} body
   * @param {string} recipient
   */
  const sent = ({ captcha_token }, recipient) => {
    if (!captchaTokens.delete(captcha_token)) return refused('CAPTCHA.0002')
    codes.set(recipient, String(100000 + ++count))
    return { status: 200, body: undefined }
  }

  /** @type {Record<string, (request: any) => object>} */
  const answers = {
    login: () => (isBound ? bound() : next('SOCIAL_BIND')),
    bind: (request) => withToken(request, bound),
    captcha() {
      const token = fresh('SECRET-puzzle')
      puzzles.add(token)
      return ok({ token, originalImageBase64: 'iVBORw0K', jigsawImageBase64: 'iVBORw0L', secretKey: null })
    },
    verifyCaptcha({ body }) {
      if (!puzzles.delete(body.token) || body.point_json !== '{"x":42.0,"y":5.0}') return refused('CAPTCHA.0002')
      const captcha_token = `${fresh('SECRET-solved')}---${body.point_json}`
      captchaTokens.add(captcha_token)
      return ok({ captcha_token })
    },
    sendSms: ({ body }) => sent(body, body.mobile),
    sendEmail: ({ body }) => sent(body, body.email),
    bindByCode: (request) => byCode(request, bound),
    mobileByToken: ({ stateToken }) =>
      stateTokens.has(stateToken) ? ok({ mobile: OWN_NUMBER }) : refused('COMMON.1007'),
    mfaSms: (request) => byCode(request, session),
  }

  /** @type {Tenant['requests']} */
  const requests = []
  return {
    requests,
    /** The code of the last message to a recipient, until it is used. */
    code: (recipient) => codes.get(recipient),
    async fetch(url, init) {
      const call = CALLS[url.slice(url.indexOf('/sdk/') + 5)]
      const request = {
        call,
        stateToken: init.headers['X-state-token'],
        body: init.body === undefined ? undefined : JSON.parse(init.body),
      }
      requests.push(request)
      if (trouble?.call === call && !wasTroubled) {
        wasTroubled = true
        if (trouble.isDone) answers[call](request)
        if (trouble.isLost) throw new Error('SECRET-network')
        return { status: trouble.status ?? 200, text: async () => trouble.text ?? '' }
      }
      const { status, body } = /** @type {any} */ (answers[call](request))
      return { status, text: async () => (body === undefined ? '' : JSON.stringify(body)) }
    },
  }
}
