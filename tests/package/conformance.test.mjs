// The cases that hold on every host, on the packed package in Node.js. Chromium runs the same ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as api from 'wechat-mobile-bind'
import { cases } from '../conformance/cases.js'
import { fixtures } from '../conformance/read-fixtures.mjs'
import { createSignIn } from './sign-in-double.mjs'

await api.init()
// The sign-in of the mini program's entry goes with a client of any entry.
const node = { ...api, createSignIn, hostKnows: ['device.osVersion', 'device.userAgent'] }

for (const { name, run } of cases(fixtures)) {
  test(name, async () => void (await run(node)))
}

test('the suite is the whole suite', () => assert.ok(cases(fixtures).length > 400))
