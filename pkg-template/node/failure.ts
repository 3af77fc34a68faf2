// What a failure of Node's fetch proves, and what to do about it.

import type { FetchFailure } from '#glue'
import { read } from '../../src/wasm/get.js'
import { isBlockedPort, unsentReason } from './fetch.js'

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE =
  /^(CERT_\w+|CRL_\w+|ERROR_IN_\w+|ERR_TLS_CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/

/** OpenSSL's errors: https://nodejs.org/api/errors.html#openssl-error-codes */
const HANDSHAKE = /^(EPROTO|ERR_(SSL|OSSL|TLS)_.+)$/

/** A proxy that refuses CONNECT, or whose own TLS fails: undici's ProxyAgent. */
const PROXY = /^UND_ERR_(ABORTED|PRX_TLS)$/

const CERTIFICATE_ADVICE = {
  audience: 'operator' as const,
  next: 'stop' as const,
  hint: {
    zh: '身份服务的证书无效，请检查证书与证书链',
    en: "the service's certificate is not valid: check it on the service",
  },
}

const HANDSHAKE_ADVICE = {
  audience: 'developer' as const,
  next: 'fix' as const,
  hint: {
    zh: '与身份服务的 TLS 握手失败，请检查 `domain` 的端口是否为 https，以及身份服务支持的 TLS 版本',
    en: 'the TLS handshake failed: check that the port of `domain` speaks https, and which versions of TLS the service has',
  },
}

const PROXY_ADVICE = {
  audience: 'developer' as const,
  hint: {
    zh: '代理拒绝了到身份服务的连接，请检查代理的配置与凭据，原因见 `cause`',
    en: 'the proxy refused the connection to the service: check its settings and credentials, and see `cause`',
  },
}

const PORT_ADVICE = {
  audience: 'developer' as const,
  next: 'fix' as const,
  hint: {
    zh: 'fetch 不允许使用 `domain` 的端口，请换一个端口',
    en: 'fetch blocks the port of `domain`: use another port',
  },
}

function adviceOn(cause: unknown): FetchFailure['advice'] {
  const code = String(read(cause, 'code'))
  if (CERTIFICATE.test(code)) return CERTIFICATE_ADVICE
  if (HANDSHAKE.test(code)) return HANDSHAKE_ADVICE
  if (PROXY.test(code)) return PROXY_ADVICE
  return isBlockedPort(cause) ? PORT_ADVICE : undefined
}

export function failure(thrown: unknown): FetchFailure | undefined {
  const reason = unsentReason(thrown)
  return reason ? { delivery: 'not-sent', advice: adviceOn(reason) } : undefined
}
