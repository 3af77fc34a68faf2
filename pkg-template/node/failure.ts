// What an error of undici proves. `fetch` throws a TypeError whose cause has the code of the system error.

import type { Failure } from '#glue'

// No connection, so no request. A system error says which system call failed; a connection that breaks later may have the
// same code. https://nodejs.org/api/errors.html#class-systemerror
const NOT_CONNECTED = /^(connect|getaddrinfo)$/

// No trusted connection. https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE =
  /^(CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$/

const CERTIFICATE_ADVICE = {
  audience: 'operator' as const,
  hint: {
    zh: '服务的证书无效，请检查服务端证书',
    en: "the service's certificate is not valid: check it on the service",
  },
}

interface Cause {
  code?: unknown
  syscall?: unknown
  /** One for each address of the service, if it has several. */
  errors?: Cause[]
}

function isNotConnected({ code, syscall, errors }: Cause): boolean {
  if (errors) return errors.length > 0 && errors.every(isNotConnected)
  return code === 'UND_ERR_CONNECT_TIMEOUT' || NOT_CONNECTED.test(String(syscall))
}

export function failure(thrown: unknown): Failure | undefined {
  const cause: Cause = Object((Object(thrown) as Error).cause)
  if (CERTIFICATE.test(String(cause.code))) return { delivery: 'not-sent', advice: CERTIFICATE_ADVICE }
  return isNotConnected(cause) ? { delivery: 'not-sent' } : undefined
}
