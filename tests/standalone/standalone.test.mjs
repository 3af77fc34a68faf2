// The crate by itself, as `wasm-pack build --target web` makes it: no shell, no package around it.
//
//   STANDALONE=<folder that wasm-pack wrote> node --test standalone.test.mjs

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { cases } from '../conformance/cases.js'
import { fixtures } from '../conformance/read-fixtures.mjs'

const FOLDER = process.env.STANDALONE
const { default: load, ...api } = await import(String(pathToFileURL(join(FOLDER, 'wechat_mobile_bind.js'))))
await load({ module_or_path: await readFile(join(FOLDER, 'wechat_mobile_bind_bg.wasm')) })

// Its errors are plain Errors, and a client is made by `new`.
const named = { ...api, createClient: async (/** @type {object} */ config) => new api.Client(config), BindError: Error }

// The flows are a program's use of a client.
for (const { name, run } of cases(fixtures, false)) test(name, async () => void (await run(named)))

test('it exports the client and its functions', () => {
  const names = ['Client', 'decodeIdToken', 'displayRows', 'initSync', 'isExpired', 'packageVersion']
  assert.deepEqual(Object.keys(api).sort(), names)
})
