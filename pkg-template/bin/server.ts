// The door for everybody: the service over HTTP on loopback, with its record and its pages.

import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HEADERS } from '../generated/lists.js'
import { type Answer, empty, json } from '../service/answer.js'
import { KEYS_PATH, ROTATE_PATH } from '../service/endpoint.js'
import { objectIn } from '../service/request.js'
import { SCENARIOS } from '../service/scenarios.js'
import { Service } from '../service/service.js'
import { USERS } from '../service/user.js'
import type { FakeMessage } from '../shipped/testing.js'
import { fileIn } from './demo.js'
import { page } from './page.js'
import { send } from './wire.js'

/** The only application of the service: the client id of the vendor's page. */
export const CLIENT_ID = 'nTo1eRIub60vPb54WeE6aojPwYwImtl4'

export interface ServerOptions {
  /** 0 for any free one. */
  port: number
  /** Whether the field of the phone code is `wchat_code`. */
  isMisprinted: boolean
  /** Whether every request is kept, secrets included. */
  record: boolean
  /** The folder of a built page. */
  demo: string | undefined
  /** Called with each message that the service would have sent. */
  onMessage(message: FakeMessage): void
}

const RECORD_PATH = '/sandbox/requests'
const MESSAGES_PATH = '/sandbox/messages'
const CAPTCHAS_PATH = '/sandbox/captchas'

/** What only this machine may read: a page of another origin could be anybody's. */
const PRIVATE_PATHS = [RECORD_PATH, MESSAGES_PATH, CAPTCHAS_PATH]

/** A request as the record has it. */
interface Recorded {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

/** The answers of a path, by method. */
type Route = Record<string, (request: Recorded) => Answer>

/** Of a longer body the rest is not kept: the service refuses it. In bytes. */
const KEPT_OF_A_BODY = 65 * 1024

/** Listens on 127.0.0.1, and returns the origin. */
export async function listen({ port, isMisprinted, record, demo, onMessage }: ServerOptions): Promise<string> {
  const service = new Service({ clientId: CLIENT_ID, bodyField: isMisprinted ? 'wchat_code' : 'wechat_code' })
  const messages = service.tenant.messages.sent
  let origin = ''
  let requests: Recorded[] = []

  const routes: Record<string, Route | undefined> = {
    '/': { GET: () => page(CLIENT_ID, demo !== undefined) },
    '/sandbox/catalogue': { GET: () => json(200, catalogue()) },
    '/sandbox/next': { POST: ({ body }) => next(body) },
    [MESSAGES_PATH]: { GET: () => json(200, messages) },
    [CAPTCHAS_PATH]: { GET: () => json(200, service.tenant.captchas.issued) },
    [RECORD_PATH]: record ? { GET: () => json(200, requests), DELETE: forget } : undefined,
  }

  function forget(): Answer {
    requests = []
    return empty(204)
  }

  /** Sets the scenarios of the next calls. */
  function next(body: string): Answer {
    const plan = objectIn(body)
    try {
      if (!plan) throw new TypeError('the body is a JSON object of calls and scenarios')
      service.next(plan)
      return empty(204)
    } catch (error) {
      return json(400, { error: error instanceof Error ? error.message : error })
    }
  }

  function answer(request: Recorded): Answer {
    const { method, path } = request
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (route) return route[method]?.(request) ?? empty(405)
    if (record && path !== ROTATE_PATH) requests.push(request)
    const sent = messages.length
    const answer = service.answer({ ...request, origin })
    messages.slice(sent).forEach(onMessage)
    return answer
  }

  const server = createServer(async (incoming, response) => {
    // A browser retries a request if a reused connection is lost, and the retry would be refused for its used code instead of
    // failing. With a connection for each request, faults reach the client.
    response.setHeader('connection', 'close')
    const { method = 'GET', url = '/' } = incoming
    const [path] = url.split(/[?#]/, 1)
    if (!PRIVATE_PATHS.includes(path)) response.setHeader('access-control-allow-origin', '*')
    if (method === 'OPTIONS') return send(response, preflight())
    if (demo !== undefined && /^\/demo(\/|$)/.test(path)) return send(response, await fileIn(demo, path))
    const body = await bodyOf(incoming)
    send(response, answer({ method, path, headers: headersOf(incoming), body }))
  })
  // The key is made before the first request: that takes longer than an answer should.
  await service.answer({ method: 'GET', path: KEYS_PATH, origin, headers: {}, body: '' }).text
  await once(server.listen(port, '127.0.0.1'), 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return origin
}

/** What can be asked for, for the demo page. `gets` has `null` for what is missing. */
const catalogue = () => ({
  clientId: CLIENT_ID,
  people: USERS.map(({ phone, name, email, wechatUser, secondFactor }) => ({
    phone,
    name,
    email,
    wechatUser,
    secondFactor,
  })),
  scenarios: SCENARIOS.map(({ name, zh, en, at, gets, nextAt, getsInMiniProgram }) => ({
    code: name,
    zh,
    en,
    at,
    gets: nullified(gets),
    nextAt,
    getsInMiniProgram,
  })),
})

const nullified = (gets: object) =>
  Object.fromEntries(Object.entries(gets).map(([member, value]) => [member, value ?? null]))

/** Pages of any origin may call the service. */
const preflight = () =>
  empty(200, {
    'access-control-allow-methods': 'GET,POST,DELETE',
    'access-control-allow-headers': HEADERS.join(','),
  })

/** The body as text; empty if the client leaves before its end. */
async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of incoming) {
      if (length < KEPT_OF_A_BODY) chunks.push(chunk)
      length += chunk.length
    }
  } catch {
    return ''
  }
  return Buffer.concat(chunks).toString()
}

/** The headers; one that came several times has all values. Node.js reads bytes as Latin-1: they are UTF-8, or wrong. */
function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  const named = Object.entries(headersDistinct).map(([name, values = []]) => [
    name,
    Buffer.from(values.join(', '), 'latin1').toString(),
  ])
  return Object.fromEntries(named)
}
