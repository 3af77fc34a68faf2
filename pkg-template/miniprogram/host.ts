// What a mini program knows of the device that it runs on.

import type { Device } from '../shipped/index.js'

const FINGERPRINT_KEY = 'wechat-mobile-bind.fingerprint'

type Facts = Partial<Record<'system' | 'platform' | 'model' | 'version' | 'SDKVersion' | 'language', string>>

// Where storage is full or refused the fingerprint lives as long as the mini program.
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
    // The service refuses an empty header; a host that tells nothing must not lock its users out.
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

/** Whether the base library is of this version or later; one that doesn't tell is taken for a late one. */
export function isBaseLibrary(major: number, minor: number): boolean {
  const [found, detail] = String(facts().SDKVersion).split('.').map(Number)
  return !(found < major || (found === major && detail < minor))
}

// WECHAT: the two getters are there from base library 2.20.1; the one before them is deprecated, and may answer {}.
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

// A header carries printable ASCII; these facts are the host's, so nobody could mend them.
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

// It has to be unlike other devices', not secret. JavaScriptCore seeds Math.random with 32 bits: the time of the first
// start keeps devices of one seed apart.
const random = () =>
  [Date.now(), ...[1, 2, 3].map(() => Math.random() * 1e12)].map((part) => Math.floor(part).toString(36)).join('')
