// What an error of undici proves. `fetch` throws a TypeError whose cause has the code of the system's error.

import type { Failure } from '#glue'

// No connection, so no request. https://nodejs.org/api/errors.html#common-system-errors
const NOT_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/

// No trusted connection. https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE = /^(CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$/

const CERTIFICATE_ADVICE = {
  audience: 'operator' as const,
  hint: { zh: '服务的证书无效，请检查服务端证书', en: "the service's certificate is not valid: check it on the service" },
}

export function failure(thrown: unknown): Failure | undefined {
  const { cause = thrown } = Object(thrown) as { cause?: unknown }
  const code = String((Object(cause) as { code?: unknown }).code)
  if (CERTIFICATE.test(code)) return { delivery: 'not-sent', advice: CERTIFICATE_ADVICE }
  return NOT_CONNECTED.test(code) ? { delivery: 'not-sent' } : undefined
}
