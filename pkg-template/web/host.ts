// The device that a browser runs on.

import type { Device } from '../shipped/index.js'

const FINGERPRINT_KEY = 'wechat-mobile-bind.fingerprint'

// https://wicg.github.io/ua-client-hints/, which TypeScript's own types lack.
interface UserAgentData {
  getHighEntropyValues(hints: string[]): Promise<{ platform: string; platformVersion: string }>
}

// If storage is missing (workers) or refused (private windows, sandboxed frames), the fingerprint is kept as long as the page
// lives.
let volatileFingerprint: string | undefined

/** The device for the service's headers; fields that the browser doesn't provide are absent. */
export async function device(): Promise<Partial<Device>> {
  const { userAgent, userAgentData } = (globalThis.navigator ?? {}) as Partial<Navigator> & {
    userAgentData?: UserAgentData
  }
  return {
    osVersion: headerSafe((userAgentData && (await platform(userAgentData))) || comment(userAgent), 256),
    // Inside WeChat it is longer than the 256 characters of the other fields.
    userAgent: headerSafe(userAgent, 4096),
    fingerprint: fingerprint(),
  }
}

/** The language of the page, if it declares one. */
export const language = () => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.exec(globalThis.document?.documentElement?.lang)?.[0]

// Chromium freezes the version in the User-Agent and gives it here.
async function platform(userAgentData: UserAgentData) {
  try {
    const { platform, platformVersion } = await userAgentData.getHighEntropyValues(['platformVersion'])
    return `${platform} ${platformVersion}`.trim()
  } catch {
    return undefined
  }
}

// The first comment of a User-Agent names the system: "iPhone; CPU iPhone OS 13_3 like Mac OS X".
const comment = (userAgent: string | undefined) => /\(([^()]+)\)/.exec(userAgent ?? '')?.[1]

// A header carries printable ASCII. The caller can't correct these values, because they come from the host.
const headerSafe = (text: string | undefined, length: number) =>
  text
    ?.replace(/[^ -~]+/g, '?')
    .trim()
    .slice(0, length)
    .trimEnd() || undefined

function fingerprint(): string {
  try {
    const kept = localStorage.getItem(FINGERPRINT_KEY)
    // Any script on this origin can write to the storage: a value that no header can carry would make every call fail.
    if (kept && /^[0-9a-f]{32}$/.test(kept)) return kept
    volatileFingerprint ??= randomHex()
    localStorage.setItem(FINGERPRINT_KEY, volatileFingerprint)
  } catch {
    volatileFingerprint ??= randomHex()
  }
  return volatileFingerprint
}

function randomHex() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
