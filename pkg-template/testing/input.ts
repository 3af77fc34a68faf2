// What a caller passes to the fetch: an address or a `Request`, and headers of any kind that the web's fetch takes.

import type { Request } from '../service/request.js'
import type { Signal } from '../shipped/index.js'
import type { FakeHeaders, FakeInit, FakeService } from '../shipped/testing.js'

export type Input = Parameters<FakeService['fetch']>

type Read = Request & { signal: Signal | undefined }

/** Reads the arguments of a fetch; `init` goes before the members of a `Request`. */
export function read(input: Input[0], init: FakeInit = {}): Read | Promise<Read> {
  if (typeof input === 'object' && 'text' in input) {
    const { url, method, headers, signal } = input
    const given = { method, headers, signal, ...init }
    return init.body === undefined ? input.text().then((body) => request(url, { ...given, body })) : request(url, given)
  }
  return request(String(input), init)
}

function request(url: string, { method = 'GET', headers = {}, body, signal }: FakeInit): Read {
  const [, origin = '', path = ''] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)/i.exec(url) ?? []
  const named = pairsOf(headers).map(([name, value]) => [name.toLowerCase(), value])
  return {
    origin,
    path,
    method,
    headers: Object.fromEntries(named),
    body: body ?? '',
    signal: signal as Signal | undefined,
  }
}

type Pairs = readonly (readonly [string, string])[]

function pairsOf(headers: NonNullable<FakeInit['headers']>): Pairs {
  if (Array.isArray(headers)) return headers
  if (typeof headers.forEach !== 'function') return Object.entries(headers)
  const pairs: [string, string][] = []
  const { forEach } = headers as FakeHeaders
  forEach.call(headers, (value, name) => pairs.push([name, value]))
  return pairs
}
