import type { Journey } from './journey'

/** The request as a command for a POSIX shell, secrets included. */
export function curl({ url, init }: NonNullable<Journey['request']>): string {
  const headers = Object.entries(init.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const body = init.body ? [`--data-raw ${quoted(init.body)}`] : []
  return [`curl -X ${init.method} ${quoted(url)}`, ...headers, ...body].join(' \\\n  ')
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
