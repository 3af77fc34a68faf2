// The device that a mini program runs on.

import type { Device } from '../shipped/index.js'

const FINGERPRINT_KEY = 'wechat-mobile-bind.fingerprint'

type Facts = Partial<Record<'system' | 'platform' | 'model' | 'version' | 'SDKVersion' | 'language', string>>

// If the storage is full or refused, the fingerprint is kept until the mini program ends.
let volatileFingerprint: string | undefined

/** The device for the service's headers. */
export function device(): Partial<Device> {
  const { system, platform, model, version, SDKVersion } = facts()
  const agent = [
    `MicroMessenger/${version || '?'}`,
    `(${[model, system].filter(Boolean).join('; ')})`,
    `MiniProgram/${SDKVersion || '?'}`,
  ]
  return {
    // The service refuses an empty header, so a host without this information needs a value too.
    osVersion: headerSafe(system || platform) || 'unknown',
    userAgent: headerSafe(agent.join(' ')),
    fingerprint: fingerprint(),
  }
}

/** The language that WeChat is set to, as a language tag: `zh_CN` is `zh-CN`. */
export function language(): string | undefined {
  const [tag] = /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.exec(facts().language || '') || ['']
  return tag.replace(/_/g, '-') || undefined
}

/** Whether the base library has this version or a later one; an unknown version counts as later. */
export function isBaseLibrary(major: number, minor: number): boolean {
  const [found, detail] = String(facts().SDKVersion).split('.').map(Number)
  return !(found < major || (found === major && detail < minor))
}

// WECHAT: base library 2.20.1 has the last two getters; the first one is deprecated, and may return {}.
function facts(): Facts {
  return Object.assign({}, ask('getSystemInfoSync'), ask('getDeviceInfo'), ask('getAppBaseInfo'))
}

function ask(getter: 'getSystemInfoSync' | 'getDeviceInfo' | 'getAppBaseInfo'): Facts | undefined {
  try {
    return wx[getter]()
  } catch {
    return undefined
  }
}

// A header carries printable ASCII. The caller can't correct these values, because they come from the host.
const headerSafe = (text = '') =>
  text
    .replace(/[^ -~]+/g, '?')
    .slice(0, 256)
    .trim()

function fingerprint(): string {
  try {
    const kept = wx.getStorageSync(FINGERPRINT_KEY)
    if (kept) return kept
    volatileFingerprint = volatileFingerprint || random()
    wx.setStorageSync(FINGERPRINT_KEY, volatileFingerprint)
  } catch {
    volatileFingerprint = volatileFingerprint || random()
  }
  return volatileFingerprint
}

// It has to be different from other devices', not secret. JavaScriptCore seeds Math.random with 32 bits: the time of the first
// start distinguishes devices with the same seed.
const random = () =>
  [Date.now(), ...[1, 2, 3].map(() => Math.random() * 1e12)].map((part) => Math.floor(part).toString(36)).join('')
