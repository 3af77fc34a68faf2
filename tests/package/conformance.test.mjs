// The cases that hold on every host, on the packed package in Node.js. Chromium runs the same ones.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import * as api from 'wechat-mobile-bind'
import { cases } from '../conformance/cases.js'
import { createSignIn } from './sign-in-double.mjs'

/** @param {string} name */
const fixture = async (name) => JSON.parse(await readFile(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))
const fixtures = {
  calls: await fixture('calls'),
  fields: await fixture('fields'),
  replies: await fixture('replies'),
  idTokens: await fixture('id_tokens'),
  rows: await fixture('rows'),
}

await api.init()
// The sign-in of the mini program's entry goes with a client of any entry.
const node = { ...api, createSignIn, hostKnows: ['device.osVersion', 'device.userAgent'] }

for (const { name, run } of cases(fixtures)) {
  test(name, async () => void (await run(node)))
}

test('the suite is the whole suite', () => assert.ok(cases(fixtures).length > 400))
