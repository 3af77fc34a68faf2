// The page of examples/vite on a phone's screen: every way to sign in, by thumb, by keyboard and without seeing the puzzle.

import assert from 'node:assert/strict'
import { cp, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { Key } from 'selenium-webdriver'
import { ROOT } from '../examples/blocks.mjs'
import { emptyFolder } from '../examples/empty-folder.mjs'
import { freshCodes } from '../examples/scenarios.mjs'
import { browser } from './chromium.mjs'
import { putPrelude } from './printed.mjs'
import { sandbox } from './sandbox.mjs'
import { serve } from './server.mjs'
import { HERE, run, VITE } from './tools.mjs'

const AXE = await readFile(
  createRequire(import.meta.resolve('../browsers/browser.mjs')).resolve('axe-core/axe.min.js'),
  'utf8',
)
const SCREENSHOTS = process.env.SCREENSHOTS

/**
 * The page built for users, and as it is during development: then a login code that is missing is made up.
 *
 * @type {Record<string, string>}
 */
const built = { production: '', development: '' }

const EXAMPLE = join(ROOT, 'examples/vite')
const { dependencies, devDependencies, scripts } = JSON.parse(await readFile(join(EXAMPLE, 'package.json'), 'utf8'))
assert.equal(scripts.build, 'vite build')
const lines = [`npm install ${Object.keys({ ...dependencies, ...devDependencies }).join(' ')}`]
const folder = await emptyFolder({ after }, { lines, files: [], modules: join(HERE, 'node_modules') })
await cp(EXAMPLE, folder, { recursive: true })
for (const NODE_ENV of ['production', 'development']) {
  const options = ['--base', './', '--outDir', NODE_ENV, '--logLevel', 'warn']
  await run(process.execPath, [VITE.vite8, 'build', ...options], { cwd: folder, env: { ...process.env, NODE_ENV } })
  await putPrelude(join(folder, NODE_ENV), sandbox.origin, 1)
  built[NODE_ENV] = await serve({ after }, join(folder, NODE_ENV))
}
await browser.size(390, 844)

/** What the service tells of its last puzzle or message. @param {'captchas' | 'messages'} path */
const last = async (path) => (await (await fetch(`${sandbox.origin}/sandbox/${path}`)).json()).at(-1)

let visits = 0
/** @param {{ login?: string, phone?: string }} codes @param {string} address */
async function open(codes, address = built.development) {
  await browser.go(`${address}?${++visits}#${new URLSearchParams(JSON.parse(JSON.stringify(freshCodes(codes))))}`)
}

/** Waits for a part of the page. @param {string} id */
const view = (id) =>
  browser.until(
    (id) => document.querySelector('main')?.ariaBusy === 'false' && document.getElementById(id)?.hidden === false,
    id,
  )

/** @param {string} word */
const failure = (word) =>
  browser.until(
    (word) =>
      document.querySelector('main').ariaBusy === 'false' &&
      document.querySelector('#failure').textContent.includes(word),
    word,
  )

/** What is shown of who signed in. */
async function user() {
  await view('done')
  return browser.run(() => [...document.querySelectorAll('dd')].map(({ textContent }) => textContent).join(' '))
}

/** Solves the puzzle that is there. */
async function solve(beside = 0) {
  await browser.until(() => Number(document.querySelector('sliding-puzzle input').max) > 200)
  await browser.run(
    (x) => {
      const slider = document.querySelector('sliding-puzzle input')
      slider.value = x
      slider.dispatchEvent(new Event('input'))
    },
    (await last('captchas')).x + beside,
  )
  await browser.click('sliding-puzzle button')
}

async function enterCode() {
  await view('code')
  await browser.fill('#code input', (await last('messages')).code)
  await browser.click('#code .primary')
}

/** @param {'mobile' | 'email'} way @param {string} address */
async function askFor(way, address) {
  await view('recipient')
  if (way === 'email') await browser.click('#ways label:last-child')
  await browser.fill(`#recipient [name=${way}]`, address)
  await browser.click('#recipient .primary')
  await view('puzzle')
}

beforeEach(() => fetch(`${sandbox.origin}/sandbox/next`, { method: 'POST', body: '{}' }))

test('a user who is known is signed in at once', async () => {
  await open({ login: 'wangfang' })
  assert.match(await user(), /^王芳/)
  assert.deepEqual(await browser.run(() => [location.hash, Reflect.get(window, 'failures')]), ['', []])
})

test('the code of the phone-number button binds', async () => {
  await open({ login: 'stranger', phone: '13800138000' })
  assert.match(await user(), /^张伟.*138\*{4}8000/)
})

test('another number, and a code by mail', async () => {
  await open({ login: 'stranger' })
  await askFor('mobile', '13900139000')
  await solve()
  await view('code')
  await browser.click('#other')
  await askFor('email', 'zhang.wei@example.com')
  await solve()
  await enterCode()
  assert.match(await user(), /^张伟/)
})

test('only the ways that the service allows', async () => {
  await open({ login: 'sandbox-status-verify-email' })
  await view('recipient')
  const shown = await browser.run(() => [
    document.querySelector('#ways').hidden,
    document.querySelector('#recipient input:enabled:not([type=radio])').name,
  ])
  assert.deepEqual(shown, [true, 'email'])
})

test('a second factor, by the keyboard alone', async () => {
  await open({ login: 'liqiang' })
  await view('second-factor')
  await browser.press(Key.TAB + Key.ENTER)
  await view('puzzle')
  await browser.until(() => Number(document.querySelector('sliding-puzzle input').max) > 200)
  await browser.press(Key.ARROW_RIGHT.repeat((await last('captchas')).x) + Key.TAB + Key.ENTER)
  await view('code')
  await browser.press((await last('messages')).code + Key.ENTER)
  assert.match(await user(), /^李强/)
})

test('a state token that has expired is replaced', async () => {
  await open({ login: 'sandbox-state-expired' })
  await askFor('mobile', '13800138000')
  await solve()
  await enterCode()
  await failure('SDK.COMMON.1007')
  await askFor('mobile', '13800138000')
  await solve()
  await enterCode()
  assert.match(await user(), /^张伟/)
})

test('a refusal says what to do, and can be answered', async () => {
  await open({ login: 'stranger', phone: '15500155000' })
  await failure('SDK.COMMON.1013')
  assert.match(await browser.text('#failure'), /^\w.* \(SDK\.COMMON\.1013\)$/)
  await askFor('mobile', '13800138000')
  await open({ login: 'sandbox-status-access-denied' })
  await failure('ACCESS_DENIED')
  await browser.click('[data-tap=restart]')
  await view('recipient')
})

test('who can’t solve the puzzle gets another one, and goes back to the phone-number button', async () => {
  await open({ login: 'stranger' })
  await browser.run(() =>
    Object.assign(window, { wx: { miniProgram: { navigateBack: () => (document.title = 'back') } } }),
  )
  await askFor('mobile', '13800138000')
  const picture = () => browser.run(() => document.querySelector('sliding-puzzle img').src)
  const first = await picture()
  await browser.click('summary')
  await browser.click('[data-tap=another]')
  await browser.until((first) => document.querySelector('sliding-puzzle img').src !== first, first)
  assert.match(await browser.run(() => document.querySelector('#puzzle a').href), /^mailto:/)
  await browser.click('[data-tap=reopen]')
  assert.equal(await browser.run(() => document.title), 'back')
})

test('without a code of the login, the page of a user says where to get one', async () => {
  await browser.go(built.production)
  await failure('CALLBACK')
  await browser.run(() =>
    Object.assign(window, { wx: { miniProgram: { navigateBack: () => (document.title = 'back') } } }),
  )
  await browser.click('[data-tap=restart]')
  assert.equal(await browser.run(() => document.title), 'back')
  await open({ login: 'wangfang' }, built.production)
  assert.match(await user(), /^王芳/)
})

for (const [scheme, language, width] of /** @type {['light' | 'dark', string, number][]} */ ([
  ['light', 'en', 320],
  ['dark', 'zh-CN', 375],
  ['light', 'zh-CN', 390],
  ['dark', 'en', 430],
])) {
  test(`a sign-in by text message, past a wrong puzzle and a wrong code, fits a ${scheme} screen ${width} wide in ${language}`, async () => {
    await browser.size(width, 700)
    await browser.prefer(scheme, language)
    /** @param {string} id */
    const check = async (id) => {
      await view(id)
      const small = await browser.run(() => {
        const seen = [
          ...document.querySelectorAll('button, input:not([type=radio]), summary, a, label:has([type=radio])'),
        ]
        const tooSmall = seen.filter((control) => {
          const { height } = control.getBoundingClientRect()
          const isRead = control.type !== 'range'
          return height > 0 && (height < 44 || (isRead && Number.parseFloat(getComputedStyle(control).fontSize) < 16))
        })
        return [document.documentElement.scrollWidth, ...tooSmall.map(({ outerHTML }) => outerHTML)]
      })
      assert.deepEqual(small, [width], `${id}: each control is for a thumb`)
      await browser.load(AXE)
      const found = await browser.run(async () => (await axe.run({ resultTypes: ['violations'] })).violations)
      assert.deepEqual(
        found.map((one) => [one.id, one.nodes[0].html]),
        [],
        id,
      )
      if (SCREENSHOTS) await browser.screenshot(join(SCREENSHOTS, `example-${width}-${scheme}-${id}.png`))
    }
    await open({ login: 'sandbox-status-access-denied' })
    await check('again')
    await open({ login: 'stranger' })
    await check('recipient')
    await askFor('mobile', '13800138000')
    await solve(40)
    await failure('SDK.CAPTCHA.0002')
    await browser.click('summary')
    await check('puzzle')
    await solve()
    await check('code')
    assert.match(await browser.text('#text'), /138\*{4}8000/)
    assert.match(await browser.text('#resend:disabled'), /\d+/)
    await browser.fill('#code input', '000000')
    await browser.click('#code .primary')
    await failure('SDK.CAPTCHA.0007')
    await enterCode()
    await check('done')
    await open({ login: 'liqiang' })
    await check('second-factor')
    await browser.prefer('light')
    await browser.size(390, 844)
  })
}
