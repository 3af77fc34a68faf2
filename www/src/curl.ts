import type { PreparedRequest } from 'wechat-mobile-bind'

/** The request as a command for a POSIX shell, secrets included. */
export function curl({ url, init }: PreparedRequest): string {
  const headers = Object.entries(init.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  return [`curl -X ${init.method} ${quoted(url)}`, ...headers, `--data-raw ${quoted(init.body)}`].join(' \\\n  ')
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
