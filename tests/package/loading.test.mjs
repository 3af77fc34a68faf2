// The ways in: import and require, and where the wasm comes from. Each test has a process of its own, since
// a process loads the wasm once.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { run } from './entries.mjs'

const BIND = `
  const config = { domain: 'acme.example.com', clientId: 'c', device: { osVersion: 'o', fingerprint: 'f', userAgent: 'u' },
    fetch: async (url) => (console.log(url), { status: 200, text: async () => '{"status":"SUCCESS","session_token":"s"}' }) }
  const bind = async (createClient, wasm) =>
    console.log((await (await createClient({ ...config, wasm })).bind({ wechatCode: 'c', stateToken: 's' })).sessionToken)`
const BOUND = ['https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind', 's']

// docs/decisions/0009: classes are not shared, so a program that uses both tells errors by what they are, not by `instanceof`.
test('import and require are two copies with the same exports, and errors of both are known as such', async () => {
  const script = `
    import * as imported from 'wechat-mobile-bind'
    import { createRequire } from 'node:module'
    const required = createRequire(import.meta.url)('wechat-mobile-bind')
    for (const { init, decodeIdToken, BindError } of [imported, required]) {
      await init()
      try { decodeIdToken('x') } catch (error) {
        console.log(error instanceof BindError, [imported, required].every((api) => api.isBindError(error)), error.name, error.code)
      }
    }
    console.log(Object.keys(imported).sort().join() === Object.keys(required).sort().join())
    console.log(Object.keys(imported).sort().join())`
  const types = await readFile(join(import.meta.dirname, 'node_modules/wechat-mobile-bind/index.d.ts'), 'utf8')
  const names = new Set([...types.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name))
  const declared = [...names].sort().join()
  assert.match(declared, /^ApiError,.*,isExpired$/)
  assert.deepEqual(await run('module', script), [
    'true true IdTokenError BAD_ID_TOKEN',
    'true true IdTokenError BAD_ID_TOKEN',
    'true',
    declared,
  ])
})

for (const [type, load] of [
  ['module', "import { decodeIdToken } from 'wechat-mobile-bind'"],
  ['commonjs', "const { decodeIdToken } = require('wechat-mobile-bind')"],
]) {
  test(`with --enable-source-maps a stack of the ${type} leads to the sources`, async () => {
    const script = `${load}; try { decodeIdToken('x') } catch (error) { console.log(error.stack) }`
    assert.match((await run(type, script, '--enable-source-maps')).join('\n'), /pkg-template\/shell\/entry\.ts:\d+:\d+/)
  })
}

test('a host whose Object.prototype is polluted loads it all the same', async () => {
  const pollute = `Object.assign(Object.prototype, { version: '1.0', exports: 3, Client: 4, globalThis: 5, wasm: './nowhere.wasm', instance: { exports: {} }, module: {}, fetch: 6 });`
  assert.deepEqual(
    await run(
      'commonjs',
      `const { createClient } = require('wechat-mobile-bind');${pollute}${BIND};bind(createClient)`,
    ),
    BOUND,
  )
})

// CommonJS for Node.js and as a script of a page is left out: a bundler writes its exports by descriptors that inherit.
for (const [entry, evaluate] of [
  [
    'web.js',
    `async (code) => {
      const module = new vm.SourceTextModule(code)
      await module.link(() => {})
      return async () => (await module.evaluate(), module.namespace)
    }`,
  ],
  [
    'miniprogram.cjs',
    `async (code) => {
      const [module, run] = [{}, vm.runInThisContext('(function (module) {' + code + '})')]
      return async () => (run(module), module.exports)
    }`,
  ],
]) {
  test(`${entry} is loaded and binds where Object.prototype has members of descriptors`, async () => {
    const script = `
      import { readFileSync } from 'node:fs'
      import vm from 'node:vm'
      const place = './node_modules/wechat-mobile-bind/'
      const module = new WebAssembly.Module(readFileSync(place + 'wechat_mobile_bind.wasm'))
      Response // Node.js makes it when it is first read.
      globalThis.WXWebAssembly = { instantiate: (_, imports) => WebAssembly.instantiate(module, imports) };${BIND}
      const evaluate = ${evaluate}, ends = []
      const wasm = '${entry}' === 'web.js' ? module : '/a.wasm'
      console.log = (line) => ends.push(line)
      for (const name of ['get', 'set', 'value', 'writable', 'enumerable', 'configurable']) {
        const load = await evaluate(readFileSync(place + '${entry}', 'utf8'))
        Object.prototype[name] = 'evil'
        try {
          await bind((await load()).createClient, wasm)
        } catch (error) {
          ends.push(name + ': ' + error.message)
        }
        delete Object.prototype[name]
      }
      process.stdout.write(ends.join('\\n'))`
    assert.deepEqual(
      await run('module', script, '--experimental-vm-modules', '--no-warnings'),
      Array(6).fill(BOUND).flat(),
    )
  })
}

/** @type {Record<string, string>} */
const SOURCES = {
  'a path': 'file',
  'a file URL': 'pathToFileURL(file)',
  'the text of a file URL': 'String(pathToFileURL(file))',
  'its bytes': 'readFileSync(file)',
  'a buffer': 'new Uint8Array(readFileSync(file)).buffer',
  'a compiled module': 'new WebAssembly.Module(readFileSync(file))',
  'a promise of it': 'import("node:fs/promises").then((fs) => fs.readFile(file))',
}
for (const entry of ['node.mjs', 'node.cjs', 'web.js', 'web.cjs']) {
  // A browser's fetch knows no files.
  const names = Object.keys(SOURCES).filter((name) => entry.startsWith('node') || !/path|URL/.test(name))
  test(`${entry} takes the wasm as ${names.join(', ')}`, async () => {
    const script = `
      import { readFileSync } from 'node:fs'
      import { createRequire } from 'node:module'
      import { pathToFileURL } from 'node:url'
      const [require, entry] = [createRequire(import.meta.url), './node_modules/wechat-mobile-bind/${entry}']
      const file = './node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm';${BIND}
      for (const [index, source] of [${names.map((name) => `() => ${SOURCES[name]}`)}].entries()) {
        delete require.cache[require.resolve(entry)]
        const { createClient } = await (entry.endsWith('.cjs') ? require(entry) : import(entry + '?' + index))
        await bind(createClient, source())
      }`
    assert.deepEqual(
      await run('module', script),
      names.flatMap(() => BOUND),
    )
  })
}

test('the web entry fetches the wasm from beside itself, or from where it is told', async () => {
  const script = `
    import { createServer } from 'node:http'
    import { readFileSync } from 'node:fs'
    import { createClient, init, LoadError } from './node_modules/wechat-mobile-bind/web.js'
    const wasm = readFileSync('./node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm')
    const server = createServer(({ url }, response) => url === '/there.wasm' ? response.end(wasm) : response.writeHead(404).end('no'))
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    const origin = 'http://127.0.0.1:' + server.address().port;${BIND}
    const error = await init(origin + '/gone.wasm').catch((reason) => reason)
    console.log(error instanceof LoadError, error.code, error.delivery, error.cause.message)
    await bind(createClient, origin + '/there.wasm')
    server.close(); server.closeAllConnections()`
  assert.deepEqual(await run('module', script), ['true WASM_UNAVAILABLE not-sent HTTP 404 for the wasm', ...BOUND])
})

test('a TextEncoder without encodeInto, as Safari’s was before 14.1', async () => {
  const script = `
    delete TextEncoder.prototype.encodeInto
    import('./node_modules/wechat-mobile-bind/web.js').then(async ({ createClient, displayRows }) => {
      const { readFileSync } = await import('node:fs')
      const file = './node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm';${BIND}
      await bind(createClient, readFileSync(file))
      console.log(displayRows({ profile: { name: '张三😀' } })[0].value)
    })`
  assert.deepEqual(await run('module', script), [...BOUND, '张三😀'])
})

test('before the wasm is loaded the error says what to do', async () => {
  const script = `
    import * as api from 'wechat-mobile-bind'
    for (const call of [() => api.decodeIdToken('x'), () => api.displayRows({}), () => api.isExpired({})]) {
      try { call() } catch (error) { console.log(error.name, error.code, error.message) }
    }`
  const line =
    'LoadError WASM_UNAVAILABLE the wasm of wechat-mobile-bind is not loaded yet: await `init()` or `createClient()` first'
  assert.deepEqual(await run('module', script), [line, line, line])
})

/** @type {[string, string, Record<string, string>, RegExp][]} */
const MOVED = [
  [
    'a bundler moved the code',
    'node.mjs',
    {},
    /keep this package external, or pass its wechat_mobile_bind\.wasm to `init`/,
  ],
  [
    'a bundler moved the code',
    'node.cjs',
    {},
    /keep this package external, or pass its wechat_mobile_bind\.wasm to `init`/,
  ],
  ['Next.js moved it', 'node.mjs', { NEXT_RUNTIME: 'nodejs' }, /serverExternalPackages: \['wechat-mobile-bind'\]/],
  ['the code is no module', 'web.cjs', {}, /pass its address, `createClient\(\{ …, wasm \}\)`/],
]
for (const [what, entry, env, advice] of MOVED) {
  test(`${entry} says what to do where ${what}`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'moved-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    await copyFile(join(import.meta.dirname, 'node_modules/wechat-mobile-bind', entry), join(folder, entry))
    const script = `import('${pathToFileURL(join(folder, entry))}').then(({ init }) => init()).catch(({ message }) => console.log(message))`
    const options = { env: { ...process.env, ...env } }
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], options)
    assert.match(stdout, advice)
  })
}

test('a failed load does not stick, and a load happens once', async () => {
  const script = `
    import { createClient, init } from 'wechat-mobile-bind';${BIND}
    // A file that isn't there, no wasm, the wasm of something else, no bytes, a promise that rejects.
    for (const wasm of ['./nowhere.wasm', new Uint8Array([1, 2, 3]), new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), 42, { then: (_, reject) => reject(new Error('lost')) }]) {
      const error = await init(wasm).catch((reason) => reason)
      console.log(error.name, error.code, error.cause instanceof Error)
    }
    const trap = { ...config, get wasm() { throw new Error('a getter threw') } }
    console.log((await createClient(trap).catch((reason) => reason)).code)
    const instantiate = WebAssembly.instantiate
    let loads = 0
    WebAssembly.instantiate = (...args) => (loads++, instantiate(...args))
    await Promise.all([init(), init(), bind(createClient), createClient(config)])
    console.log(loads)`
  const lost = 'LoadError WASM_UNAVAILABLE true'
  assert.deepEqual(await run('module', script), [lost, lost, lost, lost, lost, 'WASM_UNAVAILABLE', ...BOUND, '1'])
})

test('the wasm of another version is refused, though the names of its imports and exports are the same', async () => {
  const script = `
    import { readFileSync } from 'node:fs'
    import { createRequire } from 'node:module'
    import { createClient, init } from 'wechat-mobile-bind'
    const { version } = createRequire(import.meta.url)('wechat-mobile-bind/package.json')
    const wasm = readFileSync('./node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm')
    const at = wasm.indexOf(version)
    console.log(wasm.indexOf(version, at + 1))
    wasm.write(version.replace(/\\d/g, (digit) => 9 - digit), at)
    const error = await init(wasm).catch((reason) => reason)
    console.log(error.name, error.code, error.delivery, error.cause.message.replace(version, 'V'));${BIND}
    await bind(createClient)`
  const refused = 'LoadError WASM_UNAVAILABLE not-sent this is not the wasm of version V'
  assert.deepEqual(await run('module', script), ['-1', refused, ...BOUND])
})

/** What makes the first load hang, by entry: it calls `hang`. */
const HANGS = {
  'node.mjs': `const { instantiate } = WebAssembly
    WebAssembly.instantiate = () => (WebAssembly.instantiate = instantiate, hang())`,
  'web.js': `let asked = 0
    globalThis.fetch = () => asked++ ? new Response(readFileSync(FILE)) : hang()`,
  'miniprogram.cjs': `let asked = 0
    globalThis.wx = { getDeviceInfo: () => ({}), getAppBaseInfo: () => ({ SDKVersion: '3.0.0' }), login: ({ success }) => success({ code: 'l' }) }
    globalThis.WXWebAssembly = { instantiate: (_, imports) => asked++ ? WebAssembly.instantiate(readFileSync(FILE), imports) : hang() }`,
}
for (const [entry, hangs] of Object.entries(HANGS)) {
  test(`${entry}: a wasm that never arrives is given up after 30 seconds, and the next call loads it`, async () => {
    const script = `
      import { mock } from 'node:test'
      import { readFileSync } from 'node:fs'
      const FILE = './node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm'
      let hang
      const isHanging = new Promise((resolve) => (hang = () => (resolve(), new Promise(() => {}))))
      ${hangs}
      mock.timers.enable({ apis: ['setTimeout'] })
      const { init, createClient, isBindError } = await import('./node_modules/wechat-mobile-bind/${entry}');${BIND}
      const first = init().catch((error) => console.log(isBindError(error), error.code, error.delivery, error.cause.message))
      const joined = createClient(config).catch((error) => console.log(error.code))
      await isHanging
      mock.timers.tick(29_999)
      await null
      mock.timers.tick(1)
      await first
      await joined
      mock.timers.reset()
      await bind(createClient)`
    assert.deepEqual(await run('module', script), [
      'true WASM_UNAVAILABLE not-sent it did not arrive within 30 seconds',
      'WASM_UNAVAILABLE',
      ...BOUND,
    ])
  })
}

test('a sign-in whose wasm never arrived loads it at the restart', async () => {
  const script = `
    import { mock } from 'node:test'
    import { readFileSync } from 'node:fs'
    const FILE = './node_modules/wechat-mobile-bind/wechat_mobile_bind.wasm'
    ${HANGS['miniprogram.cjs']}
    mock.timers.enable({ apis: ['setTimeout'] })
    const { createClient, createSignIn } = (await import('./node_modules/wechat-mobile-bind/miniprogram.cjs')).default;${BIND}
    const fetch = async () => ({ status: 200, text: async () => '{"status":"SOCIAL_BIND","state_token":"t"}' })
    const signIn = createSignIn({ client: () => createClient({ ...config, fetch }) })
    const started = signIn.start()
    await null
    mock.timers.tick(30_000)
    const { step, busy, error } = await started
    console.log(step, busy, error.code)
    mock.timers.reset()
    console.log((await signIn.restart()).step)`
  assert.deepEqual(await run('module', script), ['login false WASM_UNAVAILABLE', 'phone'])
})
