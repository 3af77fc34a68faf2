import type * as MiniProgramApi from '../../loose-miniprogram.js'

/** The files of a code package, by path. */
export type Files = Map<string, string | Uint8Array>

/** What WeChat tells of the phone: the replies of getDeviceInfo and getAppBaseInfo. */
export interface Phone {
  device: object
  base: object
}

/** How a mini program is started; `launch` says more. */
export interface LaunchOptions {
  engine?: string
  realm?: string[]
  /** What is away from SWITCHES. */
  switches?: Record<string, unknown>
  page?: string
  query?: object
  loginCodes?: string[]
  offline?: boolean
  storage?: Record<string, unknown>
  phone?: Phone
  /** An origin that answers for https://acme.example.com. */
  tenant?: string
  /** How many times faster the timers run. */
  speed?: number
}

/** What wx.request is given, as far as the network needs it. */
export interface WxRequest {
  url: string
  method: string
  header: Record<string, string>
  data?: string
  redirect?: string
  timeout?: number
}

/** What became of a request, as the logic layer is told it. */
export type Answer =
  | { response: { statusCode: number; header: object; data: string } }
  | { failure: { errno: number; errMsg: string } }

/** A function that runs in a mini program. */
export type Probe = (api: typeof MiniProgramApi, given: any, require: (path: string) => any) => Promise<any>

/** An element of a WXML file. */
export interface Element {
  name: string
  attributes: Record<string, string | true>
  children: (Element | string)[]
}

/** The data of a page. */
export type Data = Record<string, any>

/** A button as a view shows it. */
export interface Button {
  text: string
  handler: string
  event: string
  dataset: object
  disabled: boolean
}
