// What leaves the machine, byte for byte, with Node's own fetch.

import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { createClient } from 'wechat-mobile-bind'

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 40\r\nconnection: close\r\n\r\n{"status":"SUCCESS","session_token":"s"}'

/** A service that answers one request, and tells what it read. */
async function listen(t) {
  let tell
  const request = new Promise((resolve) => (tell = resolve))
  const server = createServer((socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
      if (!text.endsWith('}')) return
      tell(text)
      socket.end(ANSWER)
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return { origin: `http://127.0.0.1:${server.address().port}`, request }
}

test('the request on the wire is the interface’s, header names spelled as on its page', async (t) => {
  const { origin, request } = await listen(t)
  const client = await createClient({
    domain: origin,
    allowInsecureLoopback: true,
    clientId: 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    language: 'zh',
    device: {
      osVersion: 'windows10.1.1',
      fingerprint: '156aysdna213sc50',
      ip: '192.168.1.2',
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
    },
  })
  await client.bind({ wechatCode: '6213b8e364d3f0ea', stateToken: 'eyJhbcOiJ.nEPRiIC4we0' })

  const [head, body] = (await request).split('\r\n\r\n')
  const [start, ...headers] = head.split('\r\n')
  assert.equal(start, 'POST /api/v2/sdk/social/wechat-mobile-bind HTTP/1.1')
  const ours = headers.filter((header) => /^(x-|content-type)/i.test(header))
  assert.deepEqual(ours, [
    'X-operating-sys-version: windows10.1.1',
    'X-device-fingerprint: 156aysdna213sc50',
    'X-device-ip: 192.168.1.2',
    'X-agent: Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)',
    'X-L: zh',
    'X-client-id: nTo1eRIub60vPb54WeE6aojPwYwImtl4',
    'X-state-token: eyJhbcOiJ.nEPRiIC4we0',
    'content-type: application/json',
  ])
  assert.equal(body, '{"wechat_code":"6213b8e364d3f0ea"}')
  assert.ok(!headers.some((header) => /^cookie|^referer/i.test(header)))
})
