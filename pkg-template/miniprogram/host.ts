// The device that a mini program runs on.

import { read } from '../../src/wasm/get.js'
import { headerText, languageTag, textOf } from '../shell/facts.js'
import { FINGERPRINT_KEY, fingerprintIn } from '../shell/fingerprint.js'
import { tryCall } from '../shell/try-call.js'
import type { Device } from '../shipped/index.js'

/** The wanted fields of the device, valid whatever WeChat tells. */
export function device(wantsSystem: boolean, wantsAgent: boolean, wantsFingerprint: boolean): Partial<Device> {
  const facts = wantsSystem || wantsAgent ? ask('getDeviceInfo') : undefined
  const system = textOf(read(facts, 'system'))
  return {
    osVersion: wantsSystem ? headerText([system || read(facts, 'platform')], 256) : undefined,
    userAgent: wantsAgent ? headerText([agent(textOf(read(facts, 'model')), system)], 256) : undefined,
    fingerprint: wantsFingerprint ? fingerprint() : undefined,
  }
}

function agent(model: string | undefined, system: string | undefined) {
  const facts = ask('getAppBaseInfo')
  const [version, library] = [textOf(read(facts, 'version')), textOf(read(facts, 'SDKVersion'))]
  const known = [model, system].filter(Boolean).join('; ')
  return known || version || library ? `MicroMessenger/${version || '?'} (${known}) MiniProgram/${library || '?'}` : ''
}

/** The language that WeChat is set to. */
export const language = () => languageTag(read(ask('getAppBaseInfo'), 'language'))

/** Whether the base library has this version or a later one; an unknown version counts as later. */
export function isBaseLibrary(major: number, minor: number): boolean {
  const [found, detail] = String(textOf(read(ask('getAppBaseInfo'), 'SDKVersion')))
    .split('.')
    .map(Number)
  return !(found < major || (found === major && detail < minor))
}

// WECHAT: base library 2.20.1 has both; before it there is only getSystemInfoSync, which is withdrawn and warns.
function ask(getter: 'getDeviceInfo' | 'getAppBaseInfo'): unknown {
  return tryCall(() => (typeof wx[getter] === 'function' ? wx[getter]() : wx.getSystemInfoSync()))
}

const fingerprint = fingerprintIn(
  () => wx.getStorageSync(FINGERPRINT_KEY),
  (fingerprint) => wx.setStorageSync(FINGERPRINT_KEY, fingerprint),
)
