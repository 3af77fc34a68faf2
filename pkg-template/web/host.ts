// The device that a browser runs on.

import { read } from '../../src/wasm/get.js'
import { headerText, languageTag, textOf } from '../shell/facts.js'
import { FINGERPRINT_KEY, fingerprintIn, randomFingerprint } from '../shell/fingerprint.js'
import { tryCall } from '../shell/try-call.js'
import type { Device } from '../shipped/index.js'

// https://wicg.github.io/ua-client-hints/, which TypeScript's own types lack.
interface UserAgentData {
  getHighEntropyValues(hints: string[]): unknown
}

/** How long a browser may take to tell its platform, in milliseconds. */
const PATIENCE_MS = 1000

/** The wanted fields of the device, valid whatever the browser tells. */
export async function device(
  wantsSystem: boolean,
  wantsAgent: boolean,
  wantsFingerprint: boolean,
): Promise<Partial<Device>> {
  const navigator = wantsSystem || wantsAgent ? read(globalThis, 'navigator') : undefined
  const userAgent = read(navigator, 'userAgent')
  return {
    osVersion: wantsSystem ? headerText(await system(navigator, userAgent), 256) : undefined,
    // Inside WeChat it is longer than the 256 characters of the other fields.
    userAgent: wantsAgent ? headerText([userAgent], 4096) : undefined,
    fingerprint: wantsFingerprint ? fingerprint() : undefined,
  }
}

/** The language of the page, if it declares one. */
export const language = () => languageTag(read(read(read(globalThis, 'document'), 'documentElement'), 'lang'))

/** The platform and its version: Chromium freezes the version in the User-Agent and gives it by client hints. */
async function system(navigator: unknown, userAgent: unknown): Promise<unknown[]> {
  const data = read(navigator, 'userAgentData')
  const hints = data && (await highEntropyValues(data))
  const platform = textOf(read(hints, 'platform'))
  return platform ? [platform, read(hints, 'platformVersion')] : [comment(userAgent) || read(data, 'platform')]
}

// A page may not be allowed to see them, or only some.
async function highEntropyValues(data: unknown): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = tryCall(() => setTimeout(resolve, PATIENCE_MS))
  })
  try {
    return await Promise.race([(data as UserAgentData).getHighEntropyValues(['platformVersion']), late])
  } catch {
    return undefined
  } finally {
    tryCall(() => clearTimeout(timer))
  }
}

// The first comment of a User-Agent names the system: "iPhone; CPU iPhone OS 13_3 like Mac OS X".
const comment = (userAgent: unknown) => textOf(/\(([^()]+)\)/.exec(textOf(userAgent) || '')?.[1])

// Storage may be missing (workers) or refused (private windows, sandboxed frames), and so may `crypto`.
const fingerprint = fingerprintIn(
  () => localStorage.getItem(FINGERPRINT_KEY),
  (fingerprint) => localStorage.setItem(FINGERPRINT_KEY, fingerprint),
  () => tryCall(randomHex) || randomFingerprint(),
)

function randomHex() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
